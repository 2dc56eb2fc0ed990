import type { Cluster } from '../world/cluster.ts'

/** What is wrong with a list of replicas that a client gives, in a controller's words; null when nothing is. */
export function invalidReplicas(cluster: Cluster, replicas: readonly number[]): string | null {
  if (replicas.length === 0) return 'The manual partition assignment includes an empty replica list.'
  const twice = replicas.find((id, at) => replicas.indexOf(id) !== at)
  if (twice !== undefined) return `The manual partition assignment includes the broker ${twice} more than once.`
  const unknown = replicas.find((id) => !isKnown(cluster, id))
  if (unknown === undefined) return null
  return `The manual partition assignment includes broker ${unknown}, but no such broker is registered.`
}

/** KRaft counts brokers that are fenced; a ZooKeeper-mode controller knows live ones only. */
function isKnown({ brokers, identity }: Cluster, id: number): boolean {
  const broker = brokers.get(id)
  return broker !== undefined && (identity.mode === 'kraft' || broker.isRegistered)
}

export function registeredBrokers(cluster: Cluster): number {
  return [...cluster.brokers.values()].filter((one) => one.isRegistered).length
}

/** Why so many replicas cannot be placed; null when they can. */
export function invalidReplicationFactor(cluster: Cluster, replicationFactor: number): string | null {
  if (replicationFactor <= 0) return 'Replication factor must be larger than 0, or -1 to use the default value.'
  const registered = registeredBrokers(cluster)
  if (replicationFactor <= registered) return null
  return (
    `Unable to replicate the partition ${replicationFactor} time(s): The target replication factor of ` +
    `${replicationFactor} cannot be reached because only ${registered} broker(s) are registered.`
  )
}
