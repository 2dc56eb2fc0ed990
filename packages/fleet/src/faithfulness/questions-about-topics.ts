import { ALTER_PARTITION_REASSIGNMENTS } from '../apis/alter-partition-reassignments.ts'
import { CREATE_PARTITIONS } from '../apis/create-partitions.ts'
import { CREATE_TOPICS } from '../apis/create-topics.ts'
import { DELETE_RECORDS } from '../apis/delete-records.ts'
import { DELETE_TOPICS } from '../apis/delete-topics.ts'
import { DESCRIBE_CONFIGS } from '../apis/describe-configs.ts'
import { DESCRIBE_TOPIC_PARTITIONS } from '../apis/describe-topic-partitions.ts'
import { ELECT_LEADERS } from '../apis/elect-leaders.ts'
import { FETCH } from '../apis/fetch.ts'
import { INCREMENTAL_ALTER_CONFIGS } from '../apis/incremental-alter-configs.ts'
import { LIST_OFFSETS } from '../apis/list-offsets.ts'
import { LIST_PARTITION_REASSIGNMENTS } from '../apis/list-partition-reassignments.ts'
import { METADATA } from '../apis/metadata.ts'
import { OFFSET_FOR_LEADER_EPOCH } from '../apis/offset-for-leader-epoch.ts'
import { type Question, question } from './question.ts'

const TOPIC = 2
const BROKER = 4
const timeoutMs = 20_000

const controller = { asked: 'controller' } as const
const create = (topic: object) => [{ numPartitions: 1, replicationFactor: 1, configs: [], assignments: [], ...topic }]
const named = (name: string, version: number) => [{ name, topicId: '0'.repeat(32), version }]

export const METADATA_QUESTIONS: readonly Question[] = [
  question('one topic', [METADATA, (v) => ({ topics: named('one', v), allowAutoTopicCreation: false })]),
  question('a topic that is not there', [
    METADATA,
    (v) => ({ topics: named('nowhere', v), allowAutoTopicCreation: false }),
    { since: 4 },
  ]),
  question('an id that is not there', [
    METADATA,
    () => ({ topics: [{ name: null, topicId: `${'0'.repeat(31)}7` }], allowAutoTopicCreation: false }),
    { since: 12 },
  ]),
  question('no topics', [METADATA, () => ({ topics: [], allowAutoTopicCreation: false }), { since: 1 }]),
  question('a topic', [DESCRIBE_TOPIC_PARTITIONS, () => ({ topics: [{ name: 'one' }] })]),
  question('an unknown topic', [DESCRIBE_TOPIC_PARTITIONS, () => ({ topics: [{ name: 'nowhere' }] })]),
]

const offsets = (name: string, partitionIndex: number, timestamp: bigint) => ({
  replicaId: -1,
  topics: [{ name, partitions: [{ partitionIndex, timestamp, maxNumOffsets: 1 }] }],
})

export const LOG_QUESTIONS: readonly Question[] = [
  question('the end', [LIST_OFFSETS, () => offsets('one', 0, -1n), { asked: 'leader' }]),
  question('the start', [LIST_OFFSETS, () => offsets('one', 0, -2n), { asked: 'leader' }]),
  question('the largest timestamp of an empty log', [
    LIST_OFFSETS,
    () => offsets('one', 0, -3n),
    { asked: 'leader', since: 7 },
  ]),
  question('a time in an empty log', [LIST_OFFSETS, () => offsets('one', 0, 1_000n), { asked: 'leader', since: 1 }]),
  question('asked of another broker', [LIST_OFFSETS, () => offsets('one', 0, -1n), { asked: 'other' }]),
  question('a topic that is not there', [LIST_OFFSETS, () => offsets('nowhere', 0, -1n)]),
  question('a partition that is not there', [LIST_OFFSETS, () => offsets('one', 77, -1n), { asked: 'leader' }]),
  question('the newest epoch', [
    OFFSET_FOR_LEADER_EPOCH,
    () => ({ replicaId: -1, topics: [{ topic: 'one', partitions: [{ partition: 0, leaderEpoch: 0 }] }] }),
    { asked: 'leader', since: 3 },
  ]),
  question('an empty log', [
    FETCH,
    () => ({
      maxWaitMs: 10,
      minBytes: 1,
      topics: [{ topic: 'one', partitions: [{ partition: 0, fetchOffset: 0, partitionMaxBytes: 1_000 }] }],
    }),
    { asked: 'leader', until: 12 },
  ]),
  question('past the end', [
    FETCH,
    () => ({
      maxWaitMs: 10,
      minBytes: 1,
      topics: [{ topic: 'one', partitions: [{ partition: 0, fetchOffset: 999, partitionMaxBytes: 1_000 }] }],
    }),
    { asked: 'leader', until: 12 },
  ]),
  question('of another broker', [
    FETCH,
    () => ({
      maxWaitMs: 10,
      minBytes: 1,
      topics: [{ topic: 'one', partitions: [{ partition: 0, fetchOffset: 0, partitionMaxBytes: 1_000 }] }],
    }),
    { asked: 'other', until: 12 },
  ]),
  question('an unknown id', [
    FETCH,
    () => ({
      maxWaitMs: 10,
      minBytes: 1,
      topics: [
        {
          topicId: `${'0'.repeat(31)}7`,
          partitions: [{ partition: 0, fetchOffset: 0, partitionMaxBytes: 1_000 }],
        },
      ],
    }),
    { since: 13 },
  ]),
  question('up to the end', [
    DELETE_RECORDS,
    () => ({ topics: [{ name: 'one', partitions: [{ partitionIndex: 0, offset: -1 }] }], timeoutMs }),
    { asked: 'leader' },
  ]),
  question('past the end', [
    DELETE_RECORDS,
    () => ({ topics: [{ name: 'one', partitions: [{ partitionIndex: 0, offset: 99 }] }], timeoutMs }),
    { asked: 'leader' },
  ]),
]

