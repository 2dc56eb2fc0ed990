// Disks: a log directory is lost (KIP-112) and comes back, and a volume fills.
import type { Broker, LogDir } from '../broker.ts'
import type { Cluster } from '../cluster.ts'
import { dirOfPartition, usedBytes } from '../log-dir.ts'
import { resync } from './broker-life.ts'
import { leaveIsr } from './isr.ts'
import { touchPartition } from './leadership.ts'

/**
 * KafkaStorageException: the directory answers error 56 from now on, its replicas are offline and leave the ISR. A broker
 * that has lost its last directory ends itself; that is the caller's to do, by {@link hasNoDisk}.
 */
export function loseLogDir(cluster: Cluster, brokerId: number, dirIndex: number): void {
  const found = dirOf(cluster, brokerId, dirIndex)
  if (found === null || found.dir.isOffline) return
  found.dir.isOffline = true
  for (const partition of cluster.hostedBy(brokerId)) {
    if (dirOfPartition(found.broker, partition) !== found.dir) continue
    if (partition.isr.includes(brokerId)) leaveIsr(cluster, partition, brokerId)
    else touchPartition(cluster, partition)
  }
  cluster.tell('metadata')
}

/** The directory is there again, with what it held; its replicas catch up and go back into the ISR. */
export function repairLogDir(cluster: Cluster, brokerId: number, dirIndex: number): void {
  const found = dirOf(cluster, brokerId, dirIndex)
  if (found === null || !found.dir.isOffline) return
  found.dir.isOffline = false
  for (const partition of cluster.hostedBy(brokerId)) {
    if (dirOfPartition(found.broker, partition) === found.dir) touchPartition(cluster, partition)
  }
  if (found.broker.isRegistered) resync(cluster, found.broker)
  else cluster.tell('metadata')
}

export function hasNoDisk({ logDirs }: Broker): boolean {
  return logDirs.every((dir) => dir.isOffline)
}

const FILL_EVERY_MS = 1_000

/**
 * Something other than Kafka fills the volume, evenly, until `toRatio` (0–1) of it is used after `withinMs`; `full` is
 * called when it has reached that. Gives what takes the foreign bytes away again.
 */
export function fillDisk(
  cluster: Cluster,
  { brokerId, dirIndex }: { brokerId: number; dirIndex: number },
  { toRatio, withinMs, full }: { toRatio: number; withinMs: number; full: () => void },
): () => void {
  const found = dirOf(cluster, brokerId, dirIndex)
  if (found === null) return () => undefined
  const { broker, dir } = found
  const missing = Math.max(0, dir.totalBytes * toRatio - usedBytes(cluster, broker, dir))
  const startedAt = cluster.now
  let added = 0
  let isOver = false
  const grow = () => {
    if (isOver) return
    const share = Math.min(1, (cluster.now - startedAt) / Math.max(1, withinMs))
    dir.otherBytes += missing * share - added
    added = missing * share
    if (share < 1) cluster.agenda.after(FILL_EVERY_MS, grow)
    else full()
  }
  grow()
  return () => {
    if (isOver) return
    isOver = true
    dir.otherBytes -= added
  }
}

function dirOf(cluster: Cluster, brokerId: number, dirIndex: number): { broker: Broker; dir: LogDir } | null {
  const broker = cluster.brokers.get(brokerId)
  const dir = broker?.logDirs[dirIndex]
  return broker === undefined || dir === undefined ? null : { broker, dir }
}
