import type { Cluster } from './cluster.ts'
import { everyPartition } from './operations/leadership.ts'

/** How a cluster is at this moment, counted. */
export interface Condition {
  readonly nodesAway: number
  readonly hasController: boolean
  readonly offlinePartitions: number
  readonly underReplicatedPartitions: number
  readonly offlineDirs: number
  readonly reassigning: number
}

export function conditionOf(cluster: Cluster): Condition {
  let offlinePartitions = 0
  let underReplicatedPartitions = 0
  let reassigning = 0
  for (const { leader, isr, replicas, adding, removing } of everyPartition(cluster)) {
    if (leader < 0) offlinePartitions += 1
    if (adding.length + removing.length > 0) reassigning += 1
    else if (isr.length < replicas.length) underReplicatedPartitions += 1
  }
  const brokers = [...cluster.brokers.values()]
  return {
    nodesAway:
      brokers.filter((one) => one.state !== 'up' || !one.isRegistered).length +
      [...cluster.controllers.values(), ...cluster.zookeepers.values()].filter((one) => one.state !== 'up').length,
    hasController: cluster.controllerId >= 0,
    offlinePartitions,
    underReplicatedPartitions,
    offlineDirs: brokers.reduce((sum, { logDirs }) => sum + logDirs.filter((dir) => dir.isOffline).length, 0),
    reassigning,
  }
}

/** Whether nothing is wrong with nodes, disks and replicas. */
export function isWhole(cluster: Cluster): boolean {
  const { hasController, ...wrong } = conditionOf(cluster)
  return hasController && Object.values(wrong).every((count) => count === 0)
}
