import type { Message } from '../wire/message.ts'
import { decodeHead, endMetadata, type MetadataTail, topicMetadata } from './metadata.ts'
import { surveyTopics } from './metadata-topics.ts'

export interface TopicCounts extends MetadataTail {
  readonly topics: number
  readonly partitions: number
}

/** Metadata of all topics, of which only the counts are kept: for comparing what brokers know. */
export const topicCounts: Message<undefined, TopicCounts> = {
  ...topicMetadata,
  decode: async (reader, version, pause) => {
    decodeHead(reader, version)
    const survey = await surveyTopics(reader, version, pause)
    return { topics: survey.places.length, partitions: survey.partitions, ...endMetadata(reader, version) }
  },
}
