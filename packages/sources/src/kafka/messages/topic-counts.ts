import type { Message } from '../wire/message.ts'
import { decodeHead, endMetadata, topicMetadata } from './metadata.ts'
import { surveyTopics } from './metadata-topics.ts'

/** Metadata of all topics, of which only the counts are kept: for comparing what brokers know. */
export const topicCounts: Message<undefined, { readonly topics: number; readonly partitions: number }> = {
  ...topicMetadata,
  decode: async (reader, version, pause) => {
    decodeHead(reader, version)
    const survey = await surveyTopics(reader, version, pause)
    endMetadata(reader, version)
    return { topics: survey.places.length, partitions: survey.partitions }
  },
}
