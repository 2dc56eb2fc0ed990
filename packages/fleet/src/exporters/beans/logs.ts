import { dirOfPartition, replicaBytes } from '../../world/log-dir.ts'
import { replicaEndOffset } from '../../world/partition.ts'
import type { BeanWriter } from '../bean-writer.ts'
import type { BrokerVitals } from '../vitals/broker-vitals.ts'

const DOMAIN = 'kafka.log'
/** `log.segment.bytes` */
const SEGMENT_BYTES = 1_073_741_824

/** Sizes and offsets of replicas, and how the disks are. */
export function logBeans(writer: BeanWriter, vitals: BrokerVitals): void {
  const { cluster, broker, all, uptimeMs, pressure, reservoirs } = vitals
  const { now } = cluster
  for (const partition of vitals.hosted()) {
    // What lies on a failed disk has no log any more.
    if (dirOfPartition(broker, partition)?.isOffline !== false) continue
    const tags = { topic: partition.topic, partition: String(partition.index) }
    const gauge = (name: string, value: number) => writer.gauge({ domain: DOMAIN, type: 'Log', name, tags }, value)
    const sizeBytes = replicaBytes(partition, broker.id, now)
    const endOffset = replicaEndOffset(partition, broker.id, now)
    const numSegments = 1 + Math.floor(sizeBytes / SEGMENT_BYTES)
    gauge('Size', sizeBytes)
    gauge('LogStartOffset', Math.min(endOffset, partition.log.startOffset(now)))
    gauge('LogEndOffset', endOffset)
    gauge('NumLogSegments', numSegments)
  }
  for (const { path, isOffline } of broker.logDirs) {
    // Kafka quotes values with slashes itself.
    const tags = { logDirectory: `"${path}"` }
    writer.gauge({ domain: DOMAIN, type: 'LogManager', name: 'LogDirectoryOffline', tags }, Number(isOffline))
  }
  const offline = broker.logDirs.filter((dir) => dir.isOffline).length
  writer.gauge({ domain: DOMAIN, type: 'LogManager', name: 'OfflineLogDirectoryCount' }, offline)
  // A log is flushed when a segment is full.
  const written = all.total.bytesIn + all.total.replicationBytesIn
  const count = Math.floor(written / SEGMENT_BYTES)
  const perSecond = (all.perSecond.bytesIn + all.perSecond.replicationBytesIn) / SEGMENT_BYTES
  const times = reservoirs.take('flush', { typical: pressure.flushMs + broker.slowMs }, count)
  const flushes = { ...times, perSecond, meanRate: (count * 1000) / uptimeMs }
  writer.timer({ domain: DOMAIN, type: 'LogFlushStats', name: 'LogFlushRateAndTimeMs' }, flushes)
}