export const TOPIC_QUESTIONS: readonly Question[] = [
  question('only validated', [
    CREATE_TOPICS,
    () => ({
      topics: create({ name: 'might-be', numPartitions: 3, replicationFactor: 3 }),
      timeoutMs,
      validateOnly: true,
    }),
    { ...controller, since: 1 },
  ]),
  question('there already', [CREATE_TOPICS, () => ({ topics: create({ name: 'one' }), timeoutMs }), controller]),
  question('a bad name', [CREATE_TOPICS, () => ({ topics: create({ name: 'a b/c' }), timeoutMs }), controller]),
  question('too many replicas', [
    CREATE_TOPICS,
    () => ({ topics: create({ name: 'wide', replicationFactor: 9 }), timeoutMs }),
    controller,
  ]),
  question('no partitions', [
    CREATE_TOPICS,
    () => ({ topics: create({ name: 'thin', numPartitions: 0 }), timeoutMs }),
    controller,
  ]),
  question('a setting that is none', [
    CREATE_TOPICS,
    () => ({ topics: create({ name: 'odd', configs: [{ name: 'no.such.setting', value: '1' }] }), timeoutMs }),
    controller,
  ]),
  question('a value that is none', [
    CREATE_TOPICS,
    () => ({ topics: create({ name: 'odd', configs: [{ name: 'retention.ms', value: 'long' }] }), timeoutMs }),
    controller,
  ]),
  question('fewer than there are', [
    CREATE_PARTITIONS,
    () => ({ topics: [{ name: 'one', count: 1, assignments: null }], timeoutMs, validateOnly: false }),
    controller,
  ]),
  question('of a topic that is not there', [
    CREATE_PARTITIONS,
    () => ({ topics: [{ name: 'nowhere', count: 5, assignments: null }], timeoutMs, validateOnly: false }),
    controller,
  ]),
  question('only validated', [
    CREATE_PARTITIONS,
    () => ({ topics: [{ name: 'one', count: 9, assignments: null }], timeoutMs, validateOnly: true }),
    controller,
  ]),
  question('not there', [
    DELETE_TOPICS,
    () => ({ topicNames: ['nowhere'], topics: [{ name: 'nowhere', topicId: '0'.repeat(32) }], timeoutMs }),
    controller,
  ]),
  question('not needed', [
    ELECT_LEADERS,
    () => ({ electionType: 0, topicPartitions: [{ topic: 'one', partitions: [0] }], timeoutMs }),
    controller,
  ]),
  question('of a partition that is not there', [
    ELECT_LEADERS,
    () => ({ electionType: 0, topicPartitions: [{ topic: 'nowhere', partitions: [0] }], timeoutMs }),
    controller,
  ]),
  question('none under way', [LIST_PARTITION_REASSIGNMENTS, () => ({ timeoutMs, topics: null }), controller]),
  question('nothing to cancel', [
    ALTER_PARTITION_REASSIGNMENTS,
    () => ({ timeoutMs, topics: [{ name: 'one', partitions: [{ partitionIndex: 0, replicas: null }] }] }),
    controller,
  ]),
  question('to a broker that is not there', [
    ALTER_PARTITION_REASSIGNMENTS,
    () => ({ timeoutMs, topics: [{ name: 'one', partitions: [{ partitionIndex: 0, replicas: [77] }] }] }),
    controller,
  ]),
]

const describe = (resourceType: number, resourceName: string) => ({
  resources: [{ resourceType, resourceName, configurationKeys: null }],
})
const alter = (change: object, resource: object = { resourceType: TOPIC, resourceName: 'two' }) => ({
  resources: [{ ...resource, configs: [{ name: 'retention.ms', configOperation: 0, value: '60000', ...change }] }],
  validateOnly: false,
})

export const CONFIG_QUESTIONS: readonly Question[] = [
  question('of a topic', [DESCRIBE_CONFIGS, () => describe(TOPIC, 'one')]),
  question('of a topic that is not there', [DESCRIBE_CONFIGS, () => describe(TOPIC, 'nowhere')]),
  question('of a broker that it is not', [DESCRIBE_CONFIGS, () => describe(BROKER, '77')]),
  question('of a broker that is no number', [DESCRIBE_CONFIGS, () => describe(BROKER, 'x')]),
  question('a topic’s', [INCREMENTAL_ALTER_CONFIGS, () => alter({}), controller]),
  question('a value that is none', [INCREMENTAL_ALTER_CONFIGS, () => alter({ value: 'long' }), controller]),
  question('a setting that is none', [INCREMENTAL_ALTER_CONFIGS, () => alter({ name: 'no.such' }), controller]),
  question('a list where there is none', [INCREMENTAL_ALTER_CONFIGS, () => alter({ configOperation: 2 }), controller]),
  question('a topic that is not there', [
    INCREMENTAL_ALTER_CONFIGS,
    () => alter({}, { resourceType: TOPIC, resourceName: 'nowhere' }),
    controller,
  ]),
]
