/**
 * Topics and partitions of one cluster in columns. 100,000 partitions with three replicas take about 3.5 MB plus the
 * names (33 bytes a partition at RF 3), against some 60 MB as objects. Rows of `partitions` are grouped by topic, topics
 * sorted by name (code point order), partitions of a topic by id.
 */
export interface Topology {
  /** Broker that gave this snapshot: metadata is eventually consistent and differs between brokers. */
  readonly fromBroker: number
  readonly topics: TopicColumns
  readonly partitions: PartitionColumns
}

export interface TopicColumns {
  readonly count: number
  readonly names: readonly string[]
  /** Topic ids as Kafka's tools print them (base64url, no padding); null before Kafka 2.8. */
  readonly ids: readonly (string | null)[]
  /** 1 = internal topic. */
  readonly internal: Uint8Array
  /** Kafka error code of the topic entry; 29 = not authorised. */
  readonly errors: Int16Array
  /** `count + 1` entries: partitions of topic t are rows firstRow[t] … firstRow[t + 1] − 1. */
  readonly firstRow: Uint32Array
}

export interface PartitionColumns {
  readonly count: number
  /** Row → index of its topic. */
  readonly topic: Uint32Array
  /** Partition id. */
  readonly id: Int32Array
  /** Kafka error code; 5 = no leader, 9 = a replica is not available (harmless). */
  readonly error: Int16Array
  /** Broker id, −1 = no leader. */
  readonly leader: Int32Array
  /** −1 when the broker is too old to tell. */
  readonly leaderEpoch: Int32Array
  /** `count + 1` entries: replicas of row r are slots firstReplica[r] … firstReplica[r + 1] − 1, preferred leader first. */
  readonly firstReplica: Uint32Array
  /** Slot → broker id. */
  readonly replica: Int32Array
  /** Slot → bits {@link REPLICA_IN_SYNC}, {@link REPLICA_OFFLINE}. */
  readonly replicaFlags: Uint8Array
}

export const REPLICA_IN_SYNC = 1
export const REPLICA_OFFLINE = 2

/** One topic as it comes off the wire; the builder copies it into columns. */
export interface TopicInput {
  readonly name: string
  readonly id: string | null
  readonly internal: boolean
  readonly error: number
  readonly partitions: readonly PartitionInput[]
}

export interface PartitionInput {
  readonly id: number
  readonly error: number
  readonly leader: number
  readonly leaderEpoch: number
  readonly replicas: readonly number[]
  readonly isr: readonly number[]
  readonly offline: readonly number[]
}

/** Builds columns from topics in any order. Duplicate names keep the last. */
export function buildTopology(fromBroker: number, input: readonly TopicInput[]): Topology {
  const byName = new Map(input.map((topic) => [topic.name, topic]))
  const topics = [...byName.values()].sort((a, b) => (a.name < b.name ? -1 : 1))
  const rows = topics.reduce((sum, topic) => sum + topic.partitions.length, 0)
  const slots = topics.reduce((sum, t) => sum + t.partitions.reduce((n, p) => n + p.replicas.length, 0), 0)
  const columns = allocateColumns(topics.length, rows, slots)
  let row = 0
  let slot = 0
  topics.forEach((topic, t) => {
    columns.internal[t] = topic.internal ? 1 : 0
    columns.errors[t] = topic.error
    columns.firstRow[t] = row
    for (const partition of [...topic.partitions].sort((a, b) => a.id - b.id)) {
      columns.topic[row] = t
      columns.id[row] = partition.id
      columns.error[row] = partition.error
      columns.leader[row] = partition.leader
      columns.leaderEpoch[row] = partition.leaderEpoch
      columns.firstReplica[row] = slot
      for (const broker of partition.replicas) {
        columns.replica[slot] = broker
        columns.replicaFlags[slot] =
          (partition.isr.includes(broker) ? REPLICA_IN_SYNC : 0) |
          (partition.offline.includes(broker) ? REPLICA_OFFLINE : 0)
        slot += 1
      }
      row += 1
    }
  })
  columns.firstRow[topics.length] = row
  columns.firstReplica[row] = slot
  return topologyOfColumns({ fromBroker, topics, columns })
}

