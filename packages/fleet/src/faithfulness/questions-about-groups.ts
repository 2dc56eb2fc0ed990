import { CONSUMER_GROUP_DESCRIBE } from '../apis/consumer-group-describe.ts'
import { DELETE_GROUPS } from '../apis/delete-groups.ts'
import { DESCRIBE_ACLS } from '../apis/describe-acls.ts'
import { DESCRIBE_CLIENT_QUOTAS } from '../apis/describe-client-quotas.ts'
import { DESCRIBE_CLUSTER } from '../apis/describe-cluster.ts'
import { DESCRIBE_GROUPS } from '../apis/describe-groups.ts'
import { DESCRIBE_LOG_DIRS } from '../apis/describe-log-dirs.ts'
import { DESCRIBE_PRODUCERS } from '../apis/describe-producers.ts'
import { DESCRIBE_QUORUM } from '../apis/describe-quorum.ts'
import { DESCRIBE_USER_SCRAM_CREDENTIALS } from '../apis/describe-user-scram-credentials.ts'
import { FIND_COORDINATOR } from '../apis/find-coordinator.ts'
import { HEARTBEAT } from '../apis/heartbeat.ts'
import { INIT_PRODUCER_ID } from '../apis/init-producer-id.ts'
import { LEAVE_GROUP } from '../apis/leave-group.ts'
import { LIST_GROUPS } from '../apis/list-groups.ts'
import { LIST_TRANSACTIONS } from '../apis/list-transactions.ts'
import { OFFSET_COMMIT } from '../apis/offset-commit.ts'
import { OFFSET_DELETE } from '../apis/offset-delete.ts'
import { OFFSET_FETCH } from '../apis/offset-fetch.ts'
import { SASL_HANDSHAKE } from '../apis/sasl-handshake.ts'
import { SYNC_GROUP } from '../apis/sync-group.ts'
import { type Question, question } from './question.ts'

/** All asked of the coordinator of `a-group`; others are told apart by name. */
const GROUP = 'a-group'
const coordinator = { asked: 'coordinator' } as const

export const GROUP_QUESTIONS: readonly Question[] = [
  question('of a group', [FIND_COORDINATOR, () => ({ key: GROUP, keyType: 0, coordinatorKeys: [GROUP] })]),
  question('of a kind that is none', [
    FIND_COORDINATOR,
    () => ({ key: GROUP, keyType: 9, coordinatorKeys: [GROUP] }),
    { since: 1 },
  ]),
  question('a commit without members', [
    OFFSET_COMMIT,
    () => ({
      groupId: GROUP,
      topics: [{ name: 'one', partitions: [{ partitionIndex: 0, committedOffset: 5, committedMetadata: 'm' }] }],
    }),
    { ...coordinator, until: 9 },
  ]),
  question('a commit for a topic that is not there', [
    OFFSET_COMMIT,
    () => ({
      groupId: GROUP,
      topics: [{ name: 'nowhere', partitions: [{ partitionIndex: 0, committedOffset: 5 }] }],
    }),
    { ...coordinator, until: 9 },
  ]),
  question('what was committed', [
    OFFSET_FETCH,
    () => ({
      groupId: GROUP,
      topics: [{ name: 'one', partitionIndexes: [0, 1] }],
      groups: [{ groupId: GROUP, topics: [{ name: 'one', partitionIndexes: [0, 1] }] }],
    }),
    { ...coordinator, since: 1, until: 9 },
  ]),
  question('all that was committed', [
    OFFSET_FETCH,
    () => ({ groupId: GROUP, topics: null, groups: [{ groupId: GROUP, topics: null }] }),
    { ...coordinator, since: 2, until: 9 },
  ]),
  question('a group without members', [DESCRIBE_GROUPS, () => ({ groups: [GROUP] }), coordinator]),
  question('a group that is not there', [
    DESCRIBE_GROUPS,
    () => ({ groups: ['nobody'] }),
    { asked: 'coordinator-of-nobody' },
  ]),
  question('a group that is none of these', [
    CONSUMER_GROUP_DESCRIBE,
    () => ({ groupIds: ['nobody'] }),
    { asked: 'coordinator-of-nobody' },
  ]),
  question('groups of a state', [LIST_GROUPS, () => ({ statesFilter: ['Empty'] }), { ...coordinator, since: 4 }]),
  question('by a stranger', [
    HEARTBEAT,
    () => ({ groupId: GROUP, generationId: 1, memberId: 'stranger' }),
    coordinator,
  ]),
  question('by a stranger', [
    LEAVE_GROUP,
    () => ({ groupId: GROUP, memberId: 'stranger', members: [{ memberId: 'stranger' }] }),
    coordinator,
  ]),
  question('by a stranger', [
    SYNC_GROUP,
    () => ({ groupId: GROUP, generationId: 1, memberId: 'stranger', protocolType: 'consumer', protocolName: 'range' }),
    coordinator,
  ]),
  question('one offset', [
    OFFSET_DELETE,
    () => ({ groupId: GROUP, topics: [{ name: 'one', partitions: [{ partitionIndex: 0 }] }] }),
    coordinator,
  ]),
  question('of a group that is not there', [
    OFFSET_DELETE,
    () => ({ groupId: 'nobody', topics: [{ name: 'one', partitions: [{ partitionIndex: 0 }] }] }),
    { asked: 'coordinator-of-nobody' },
  ]),
  question('a group that is not there', [
    DELETE_GROUPS,
    () => ({ groupsNames: ['nobody'] }),
    { asked: 'coordinator-of-nobody' },
  ]),
  question('without a transaction', [INIT_PRODUCER_ID, () => ({ transactionalId: null, transactionTimeoutMs: 1_000 })]),
]

export const CLUSTER_QUESTIONS: readonly Question[] = [
  question('brokers', [DESCRIBE_CLUSTER, () => ({})]),
  question('an endpoint that it is not', [DESCRIBE_CLUSTER, () => ({ endpointType: 2 }), { since: 1 }]),
  question('one topic', [
    DESCRIBE_LOG_DIRS,
    () => ({ topics: [{ topic: 'one', partitions: [0, 1, 2] }] }),
    { asked: 'leader' },
  ]),
  question('the metadata log', [
    DESCRIBE_QUORUM,
    () => ({ topics: [{ topicName: '__cluster_metadata', partitions: [{ partitionIndex: 0 }] }] }),
  ]),
  question('no authorizer', [
    DESCRIBE_ACLS,
    () => ({
      resourceTypeFilter: 1,
      resourceNameFilter: null,
      patternTypeFilter: 1,
      principalFilter: null,
      hostFilter: null,
      operation: 1,
      permissionType: 1,
    }),
  ]),
  question('of a partition', [
    DESCRIBE_PRODUCERS,
    () => ({ topics: [{ name: 'one', partitionIndexes: [0] }] }),
    { asked: 'leader' },
  ]),
  question('none', [LIST_TRANSACTIONS, () => ({})]),
  question('none', [DESCRIBE_CLIENT_QUOTAS, () => ({ components: [], strict: false })]),
  question('none', [DESCRIBE_USER_SCRAM_CREDENTIALS, () => ({ users: null })]),
  question('without SASL', [SASL_HANDSHAKE, () => ({ mechanism: 'PLAIN' })]),
]
