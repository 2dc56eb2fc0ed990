// Causes of slowness, put on a node and taken away; and look-alikes, where much is going on and nothing is wrong.
import { forgetLoads } from '../broker-load.ts'
import { type Cluster, nodeOf } from '../cluster.ts'
import type { StrainCause } from '../strain.ts'
import { fence, register } from './broker-life.ts'
import { everyPartition } from './leadership.ts'
import { loseProcess, reviveProcess } from './process-life.ts'

/** From now on this weighs on the node. */
export function strainNode(cluster: Cluster, nodeId: number, cause: StrainCause): void {
  if (nodeOf(cluster, nodeId) === undefined) return
  const causes = cluster.strains.get(nodeId) ?? new Set()
  cluster.strains.set(nodeId, causes.add(cause))
}

export function relieveNode(cluster: Cluster, nodeId: number, cause: StrainCause): void {
  cluster.strains.get(nodeId)?.delete(cause)
}

/** Takes the change of traffic back; others that were made meanwhile stay. */
type Undo = () => void

/** The partitions that a broker leads now get so many times their traffic: an uneven load. */
export function heatBroker(cluster: Cluster, brokerId: number, { times }: { times: number }): Undo {
  return scale(cluster, times, (leader) => leader === brokerId)
}

/** Every partition gets so many times its traffic: everybody is equally busy, or equally idle. */
export function scaleTraffic(cluster: Cluster, { times }: { times: number }): Undo {
  return scale(cluster, times, () => true)
}

function scale(cluster: Cluster, times: number, isMeant: (leader: number) => boolean): Undo {
  const changed: Undo[] = []
  for (const { leader, log } of everyPartition(cluster)) {
    const before = log.plannedPerSecond
    if (before === 0 || !isMeant(leader)) continue
    log.setRate(before * times, cluster.now)
    changed.push(() => log.setRate(times === 0 ? before : log.plannedPerSecond / times, cluster.now))
  }
  forgetLoads(cluster)
  return () => {
    for (const undo of changed.splice(0)) undo()
    forgetLoads(cluster)
  }
}

/**
 * What producers wait for: every replica in sync, the leader, or nothing (`acks` = all, 1, 0). Without it a slow follower
 * holds nobody up.
 */
export function setAcks(cluster: Cluster, acks: 'all' | 'leader' | 'none'): void {
  cluster.acks = acks
}

/**
 * The broker was killed and reads its logs through before it serves: its process lives and its exporter answers, nobody
 * can connect, and it is not registered, for `lastsMs` or until {@link endRecovery}.
 */
export function recoverLogs(cluster: Cluster, brokerId: number, { lastsMs }: { lastsMs?: number } = {}): void {
  const broker = cluster.brokers.get(brokerId)
  if (broker === undefined || broker.state !== 'up') return
  broker.isRecovering = true
  loseProcess(cluster, broker, 'down')
  fence(cluster, broker)
  broker.startedAt = cluster.now
  const { stateSince } = broker
  if (lastsMs === undefined) return
  cluster.agenda.after(lastsMs, () => {
    if (broker.stateSince === stateSince) endRecovery(cluster, brokerId)
  })
}

/** Its logs are read: it serves again. */
export function endRecovery(cluster: Cluster, brokerId: number): void {
  const broker = cluster.brokers.get(brokerId)
  if (broker?.isRecovering !== true) return
  broker.isRecovering = false
  const { startedAt } = broker
  reviveProcess(cluster, broker)
  broker.startedAt = startedAt
  register(cluster, broker, cluster.now)
}

/** Every answer of the ensemble takes so much longer, in ms; 0 lets it be as before. */
export function slowZooKeeper(cluster: Cluster, { byMs }: { byMs: number }): void {
  for (const node of cluster.zookeepers.values()) node.slowMs = byMs
  cluster.tell('nodes')
}
