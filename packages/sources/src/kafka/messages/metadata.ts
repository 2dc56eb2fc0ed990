import type { Message } from '../wire/message.ts'
import type { WireReader } from '../wire/wire-reader.ts'
import type { WireWriter } from '../wire/wire-writer.ts'
import { decodeTopology, type TopicsPart } from './metadata-topics.ts'

export interface ListedBroker {
  readonly id: number
  readonly host: string
  readonly port: number
  readonly rack: string | null
}

export interface MetadataHead {
  readonly brokers: readonly ListedBroker[]
  /** Null before Kafka 0.10.1. */
  readonly clusterId: string | null
  /** The controller in ZooKeeper mode; in KRaft mode a random live broker. −1 = none. */
  readonly controllerId: number
}

/** What stands at the end of the answer: the error of the whole (v13, KIP-1102), 0 before. What came with one says nothing. */
export interface MetadataTail {
  readonly error: number
}

/** `none` = brokers only, `all` = every topic the principal may describe. */
export type MetadataTopics = 'none' | 'all'

/*
  Metadata request: topics (v0: empty = all; v1+: null = all, empty = none) · v4+ allow_auto_topic_creation
    · v8–v10 include_cluster_authorized_operations · v8+ include_topic_authorized_operations
  Metadata answer: v3+ throttle_time_ms · brokers [node_id host port rack] · v2+ cluster_id · controller_id
    · topics [error name v10+ topic_id is_internal partitions [...] v8+ operations] · v8–v10 cluster operations · v13 error
*/
const shape = { key: 3, minVersion: 1, maxVersion: 13, flexibleFrom: 9 }

/** Brokers only: the cheap question. */
export const clusterMetadata: Message<undefined, MetadataHead & MetadataTail> = {
  ...shape,
  name: 'Metadata',
  encode: (writer, _query, version) => encodeMetadata(writer, 'none', version),
  decode: (reader, version) => {
    const head = decodeHead(reader, version)
    reader.count(8)
    return { ...head, ...endMetadata(reader, version) }
  },
}

/** Every topic and partition, decoded in slices. */
export const topicMetadata: Message<undefined, MetadataHead & MetadataTail & TopicsPart> = {
  ...shape,
  name: 'Metadata',
  encode: (writer, _query, version) => encodeMetadata(writer, 'all', version),
  decode: async (reader, version, pause) => {
    const head = decodeHead(reader, version)
    const topics = await decodeTopology(reader, version, pause)
    return { ...head, ...topics, ...endMetadata(reader, version) }
  },
}

function encodeMetadata(writer: WireWriter, topics: MetadataTopics, version: number): void {
  writer.structs<never>(topics === 'all' ? null : [], () => undefined)
  // A monitor never creates topics.
  if (version >= 4) writer.boolean(false)
  if (version >= 8 && version <= 10) writer.boolean(false)
  if (version >= 8) writer.boolean(false)
  writer.endStruct()
}

export function decodeHead(reader: WireReader, version: number): MetadataHead {
  if (version >= 3) reader.int32()
  const brokers = reader.array(11, (r) => {
    const broker = { id: r.int32(), host: r.string(), port: r.int32(), rack: r.nullableString() }
    r.endStruct()
    return broker
  })
  const clusterId = version >= 2 ? reader.nullableString() : null
  return { brokers, clusterId, controllerId: reader.int32() }
}

export function endMetadata(reader: WireReader, version: number): MetadataTail {
  if (version >= 8 && version <= 10) reader.int32()
  const error = version >= 13 ? reader.errorCode() : 0
  reader.endStruct()
  return { error }
}
