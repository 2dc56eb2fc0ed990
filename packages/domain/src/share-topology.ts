// Structural sharing between cycles: what did not change stays the same object, so that everything made from it stays good.
import { type PartitionColumns, type TopicColumns, type Topology, topicNumbers } from './topology.ts'

/**
 * The fresh topology with every part that is equal to the earlier one's replaced by that; the earlier one itself when all is
 * equal. Compares bytes of columns: about a millisecond per hundred thousand partitions.
 */
export function shareTopology(earlier: Topology, fresh: Topology): Topology {
  const topics = areTopicsEqual(earlier.topics, fresh.topics)
    ? earlier.topics
    : withNamesOf(earlier.topics, fresh.topics)
  const partitions = arePartitionsEqual(earlier.partitions, fresh.partitions) ? earlier.partitions : fresh.partitions
  const isSame =
    topics === earlier.topics && partitions === earlier.partitions && earlier.fromBroker === fresh.fromBroker
  if (isSame) return earlier
  return { ...fresh, topics, partitions }
}

/** Equal names become the same string: kept once, and compared without being read. Both lists are sorted. */
function withNamesOf(earlier: TopicColumns, fresh: TopicColumns): TopicColumns {
  let e = 0
  const names = fresh.names.map((name) => {
    while (e < earlier.count && (earlier.names[e] as string) < name) e += 1
    const known = earlier.names[e]
    return known === name ? known : name
  })
  return { ...fresh, names }
}

/** A list of names with those of a topology in place of equal ones. */
export function withTopicNames(topology: Topology, names: readonly string[]): readonly string[] {
  const numbers = topicNumbers(topology.topics)
  return names.map((name) => topology.topics.names[numbers.get(name) ?? -1] ?? name)
}

function areTopicsEqual(a: TopicColumns, b: TopicColumns): boolean {
  return (
    a.count === b.count &&
    areEqual(a.firstRow, b.firstRow) &&
    areEqual(a.errors, b.errors) &&
    areEqual(a.internal, b.internal) &&
    a.names.every((name, t) => name === b.names[t]) &&
    a.ids.every((id, t) => id === b.ids[t])
  )
}

function arePartitionsEqual(a: PartitionColumns, b: PartitionColumns): boolean {
  return (
    a.count === b.count &&
    areEqual(a.leader, b.leader) &&
    areEqual(a.leaderEpoch, b.leaderEpoch) &&
    areEqual(a.replicaFlags, b.replicaFlags) &&
    areEqual(a.firstReplica, b.firstReplica) &&
    areEqual(a.replica, b.replica) &&
    areEqual(a.error, b.error) &&
    areEqual(a.id, b.id) &&
    areEqual(a.topic, b.topic)
  )
}

function areEqual(a: ArrayLike<number>, b: ArrayLike<number>): boolean {
  if (a.length !== b.length) return false
  for (let i = 0; i < a.length; i += 1) if (a[i] !== b[i]) return false
  return true
}
