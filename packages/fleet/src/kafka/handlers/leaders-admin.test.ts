import { describe, expect, it } from 'vitest'
import { ALTER_PARTITION_REASSIGNMENTS } from '../../apis/alter-partition-reassignments.ts'
import { DESCRIBE_ACLS } from '../../apis/describe-acls.ts'
import { DESCRIBE_PRODUCERS } from '../../apis/describe-producers.ts'
import { DESCRIBE_TOPIC_PARTITIONS } from '../../apis/describe-topic-partitions.ts'
import { DESCRIBE_USER_SCRAM_CREDENTIALS } from '../../apis/describe-user-scram-credentials.ts'
import { ELECT_LEADERS } from '../../apis/elect-leaders.ts'
import { LIST_TRANSACTIONS } from '../../apis/list-transactions.ts'
import { OFFSET_FOR_LEADER_EPOCH } from '../../apis/offset-for-leader-epoch.ts'
import { loseBroker } from '../../world/operations/broker-life.ts'
import { lead } from '../../world/operations/leadership.ts'
import { fallBehind } from '../../world/partition.ts'
import { describeAclsHandler } from './acls.ts'
import { alterPartitionReassignmentsHandler } from './alter-partition-reassignments.ts'
import { describeProducersHandler } from './describe-producers.ts'
import { describeTopicPartitionsHandler } from './describe-topic-partitions.ts'
import { electLeadersHandler } from './elect-leaders.ts'
import { listTransactionsHandler } from './list-transactions.ts'
import { offsetForLeaderEpochHandler } from './offset-for-leader-epoch.ts'
import { NOW, oneCluster } from './one-cluster.fake.ts'
import { describeUserScramCredentialsHandler } from './quotas-and-users.ts'

type Fixture = ReturnType<typeof oneCluster>

const PREFERRED = 0
const UNCLEAN = 1

async function elect(fixture: Fixture, electionType: number, topic: string | null = 'busy', partitions = [0]) {
  const topicPartitions = topic === null ? null : [{ topic, partitions }]
  const request = { electionType, topicPartitions, timeoutMs: 1_000 }
  const answer = await fixture.ask(electLeadersHandler, ELECT_LEADERS, { request, nodeId: 1, version: 2 })
  return answer!.replicaElectionResults.flatMap(({ topic: name, partitionResult }) =>
    partitionResult.map((one) => [name, one.partitionId, one.errorCode]),
  )
}

describe('ElectLeaders', () => {
  it('gives leadership back to the preferred replica', async () => {
    const fixture = oneCluster()
    const partition = fixture.cluster.partition('busy', 0)!
    const [first, second] = partition.replicas as [number, number, number]
    lead(fixture.cluster, partition, second)
    const epoch = partition.leaderEpoch
    expect(await elect(fixture, PREFERRED)).toEqual([['busy', 0, 0]])
    expect([partition.leader, partition.leaderEpoch]).toEqual([first, epoch + 1])
    expect(await elect(fixture, PREFERRED)).toEqual([['busy', 0, 84]])
  })

  it('of all partitions tells only what happened', async () => {
    const fixture = oneCluster()
    const partition = fixture.cluster.partition('quiet', 0)!
    lead(fixture.cluster, partition, partition.replicas[1]!)
    expect(await elect(fixture, PREFERRED, null)).toEqual([['quiet', 0, 0]])
  })

  it('does not make a leader of a replica that is behind', async () => {
    const fixture = oneCluster()
    const partition = fixture.cluster.partition('busy', 0)!
    const [first, second] = partition.replicas as [number, number, number]
    lead(fixture.cluster, partition, second)
    partition.isr = partition.isr.filter((id) => id !== first)
    expect(await elect(fixture, PREFERRED)).toEqual([['busy', 0, 80]])
    expect(partition.leader).toBe(second)
  })

  it('unclean loses what only the old leader had', async () => {
    const fixture = oneCluster()
    const { cluster } = fixture
    const partition = cluster.partition('busy', 0)!
    const [first, second] = partition.replicas as [number, number, number]
    for (const id of partition.replicas.slice(1)) {
      fallBehind(partition, id, { offset: id === second ? 500 : 400, since: NOW, fetchPerSecond: 0 })
    }
    partition.isr = [first]
    loseBroker(cluster, first, 'down')
    fixture.agenda.advance(NOW + 60_000)
    expect(partition.leader).toBe(-1)
    expect(await elect(fixture, UNCLEAN)).toEqual([['busy', 0, 0]])
    expect(partition).toMatchObject({ leader: second, isr: [second] })
    expect(partition.log.endOffset(cluster.now)).toBe(500)
    expect(await elect(fixture, UNCLEAN)).toEqual([['busy', 0, 84]])
  })

  it('refuses what there is not, and who does not control', async () => {
    expect(await elect(oneCluster(), PREFERRED, 'nope')).toEqual([['nope', 0, 3]])
    expect(await elect(oneCluster(), PREFERRED, 'busy', [9])).toEqual([['busy', 9, 3]])
    const fixture = oneCluster({ mode: 'zookeeper' })
    const nodeId = [1, 2, 3].find((id) => id !== fixture.cluster.controllerId)!
    const request = { electionType: PREFERRED, topicPartitions: null }
    expect(await fixture.ask(electLeadersHandler, ELECT_LEADERS, { request, nodeId, version: 2 })).toMatchObject({
      errorCode: 41,
    })
  })
})

