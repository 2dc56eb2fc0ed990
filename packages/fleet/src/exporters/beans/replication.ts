import { dirOfPartition } from '../../world/log-dir.ts'
import { type Partition, replicaEndOffset } from '../../world/partition.ts'
import { minInsyncReplicas } from '../../world/topic.ts'
import type { BeanWriter } from '../bean-writer.ts'
import type { BrokerVitals } from '../vitals/broker-vitals.ts'

const SERVER = 'kafka.server'
const CLUSTER = 'kafka.cluster'

interface Counts {
  leaders: number
  partitions: number
  underReplicated: number
  underMinIsr: number
  atMinIsr: number
  reassigning: number
  maxLag: number
}

/** Replicas of this broker: leaders say how their partitions are, followers how far behind they are. */
export function replicationBeans(writer: BeanWriter, vitals: BrokerVitals): void {
  const { broker } = vitals
  const counts: Counts = {
    leaders: 0,
    partitions: 0,
    underReplicated: 0,
    underMinIsr: 0,
    atMinIsr: 0,
    reassigning: 0,
    maxLag: 0,
  }
  for (const partition of vitals.hosted()) {
    counts.partitions += 1
    if (partition.leader === broker.id) leads(writer, vitals, { partition, counts })
    else follows(writer, vitals, { partition, counts })
  }
  summary(writer, vitals, counts)
}

interface Place {
  readonly partition: Partition
  readonly counts: Counts
}

function leads(writer: BeanWriter, { cluster }: BrokerVitals, { partition, counts }: Place): void {
  const { isr, replicas, adding, removing } = partition
  const topic = cluster.topics.get(partition.topic)
  const minIsr = topic === undefined ? 1 : Math.min(minInsyncReplicas(topic), replicas.length)
  // New replicas of a running reassignment are not missed (KIP-352).
  const isUnderReplicated = replicas.some((id) => !isr.includes(id) && !adding.includes(id))
  const isMoving = adding.length > 0 || removing.length > 0
  counts.leaders += 1
  if (isUnderReplicated) counts.underReplicated += 1
  if (isr.length < minIsr) counts.underMinIsr += 1
  if (isr.length === minIsr) counts.atMinIsr += 1
  if (isMoving) counts.reassigning += 1
  partitionBeans(writer, partition, {
    UnderReplicated: Number(isUnderReplicated),
    UnderMinIsr: Number(isr.length < minIsr),
    AtMinIsr: Number(isr.length === minIsr),
    InSyncReplicasCount: isr.length,
    ReplicasCount: replicas.length,
    LastStableOffsetLag: 0,
  })
}

/** Followers know nothing of these: they say zero. */
const OF_FOLLOWERS = {
  UnderReplicated: 0,
  UnderMinIsr: 0,
  AtMinIsr: 0,
  InSyncReplicasCount: 0,
  ReplicasCount: 0,
  LastStableOffsetLag: 0,
}

function follows(writer: BeanWriter, { cluster, broker }: BrokerVitals, { partition, counts }: Place): void {
  partitionBeans(writer, partition, OF_FOLLOWERS)
  if (partition.leader < 0) return
  const { now } = cluster
  const lag = partition.log.endOffset(now) - replicaEndOffset(partition, broker.id, now)
  counts.maxLag = Math.max(counts.maxLag, lag)
  const tags = {
    clientId: `ReplicaFetcherThread-0-${partition.leader}`,
    topic: partition.topic,
    partition: String(partition.index),
  }
  writer.gauge({ domain: SERVER, type: 'FetcherLagMetrics', name: 'ConsumerLag', tags }, lag)
}

function partitionBeans(
  writer: BeanWriter,
  { topic, index }: Partition,
  values: Readonly<Record<string, number>>,
): void {
  const tags = { topic, partition: String(index) }
  for (const [name, value] of Object.entries(values)) {
    writer.gauge({ domain: CLUSTER, type: 'Partition', name, tags }, value)
  }
}

function summary(writer: BeanWriter, vitals: BrokerVitals, counts: Counts): void {
  const { isrShrinks, isrExpands, uptimeMs, broker } = vitals
  const gauges: Readonly<Record<string, number>> = {
    LeaderCount: counts.leaders,
    PartitionCount: counts.partitions,
    OfflineReplicaCount: offlineReplicas(vitals),
    UnderReplicatedPartitions: counts.underReplicated,
    UnderMinIsrPartitionCount: counts.underMinIsr,
    AtMinIsrPartitionCount: counts.atMinIsr,
    ReassigningPartitions: counts.reassigning,
    PartitionsWithLateTransactionsCount: 0,
    ProducerIdCount: 0,
  }
  for (const [name, value] of Object.entries(gauges))
    writer.gauge({ domain: SERVER, type: 'ReplicaManager', name }, value)
  for (const [name, count] of [
    ['IsrShrinksPerSec', isrShrinks],
    ['IsrExpandsPerSec', isrExpands],
    ['FailedIsrUpdatesPerSec', 0],
  ] as const) {
    const meanRate = (count * 1000) / uptimeMs
    writer.meter({ domain: SERVER, type: 'ReplicaManager', name }, { count, perSecond: 0, meanRate })
  }
  const fetcher = { domain: SERVER, type: 'ReplicaFetcherManager', tags: { clientId: 'Replica' } }
  writer.gauge({ ...fetcher, name: 'MaxLag' }, counts.maxLag)
  writer.gauge({ ...fetcher, name: 'MinFetchRate' }, broker.slowMs > 0 ? 1000 / (500 + broker.slowMs) : 2)
  writer.gauge({ ...fetcher, name: 'DeadThreadCount' }, 0)
  writer.gauge({ ...fetcher, name: 'FailedPartitionsCount' }, 0)
}

/** Replicas on failed disks of this broker. */
function offlineReplicas({ cluster, broker }: BrokerVitals): number {
  return cluster.hostedBy(broker.id).filter((one) => dirOfPartition(broker, one)?.isOffline === true).length
}
