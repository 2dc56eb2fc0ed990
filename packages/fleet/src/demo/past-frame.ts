// What holds between two changes of a cluster: who leads how much, and how many partitions are in which condition.
import { readersByTopic } from '../exporters/vitals/readers.ts'
import type { Cluster } from '../world/cluster.ts'
import { isWritable } from '../world/operations/leadership.ts'
import type { Partition } from '../world/partition.ts'
import { minInsyncReplicas, type Topic } from '../world/topic.ts'
import { type DailyCurve, trafficFactor } from '../world/traffic.ts'

/** Mean rates by the curve they follow: at any moment they give the traffic with one look at each curve. */
export type Rates = Map<DailyCurve, number>

/** Of a broker: records and bytes a second of what it leads, what groups read of it, and what share each follower has to fetch. */
export interface Leading {
  readonly rates: Rates
  readonly bytes: Rates
  readonly read: Rates
  readonly leaders: number
  readonly followers: ReadonlyMap<number, number>
}

interface Growing {
  readonly rates: Rates
  readonly bytes: Rates
  readonly read: Rates
  leaders: number
  allBytes: number
  readonly followers: Map<number, number>
}

export interface Frame {
  readonly metadataEpoch: number
  readonly byTopic: ReadonlyMap<string, Rates>
  readonly byBroker: ReadonlyMap<number, Leading>
  readonly offline: number
  readonly underMinIsr: number
  readonly underReplicated: number
}

export function frameOf(cluster: Cluster): Frame {
  const byTopic = new Map<string, Rates>()
  const byBroker = new Map<number, Growing>()
  for (const id of cluster.brokers.keys()) {
    byBroker.set(id, {
      rates: new Map(),
      bytes: new Map(),
      read: new Map(),
      leaders: 0,
      allBytes: 0,
      followers: new Map(),
    })
  }
  const counts = { offline: 0, underMinIsr: 0, underReplicated: 0 }
  const readers = readersByTopic(cluster)
  for (const topic of cluster.topics.values()) {
    const rates: Rates = new Map()
    byTopic.set(topic.name, rates)
    for (const partition of topic.partitions) {
      count(counts, topic, partition)
      const leading = byBroker.get(partition.leader)
      if (leading === undefined) continue
      leading.leaders += 1
      if (!isWritable(topic, partition)) continue
      add(rates, partition.log.curve, partition.log.ratePerSecond)
      add(leading.rates, partition.log.curve, partition.log.ratePerSecond)
      lead(leading, partition, readers.get(topic.name) ?? 0)
    }
  }
  for (const { followers, allBytes } of byBroker.values()) {
    for (const [id, bytes] of followers) followers.set(id, bytes / Math.max(1e-9, allBytes))
  }
  return { metadataEpoch: cluster.metadataEpoch, byTopic, byBroker, ...counts }
}

interface Counts {
  offline: number
  underMinIsr: number
  underReplicated: number
}

function count(counts: Counts, topic: Topic, { leader, isr, replicas }: Partition): void {
  if (leader < 0) counts.offline += 1
  if (leader < 0 || isr.length < minInsyncReplicas(topic)) counts.underMinIsr += 1
  if (isr.length < replicas.length) counts.underReplicated += 1
}

function lead(leading: Growing, { log, isr, leader }: Partition, readers: number): void {
  const bytes = log.ratePerSecond * log.recordBytes
  if (bytes === 0) return
  add(leading.bytes, log.curve, bytes)
  add(leading.read, log.curve, readers * bytes)
  leading.allBytes += bytes
  for (const id of isr) if (id !== leader) leading.followers.set(id, (leading.followers.get(id) ?? 0) + bytes)
}

function add(rates: Rates, curve: DailyCurve, perSecond: number): void {
  if (perSecond > 0) rates.set(curve, (rates.get(curve) ?? 0) + perSecond)
}

/** Records per second at a moment, epoch ms. */
export function rateAt(rates: Rates, atMs: number): number {
  let sum = 0
  for (const [curve, perSecond] of rates) sum += perSecond * trafficFactor(curve, atMs)
  return sum
}
