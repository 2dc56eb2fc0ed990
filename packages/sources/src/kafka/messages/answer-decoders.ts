import { parseSrvr } from '../../zookeeper/srvr.ts'
import type { Message } from '../wire/message.ts'
import { createPause } from '../wire/pause.ts'
import { WireError, WireReader } from '../wire/wire-reader.ts'
import { apiVersions } from './api-versions.ts'
import { describeCluster } from './describe-cluster.ts'
import { describeConfigs } from './describe-configs.ts'
import { describeLogDirs } from './describe-log-dirs.ts'
import { describeQuorum } from './describe-quorum.ts'
import { listOffsets } from './list-offsets.ts'
import { listPartitionReassignments } from './list-partition-reassignments.ts'
import { clusterMetadata, topicMetadata } from './metadata.ts'
import { topicCounts } from './topic-counts.ts'

/** How the console reads one kind of answer: for whoever wants to try it with bytes of his own. */
export interface AnswerDecoder {
  /** Kafka's name of the API, and what is read of its answer where there are several ways. */
  readonly name: string
  /** API key; null outside Kafka's protocol. */
  readonly key: number | null
  readonly minVersion: number
  readonly maxVersion: number
  /** Rejects with {@link WireError} for bytes that are no answer, and with nothing else. */
  decode(body: Buffer, version: number): Promise<unknown>
}

/** Every decoder of what brokers and ZooKeeper nodes answer. */
export const ANSWER_DECODERS: readonly AnswerDecoder[] = [
  ofMessage(apiVersions),
  ofMessage(describeCluster),
  ofMessage(describeConfigs),
  ofMessage(describeLogDirs),
  ofMessage(describeQuorum),
  ofMessage(listOffsets),
  ofMessage(listPartitionReassignments),
  ofMessage(clusterMetadata, 'brokers'),
  ofMessage(topicMetadata, 'topics'),
  ofMessage(topicCounts, 'counts'),
  { name: 'srvr', key: null, minVersion: 0, maxVersion: 0, decode: async (body) => parseSrvr(body.toString('utf8')) },
]

/** Whether a decoder may reject with it. */
export function isUnreadable(error: unknown): boolean {
  return error instanceof WireError
}

function ofMessage(message: Message<never, unknown>, part?: string): AnswerDecoder {
  const { key, minVersion, maxVersion, flexibleFrom } = message
  return {
    name: part === undefined ? message.name : `${message.name} (${part})`,
    key,
    minVersion,
    maxVersion,
    async decode(body, version) {
      return await message.decode(new WireReader(body, { flexible: version >= flexibleFrom }), version, createPause())
    },
  }
}
