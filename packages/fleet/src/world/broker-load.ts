// How many bytes pass through each broker: what its disks, threads and network have to carry.
import type { Cluster } from './cluster.ts'
import type { Partition } from './partition.ts'
import { trafficFactor } from './traffic.ts'

const KEEP_MS = 1_000

interface Loads {
  readonly at: number
  readonly epoch: number
  readonly byBroker: ReadonlyMap<number, number>
}

const loads = new WeakMap<Cluster, Loads>()

/** Bytes a second written to each broker, by clients and by replication, and fetched from it by followers. */
export function loadByBroker(cluster: Cluster): ReadonlyMap<number, number> {
  const known = loads.get(cluster)
  const { now, metadataEpoch: epoch } = cluster
  if (known !== undefined && known.epoch === epoch && now >= known.at && now - known.at < KEEP_MS) return known.byBroker
  const byBroker = sumOf(cluster, ({ log }) => log.ratePerSecond * trafficFactor(log.curve, now) * log.recordBytes)
  loads.set(cluster, { at: now, epoch, byBroker })
  return byBroker
}

/** To be called when rates have changed without a change of metadata. */
export function forgetLoads(cluster: Cluster): void {
  loads.delete(cluster)
}

/** What a broker carries on average as planned, bytes a second: the measure of what is much. */
export function plannedLoad(cluster: Cluster): number {
  const byBroker = sumOf(cluster, ({ log }) => log.plannedPerSecond * log.recordBytes)
  let sum = 0
  for (const bytes of byBroker.values()) sum += bytes
  return sum / Math.max(1, byBroker.size)
}

function sumOf(cluster: Cluster, bytesOf: (one: Partition) => number): ReadonlyMap<number, number> {
  const byBroker = new Map([...cluster.brokers.keys()].map((id) => [id, 0]))
  const add = (id: number, bytes: number) => byBroker.set(id, (byBroker.get(id) ?? 0) + bytes)
  for (const { partitions } of cluster.topics.values()) {
    for (const partition of partitions) {
      const bytes = bytesOf(partition)
      if (bytes === 0 || partition.leader < 0) continue
      for (const id of partition.isr) {
        add(id, bytes)
        if (id !== partition.leader) add(partition.leader, bytes)
      }
    }
  }
  return byBroker
}