describe('AlterPartitionReassignments', () => {
  interface Asked {
    readonly topic?: string
    readonly index?: number
    readonly keepsCount?: boolean
  }

  async function move(
    fixture: Fixture,
    replicas: number[] | null,
    { topic = 'busy', index = 0, keepsCount }: Asked = {},
  ) {
    const topics = [{ name: topic, partitions: [{ partitionIndex: index, replicas }] }]
    const request = { topics, timeoutMs: 1_000, allowReplicationFactorChange: keepsCount !== true }
    const answer = await fixture.ask(alterPartitionReassignmentsHandler, ALTER_PARTITION_REASSIGNMENTS, {
      request,
      nodeId: 1,
      version: 1,
    })
    return answer!.responses[0]!.partitions[0]!.errorCode
  }

  it('moves replicas, in time', async () => {
    const fixture = oneCluster()
    const partition = fixture.cluster.partition('busy', 0)!
    const [first, second] = partition.replicas as [number, number, number]
    expect(await move(fixture, [second])).toBe(0)
    expect(partition.removing).toContain(first)
    fixture.agenda.advance(NOW + 60_000)
    expect(partition).toMatchObject({ replicas: [second], leader: second, adding: [], removing: [] })
    expect(await move(fixture, [first, second])).toBe(0)
    expect(partition.adding).toEqual([first])
    fixture.agenda.advance(NOW + 600_000)
    expect([...partition.isr].sort()).toEqual([first, second].sort())
  })

  it('gives it up when asked to', async () => {
    const fixture = oneCluster()
    const partition = fixture.cluster.partition('busy', 0)!
    expect(await move(fixture, null)).toBe(85)
    const before = partition.replicas
    await move(fixture, [before[0]!])
    expect(await move(fixture, null)).toBe(0)
    expect([...partition.replicas].sort()).toEqual([...before].sort())
    expect([partition.adding, partition.removing]).toEqual([[], []])
  })

  it.each([
    [[9], {}, 39],
    [[], {}, 39],
    [[1, 1], {}, 39],
    [[1], { index: 9 }, 3],
    [[1], { topic: 'nope' }, 3],
    [[1], { keepsCount: true }, 38],
  ])('refuses %j %j', async (replicas, asked, errorCode) => {
    expect(await move(oneCluster(), replicas, asked)).toBe(errorCode)
  })
})

describe('OffsetForLeaderEpoch', () => {
  it.each([
    [{ leaderEpoch: 3 }, { errorCode: 0, leaderEpoch: 3 }],
    [{ leaderEpoch: 2 }, { errorCode: 0, leaderEpoch: 2 }],
    [{ leaderEpoch: 9 }, { errorCode: 0, leaderEpoch: -1, endOffset: -1n }],
    [
      { leaderEpoch: 3, currentLeaderEpoch: 2 },
      { errorCode: 74, endOffset: -1n },
    ],
    [
      { leaderEpoch: 3, currentLeaderEpoch: 4 },
      { errorCode: 75, endOffset: -1n },
    ],
    [{ leaderEpoch: 3, partition: 8 }, { errorCode: 3 }],
  ])('%j', async (asked, told) => {
    const fixture = oneCluster()
    const partition = fixture.cluster.partition('busy', 0)!
    partition.leaderEpoch = 3
    const end = BigInt(partition.log.endOffset(NOW))
    const request = { topics: [{ topic: 'busy', partitions: [{ partition: 0, ...asked }] }] }
    const nodeId = partition.leader
    const answer = await fixture.ask(offsetForLeaderEpochHandler, OFFSET_FOR_LEADER_EPOCH, {
      request,
      nodeId,
      version: 4,
    })
    const expected = 'endOffset' in told || told.errorCode !== 0 ? told : { ...told, endOffset: end }
    expect(answer!.topics[0]!.partitions[0]).toMatchObject(expected)
  })
})

