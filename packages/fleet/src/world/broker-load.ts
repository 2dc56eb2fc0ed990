// How many bytes pass through each broker: what its disks, threads and network have to carry.
import type { Cluster } from './cluster.ts'
import type { Partition } from './partition.ts'
import { type DailyCurve, FLAT, trafficFactor } from './traffic.ts'

/** Whoever changes rates without a change of metadata says so; this is for who forgot. */
const KEEP_MS = 600_000

/** Mean bytes a second of one broker, by the curve that they follow over the day. */
type ByCurve = Map<DailyCurve, number>

interface Loads {
  readonly at: number
  readonly epoch: number
  readonly byBroker: ReadonlyMap<number, ByCurve>
}

const loads = new WeakMap<Cluster, Loads>()

/** Bytes a second written to a broker now, by clients and by replication, and fetched from it by followers. */
export function loadOf(cluster: Cluster, brokerId: number): number {
  let sum = 0
  for (const [curve, bytes] of loadsOf(cluster).byBroker.get(brokerId) ?? []) {
    sum += bytes * trafficFactor(curve, cluster.now)
  }
  return sum
}

/** To be called when rates have changed without a change of metadata. */
export function forgetLoads(cluster: Cluster): void {
  loads.delete(cluster)
}

/** What a broker carries on average as planned, bytes a second: the measure of what is much. */
export function plannedLoad(cluster: Cluster): number {
  const byBroker = sumsOf(cluster, ({ log }) => [FLAT, log.plannedPerSecond * log.recordBytes])
  let sum = 0
  for (const curves of byBroker.values()) for (const bytes of curves.values()) sum += bytes
  return sum / Math.max(1, cluster.brokers.size)
}

function loadsOf(cluster: Cluster): Loads {
  const known = loads.get(cluster)
  const { now, metadataEpoch: epoch } = cluster
  if (known !== undefined && known.epoch === epoch && now >= known.at && now - known.at < KEEP_MS) return known
  const byBroker = sumsOf(cluster, ({ log }) => [log.curve, log.ratePerSecond * log.recordBytes])
  const fresh = { at: now, epoch, byBroker }
  loads.set(cluster, fresh)
  return fresh
}

function sumsOf(
  cluster: Cluster,
  bytesOf: (one: Partition) => readonly [DailyCurve, number],
): ReadonlyMap<number, ByCurve> {
  const byBroker = new Map<number, ByCurve>()
  const add = (id: number, curve: DailyCurve, bytes: number) => {
    const curves = byBroker.get(id) ?? new Map<DailyCurve, number>()
    byBroker.set(id, curves.set(curve, (curves.get(curve) ?? 0) + bytes))
  }
  for (const { partitions } of cluster.topics.values()) {
    for (const partition of partitions) {
      const [curve, bytes] = bytesOf(partition)
      if (bytes === 0 || partition.leader < 0) continue
      for (const id of partition.isr) {
        add(id, curve, bytes)
        if (id !== partition.leader) add(partition.leader, curve, bytes)
      }
    }
  }
  return byBroker
}
