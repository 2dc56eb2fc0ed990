import type { BrokerLogDirs } from '../facts.ts'
import { type Topology, topicNumbers } from '../topology.ts'

/** Bytes as brokers report them, in the topology's slots. */
export interface Sizes {
  /** By slot of topology.partitions.replica; NaN = not told. */
  readonly bySlot: Float64Array
  /** Broker → bytes of all its logs, those of moves between directories included. */
  readonly byBroker: Map<number, number>
}

export function openSizes(topology: Topology): Sizes {
  return { bySlot: new Float64Array(topology.partitions.replica.length).fill(Number.NaN), byBroker: new Map() }
}

/** Adds one broker's log directories (DescribeLogDirs). Partitions the topology does not have only count for the broker. */
export function addLogDirs(topology: Topology, sizes: Sizes, logDirs: BrokerLogDirs): void {
  const numbers = topicNumbers(topology.topics)
  let total = 0
  for (let t = 0; t < logDirs.topics.length; t += 1) {
    const topic = numbers.get(logDirs.topics[t] as string) ?? -1
    const end = logDirs.firstRow[t + 1] as number
    for (let entry = logDirs.firstRow[t] as number; entry < end; entry += 1) {
      const sizeBytes = logDirs.sizeBytes[entry] as number
      total += sizeBytes
      if (topic < 0 || logDirs.isFuture[entry] === 1) continue
      const slot = slotOf(topology, { topic, partition: logDirs.partition[entry] as number, broker: logDirs.brokerId })
      if (slot >= 0) sizes.bySlot[slot] = sizeBytes
    }
  }
  sizes.byBroker.set(logDirs.brokerId, total)
}

function slotOf(topology: Topology, at: { topic: number; partition: number; broker: number }): number {
  const { firstReplica, replica } = topology.partitions
  const row = rowOf(topology, at.topic, at.partition)
  if (row < 0) return -1
  const end = firstReplica[row + 1] as number
  for (let slot = firstReplica[row] as number; slot < end; slot += 1) if (replica[slot] === at.broker) return slot
  return -1
}

/** Partition ids nearly always run from zero without holes: look there first, else search (rows are sorted by id). */
function rowOf(topology: Topology, topic: number, partition: number): number {
  const { id } = topology.partitions
  let low = topology.topics.firstRow[topic] as number
  let high = (topology.topics.firstRow[topic + 1] as number) - 1
  const guess = low + partition
  if (guess <= high && id[guess] === partition) return guess
  while (low <= high) {
    const middle = (low + high) >> 1
    const found = id[middle] as number
    if (found === partition) return middle
    if (found < partition) low = middle + 1
    else high = middle - 1
  }
  return -1
}

/** Sums by topic: bytes over all replicas that were told (NaN = none) and whether some were not. */
export function topicSizes(topology: Topology, bySlot: Float64Array): { bytes: Float64Array; partial: Uint8Array } {
  const { firstRow, count } = topology.topics
  const bytes = new Float64Array(count)
  const partial = new Uint8Array(count)
  for (let topic = 0; topic < count; topic += 1) {
    const start = topology.partitions.firstReplica[firstRow[topic] as number] as number
    const end = topology.partitions.firstReplica[firstRow[topic + 1] as number] as number
    let sum = 0
    let told = 0
    for (let slot = start; slot < end; slot += 1) {
      const size = bySlot[slot] as number
      if (Number.isNaN(size)) continue
      sum += size
      told += 1
    }
    bytes[topic] = told === 0 ? Number.NaN : sum
    partial[topic] = told < end - start ? 1 : 0
  }
  return { bytes, partial }
}