/** Empty columns for so many topics, partitions (rows) and replicas (slots); filled in place by whoever decodes. */
export function allocateColumns(topics: number, rows: number, slots: number) {
  return {
    internal: new Uint8Array(topics),
    errors: new Int16Array(topics),
    firstRow: new Uint32Array(topics + 1),
    topic: new Uint32Array(rows),
    id: new Int32Array(rows),
    error: new Int16Array(rows),
    leader: new Int32Array(rows),
    leaderEpoch: new Int32Array(rows),
    firstReplica: new Uint32Array(rows + 1),
    replica: new Int32Array(slots),
    replicaFlags: new Uint8Array(slots),
  }
}
export type TopologyColumns = ReturnType<typeof allocateColumns>

/** A topology over filled columns; `topics` in the order of their rows. */
export function topologyOfColumns(filled: {
  readonly fromBroker: number
  readonly topics: readonly { readonly name: string; readonly id: string | null }[]
  readonly columns: TopologyColumns
}): Topology {
  const { internal, errors, firstRow, ...partitions } = filled.columns
  return {
    fromBroker: filled.fromBroker,
    topics: {
      count: filled.topics.length,
      names: filled.topics.map((topic) => topic.name),
      ids: filled.topics.map((topic) => topic.id),
      internal,
      errors,
      firstRow,
    },
    partitions: { count: partitions.topic.length, ...partitions },
  }
}

/** Index of a topic by name, −1 when absent. Binary search: names are sorted. */
export function topicIndex(topics: TopicColumns, name: string): number {
  let low = 0
  let high = topics.count - 1
  while (low <= high) {
    const mid = (low + high) >> 1
    const found = topics.names[mid] as string
    if (found === name) return mid
    if (found < name) low = mid + 1
    else high = mid - 1
  }
  return -1
}

const numbers = new WeakMap<readonly string[], ReadonlyMap<string, number>>()

/** Index of every topic by name: for who looks up thousands. Made once per list of names. */
export function topicNumbers({ names }: TopicColumns): ReadonlyMap<string, number> {
  const known = numbers.get(names)
  if (known !== undefined) return known
  const made = new Map(names.map((name, t) => [name, t]))
  numbers.set(names, made)
  return made
}

/** Row of a partition, −1 when absent. */
export function partitionRow(topology: Topology, topic: number, partition: number): number {
  const end = topology.topics.firstRow[topic + 1] ?? 0
  for (let row = topology.topics.firstRow[topic] ?? 0; row < end; row += 1) {
    if (topology.partitions.id[row] === partition) return row
  }
  return -1
}

interface BrokerRows {
  readonly first: Uint32Array
  readonly row: Uint32Array
  readonly numbers: ReadonlyMap<number, number>
}
const rowsByBroker = new WeakMap<PartitionColumns, BrokerRows>()

/** Rows with a replica on a broker, ascending. The lists of all brokers are made together, once per placement. */
export function rowsOfBroker(partitions: PartitionColumns, broker: number): Uint32Array {
  const known = rowsByBroker.get(partitions) ?? brokerRows(partitions)
  rowsByBroker.set(partitions, known)
  const number = known.numbers.get(broker)
  return number === undefined ? new Uint32Array() : known.row.subarray(known.first[number], known.first[number + 1])
}

function brokerRows({ count, firstReplica, replica }: PartitionColumns): BrokerRows {
  const numbers = new Map<number, number>()
  const sizes: number[] = []
  for (const broker of replica) {
    const number = numbers.get(broker) ?? numbers.size
    numbers.set(broker, number)
    sizes[number] = (sizes[number] ?? 0) + 1
  }
  const first = new Uint32Array(numbers.size + 1)
  for (let number = 0; number < sizes.length; number += 1)
    first[number + 1] = (first[number] as number) + (sizes[number] as number)
  const next = first.slice()
  const row = new Uint32Array(replica.length)
  for (let at = 0; at < count; at += 1) {
    for (let slot = firstReplica[at] as number; slot < (firstReplica[at + 1] as number); slot += 1) {
      const number = numbers.get(replica[slot] as number) as number
      row[next[number] as number] = at
      next[number] = (next[number] as number) + 1
    }
  }
  return { first, row, numbers }
}
