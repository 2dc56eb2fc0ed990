// Outside systems, one folder each; the only place with network code.
export { ANSWER_DECODERS, type AnswerDecoder, isUnreadable } from './kafka/messages/answer-decoders.ts'
export * from './kafka/open-kafka.ts'
export { inferRelease } from './kafka/releases.ts'
export * from './kafka/source.ts'
export * from './outcome.ts'
export * from './zookeeper/connect-string.ts'
export * from './zookeeper/read-zookeeper.ts'
