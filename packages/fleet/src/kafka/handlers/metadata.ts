import { METADATA, METADATA_TOPIC } from '../../apis/metadata.ts'
import type { RequestOf } from '../../wire/index.ts'
import { Writer } from '../../wire/writer.ts'
import { type MetadataView, metadataSeenBy } from '../../world/metadata-view.ts'
import type { Topic } from '../../world/topic.ts'
import { ErrorCode } from '../error-code.ts'
import { handler, type RequestContext } from '../handler.ts'
import { partitionFields } from './partition-fields.ts'

const NO_ID = '0'.repeat(32)

function viewOf({ cluster, node }: Pick<RequestContext, 'cluster' | 'node'>): MetadataView {
  return metadataSeenBy(cluster, node)
}

/** An answer is put together from one encoded piece per topic; `topics` are given as such pieces. */
export const metadataHandler = handler(METADATA, (request, context) => ({
  brokers: viewOf(context)
    .brokers.filter((one) => one.isRegistered)
    .map(({ id, host, port, rack }) => ({ nodeId: id, host, port, rack })),
  clusterId: context.cluster.identity.clusterId,
  controllerId: toldController(context),
  topics: piecesOf(request, context),
  errorCode: context.errors.codeFor(METADATA.key, null, null),
}))

function piecesOf(request: RequestOf<typeof METADATA>, context: RequestContext): Buffer[] {
  const { version } = context
  const view = viewOf(context)
  // Null asks for all; before version 1 an empty list did.
  if (request.topics === null || (version === 0 && request.topics.length === 0)) {
    return Array.from(view.topics.values(), (topic) => pieceOf(topic, view, context))
  }
  return request.topics.map(({ name, topicId }) => {
    const topic = name === null ? view.topicsById.get(topicId) : view.topics.get(name)
    if (topic !== undefined) return pieceOf(topic, view, context)
    const errorCode = name === null ? ErrorCode.UNKNOWN_TOPIC_ID : ErrorCode.UNKNOWN_TOPIC_OR_PARTITION
    return encode({ errorCode, name, topicId: name === null ? topicId : NO_ID }, version)
  })
}

/**
 * In KRaft mode brokers name a random live broker as controller (`KRaftMetadataCache.getControllerId`); with ZooKeeper the
 * real one, -1 while there is none.
 */
export function toldController(context: Pick<RequestContext, 'cluster' | 'node' | 'now'>): number {
  const { cluster, now } = context
  const view = viewOf(context)
  if (cluster.identity.mode === 'zookeeper') return view.controllerId
  const alive = view.brokers.filter((one) => one.isRegistered)
  return alive[now % Math.max(1, alive.length)]?.id ?? -1
}

interface Piece {
  readonly epoch: number
  /** Brokers that were offline: they stand in every partition of theirs. */
  readonly offline: string
  readonly bytes: Buffer
}

/** Encoded topics by version: at a hundred thousand partitions only what changed is encoded again. */
const pieces = new WeakMap<Topic, Map<number, Piece>>()

function pieceOf(topic: Topic, view: MetadataView, context: RequestContext): Buffer {
  const { version, errors } = context
  if (!errors.isEmpty) return encodeTopic(topic, view, context)
  const own = pieces.get(topic) ?? new Map<number, Piece>()
  pieces.set(topic, own)
  const kept = own.get(version)
  if (kept?.epoch === topic.epoch && kept.offline === view.offline) return kept.bytes
  const bytes = encodeTopic(topic, view, context)
  own.set(version, { epoch: topic.epoch, offline: view.offline, bytes })
  return bytes
}

function encodeTopic(topic: Topic, view: MetadataView, { cluster, version, errors }: RequestContext): Buffer {
  return encode(
    {
      errorCode: errors.codeFor(METADATA.key, topic.name, null),
      name: topic.name,
      topicId: Number.parseFloat(cluster.identity.release) >= 2.8 ? topic.id : NO_ID,
      isInternal: topic.isInternal,
      partitions: topic.partitions.map((one) => ({
        ...partitionFields(one, (id) => view.isOnline(one, id)),
        ...override(errors.codeFor(METADATA.key, topic.name, one.index)),
      })),
    },
    version,
  )
}

function override(errorCode: number) {
  return errorCode === 0 ? {} : { errorCode }
}

const codecs = new Map<number, ReturnType<typeof METADATA_TOPIC.codec>>()

function encode(topic: Parameters<ReturnType<typeof METADATA_TOPIC.codec>['write']>[1], version: number): Buffer {
  let codec = codecs.get(version)
  if (codec === undefined) {
    codec = METADATA_TOPIC.codec({ version, isFlexible: version >= METADATA.flexibleFrom })
    codecs.set(version, codec)
  }
  const writer = new Writer()
  codec.write(writer, topic)
  return writer.finish()
}