describe('DescribeTopicPartitions', () => {
  it('gives pages, in the order of names', async () => {
    const fixture = oneCluster({
      topics: ['b', 'a', 'c'].map((name) => ({ name, partitions: 3, replicationFactor: 1 })),
    })
    const seen: string[] = []
    let cursor: { topicName: string; partitionIndex: number } | null = null
    for (let pages = 0; pages < 9; pages += 1) {
      const request: Parameters<typeof DESCRIBE_TOPIC_PARTITIONS.writeRequest>[0] = {
        topics: ['c', 'a', 'b', 'a'].map((name) => ({ name })),
        responsePartitionLimit: 1,
        cursor,
      }
      const answer = (await fixture.ask(describeTopicPartitionsHandler, DESCRIBE_TOPIC_PARTITIONS, {
        request,
        nodeId: 1,
      }))!
      const page = answer.topics.flatMap(({ name, partitions }) =>
        partitions.map((one) => `${name}-${one.partitionIndex}`),
      )
      expect(page.length).toBeLessThanOrEqual(1)
      seen.push(...page)
      cursor = answer.nextCursor
      if (cursor === null) break
    }
    expect(seen).toEqual(['a-0', 'a-1', 'a-2', 'b-0', 'b-1', 'b-2', 'c-0', 'c-1', 'c-2'])
  })

  it('tells who may lead where the ISR is empty', async () => {
    const fixture = oneCluster({ release: '4.1', topics: [{ name: 'a', partitions: 1, replicationFactor: 1 }] })
    const { cluster } = fixture
    const only = fixture.leader('a')
    loseBroker(cluster, only, 'down')
    fixture.agenda.advance(NOW + 60_000)
    const request = { topics: [{ name: 'a' }, { name: 'nope' }] }
    const nodeId = [1, 2, 3].find((id) => id !== only)!
    const answer = await fixture.ask(describeTopicPartitionsHandler, DESCRIBE_TOPIC_PARTITIONS, { request, nodeId })
    expect(answer!.topics).toMatchObject([
      {
        errorCode: 0,
        partitions: [
          { errorCode: 5, leaderId: -1, isrNodes: [], eligibleLeaderReplicas: [only], offlineReplicas: [only] },
        ],
      },
      { errorCode: 3, name: 'nope', partitions: [] },
    ])
  })
})

describe('what nobody set up', () => {
  it('is told as Kafka tells it', async () => {
    const fixture = oneCluster()
    const acls = await fixture.ask(describeAclsHandler, DESCRIBE_ACLS, { request: {}, nodeId: 1 })
    expect(acls).toMatchObject({ errorCode: 54, resources: [] })
    const scram = { request: { users: [{ name: 'bob' }] }, nodeId: 1 }
    const users = await fixture.ask(describeUserScramCredentialsHandler, DESCRIBE_USER_SCRAM_CREDENTIALS, scram)
    expect(users?.results).toMatchObject([{ user: 'bob', errorCode: 91 }])
    const states = { request: { stateFilters: ['Ongoing', 'Nope'] }, nodeId: 1 }
    const transactions = await fixture.ask(listTransactionsHandler, LIST_TRANSACTIONS, states)
    expect(transactions).toMatchObject({ unknownStateFilters: ['Nope'], transactionStates: [] })
    const topics = [{ name: 'busy', partitionIndexes: [0, 7] }]
    const asked = { request: { topics }, nodeId: fixture.leader('busy') }
    const producers = await fixture.ask(describeProducersHandler, DESCRIBE_PRODUCERS, asked)
    expect(producers?.topics[0]?.partitions.map((one) => one.errorCode)).toEqual([0, 3])
  })
})
