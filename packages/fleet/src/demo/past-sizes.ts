import type { Cluster } from '../world/cluster.ts'
import { replicaBytes } from '../world/log-dir.ts'

/** Sizes of the cluster, of each broker and of each topic as they are at this moment, all replicas counted. */
export function addSizes(cluster: Cluster, put: (series: string, sizeBytes: number) => void): void {
  const byBroker = new Map([...cluster.brokers.keys()].map((id) => [id, 0]))
  for (const { name, partitions } of cluster.topics.values()) {
    let topicBytes = 0
    for (const partition of partitions) {
      const wholeBytes = partition.log.sizeBytes(cluster.now)
      for (const id of partition.replicas) {
        const isBehind = partition.laggards?.has(id) === true
        const sizeBytes = isBehind ? replicaBytes(partition, id, cluster.now) : wholeBytes
        byBroker.set(id, (byBroker.get(id) ?? 0) + sizeBytes)
        topicBytes += sizeBytes
      }
    }
    put(`topic/${name}/sizeBytes`, topicBytes)
  }
  let sum = 0
  for (const [id, sizeBytes] of byBroker) {
    put(`broker/${id}/sizeBytes`, sizeBytes)
    sum += sizeBytes
  }
  put('sizeBytes', sum)
}

/** Draws straight lines between measured points that lie at most `atMost` apart. */
export function bridge(values: Float64Array, atMost: number): void {
  let last = -1
  for (let i = 0; i < values.length; i += 1) {
    const value = values[i] ?? Number.NaN
    if (Number.isNaN(value)) continue
    const from = values[last] ?? Number.NaN
    if (last >= 0 && i - last <= atMost) {
      for (let k = last + 1; k < i; k += 1) values[k] = from + ((value - from) * (k - last)) / (i - last)
    }
    last = i
  }
}
