import { DESCRIBE_LOG_DIRS } from '../../apis/describe-log-dirs.ts'
import type { RequestOf } from '../../wire/index.ts'
import type { Broker, LogDir } from '../../world/broker.ts'
import { dirOfPartition } from '../../world/log-dir.ts'
import { type Partition, replicaEndOffset } from '../../world/partition.ts'
import { ErrorCode } from '../error-code.ts'
import { handler, type RequestContext } from '../handler.ts'

/** DescribeLogDirs of the broker that is asked: sizes, lag of followers, space on the volume (KIP-827). */
export const describeLogDirsHandler = handler(DESCRIBE_LOG_DIRS, (request, context) => {
  const { node, errors } = context
  const errorCode = errors.codeFor(DESCRIBE_LOG_DIRS.key, null, null)
  if (errorCode !== 0 || node.kind !== 'broker') return { errorCode, results: [] }
  return { results: node.logDirs.map((dir) => dirOf(dir, { broker: node, request, context })) }
})

interface Asked {
  readonly broker: Broker
  readonly request: RequestOf<typeof DESCRIBE_LOG_DIRS>
  readonly context: RequestContext
}

function dirOf(dir: LogDir, { broker, request, context }: Asked) {
  const { cluster, now, errors } = context
  const errorCode = dir.isOffline
    ? ErrorCode.KAFKA_STORAGE_ERROR
    : errors.codeFor(DESCRIBE_LOG_DIRS.key, dir.path, null)
  if (errorCode !== ErrorCode.NONE) return { errorCode, logDir: dir.path }
  const here = cluster.hostedBy(broker.id).filter((one) => dirOfPartition(broker, one) === dir)
  const topics = new Map<string, ReturnType<typeof replicaOf>[]>()
  let usedBytes = dir.otherBytes
  for (const partition of here) {
    const replica = replicaOf(partition, broker.id, now)
    usedBytes += replica.partitionSize
    if (!isAsked(request, partition)) continue
    const known = topics.get(partition.topic)
    if (known === undefined) topics.set(partition.topic, [replica])
    else known.push(replica)
  }
  return {
    errorCode,
    logDir: dir.path,
    topics: [...topics].map(([name, partitions]) => ({ name, partitions })),
    totalBytes: Math.round(dir.totalBytes),
    usableBytes: Math.max(0, Math.round(dir.totalBytes - usedBytes)),
  }
}

function replicaOf(partition: Partition, brokerId: number, now: number) {
  const end = replicaEndOffset(partition, brokerId, now)
  const start = Math.min(end, partition.log.startOffset(now))
  return {
    partitionIndex: partition.index,
    partitionSize: Math.round((end - start) * partition.log.recordBytes),
    offsetLag: brokerId === partition.leader ? 0 : partition.log.endOffset(now) - end,
    isFutureKey: false,
  }
}

function isAsked({ topics }: Asked['request'], { topic, index }: Partition): boolean {
  return topics === null || topics.some((one) => one.topic === topic && one.partitions.includes(index))
}
