import { describe, expect, it } from 'vitest'
import { CREATE_PARTITIONS } from '../../apis/create-partitions.ts'
import { CREATE_TOPICS } from '../../apis/create-topics.ts'
import { DELETE_RECORDS } from '../../apis/delete-records.ts'
import { DELETE_TOPICS } from '../../apis/delete-topics.ts'
import { loseBroker, reviveBroker } from '../../world/operations/broker-life.ts'
import { electController } from '../../world/operations/controller.ts'
import { createPartitionsHandler } from './create-partitions.ts'
import { createTopicsHandler } from './create-topics.ts'
import { deleteRecordsHandler } from './delete-records.ts'
import { deleteTopicsHandler } from './delete-topics.ts'
import { NOW, oneCluster } from './one-cluster.fake.ts'

type Fixture = ReturnType<typeof oneCluster>
type Asked = NonNullable<NonNullable<Parameters<typeof CREATE_TOPICS.writeRequest>[0]['topics']>[number]>

interface Where {
  readonly nodeId?: number
  readonly version?: number
  readonly validateOnly?: boolean
}

async function create(fixture: Fixture, topics: readonly Asked[], where: Where = {}) {
  const { nodeId = 1, version = 7, validateOnly = false } = where
  const request = { topics, timeoutMs: 1_000, validateOnly }
  return (await fixture.ask(createTopicsHandler, CREATE_TOPICS, { request, nodeId, version }))!.topics
}

const plain = (name: string, more: Asked = {}): Asked => ({ name, numPartitions: 2, replicationFactor: 3, ...more })
const placed = (...lists: number[][]): Asked => ({
  numPartitions: -1,
  replicationFactor: -1,
  assignments: lists.map((brokerIds, partitionIndex) => ({ partitionIndex, brokerIds })),
})

describe('CreateTopics', () => {
  it('makes topics with their settings, and tells what became of them', async () => {
    const fixture = oneCluster()
    const [made] = await create(fixture, [plain('fresh', { configs: [{ name: 'retention.ms', value: '1000' }] })])
    const topic = fixture.cluster.topics.get('fresh')!
    expect(made).toMatchObject({ errorCode: 0, topicId: topic.id, numPartitions: 2, replicationFactor: 3 })
    expect(made?.configs?.find((one) => one.name === 'retention.ms')).toMatchObject({ value: '1000', configSource: 1 })
    expect(topic.partitions.map((one) => [one.isr.length, one.leader])).toEqual(
      topic.partitions.map((one) => [3, one.replicas[0]]),
    )
  })

  it('takes the defaults of brokers, or the places it is given', async () => {
    const fixture = oneCluster()
    await create(fixture, [{ name: 'standard', numPartitions: -1, replicationFactor: -1 }])
    expect(fixture.cluster.topics.get('standard')!.partitions.map((one) => one.replicas.length)).toEqual([3])
    await create(fixture, [{ name: 'given', ...placed([2, 1], [3, 2]) }])
    expect(fixture.cluster.topics.get('given')!.partitions.map((one) => one.replicas)).toEqual([
      [2, 1],
      [3, 2],
    ])
  })

  it('only tried makes nothing', async () => {
    const fixture = oneCluster()
    const [made] = await create(fixture, [plain('fresh')], { validateOnly: true })
    expect(made).toMatchObject({ errorCode: 0, numPartitions: 2 })
    expect(fixture.cluster.topics.has('fresh')).toBe(false)
  })

  // What a controller of 4.3.1 answered.
  it.each<[string, Asked, number]>([
    ['there already', plain('quiet'), 36],
    ['no name', plain('bad name'), 17],
    ['a dot', plain('.'), 17],
    ['too long a name', plain('x'.repeat(250)), 17],
    ['no partitions', plain('a', { numPartitions: 0 }), 37],
    ['too many replicas', plain('a', { replicationFactor: 9 }), 38],
    ['no replicas', plain('a', { replicationFactor: 0 }), 38],
    ['an unknown broker', { name: 'a', ...placed([99]) }, 39],
    ['a broker twice', { name: 'a', ...placed([1, 1]) }, 39],
    ['an empty list', { name: 'a', ...placed([]) }, 39],
    ['a gap', { name: 'a', ...placed([1]), assignments: [{ partitionIndex: 1, brokerIds: [1] }] }, 39],
    ['both ways', { name: 'a', ...placed([1]), numPartitions: 2 }, 42],
    ['an unknown setting', plain('a', { configs: [{ name: 'nope', value: '1' }] }), 40],
    ['a bad setting', plain('a', { configs: [{ name: 'retention.ms', value: 'x' }] }), 40],
    ['an empty setting', plain('a', { configs: [{ name: 'retention.ms', value: null }] }), 40],
  ])('refuses %s', async (_what, asked, errorCode) => {
    const fixture = oneCluster()
    const before = fixture.cluster.topics.size
    const [answer] = await create(fixture, [asked])
    expect(answer?.errorCode).toBe(errorCode)
    expect(answer?.errorMessage).toMatch(/\w/)
    expect(fixture.cluster.topics.size).toBe(before)
  })

  it('refuses what is asked for twice, and names that metrics could not tell apart', async () => {
    const fixture = oneCluster()
    expect(await create(fixture, [plain('d'), plain('d')])).toMatchObject([{ name: 'd', errorCode: 42 }])
    await create(fixture, [plain('a.b')])
    expect(await create(fixture, [plain('a_b')])).toMatchObject([{ errorCode: 17 }])
  })

  it('belongs to the controller with ZooKeeper, and to any broker without', async () => {
    const zookeeper = oneCluster({ mode: 'zookeeper' })
    const other = [1, 2, 3].find((id) => id !== zookeeper.cluster.controllerId)!
    expect(await create(zookeeper, [plain('a')], { nodeId: other })).toMatchObject([{ errorCode: 41 }])
    const nodeId = zookeeper.cluster.controllerId
    expect(await create(zookeeper, [plain('a')], { nodeId })).toMatchObject([{ errorCode: 0 }])
    for (const id of [1, 2, 3]) {
      expect(await create(oneCluster(), [plain('a')], { nodeId: id })).toMatchObject([{ errorCode: 0 }])
    }
  })

  it('waits for a controller', async () => {
    const fixture = oneCluster()
    electController(fixture.cluster)
    const answer = create(fixture, [plain('a')])
    expect(fixture.cluster.topics.has('a')).toBe(false)
    for (let waited = 0; waited < 20; waited += 1) {
      fixture.agenda.advance(fixture.cluster.now + 100)
      await Promise.resolve()
      await Promise.resolve()
    }
    expect(await answer).toMatchObject([{ errorCode: 0 }])
  })
})

describe('DeleteTopics', () => {
  async function remove(fixture: Fixture, topics: { name: string | null; topicId?: string }[], version = 6) {
    const request = { topics, topicNames: topics.map((one) => one.name ?? ''), timeoutMs: 1_000 }
    const nodeId = fixture.cluster.controllerId
    return (await fixture.ask(deleteTopicsHandler, DELETE_TOPICS, { request, nodeId, version }))!.responses
  }

  it('forgets topics by name and by id', async () => {
    const fixture = oneCluster()
    const { id } = fixture.cluster.topics.get('busy')!
    expect(await remove(fixture, [{ name: null, topicId: id }])).toMatchObject([
      { name: 'busy', topicId: id, errorCode: 0 },
    ])
    expect(await remove(fixture, [{ name: 'quiet' }], 1)).toMatchObject([{ name: 'quiet', errorCode: 0 }])
    expect([...fixture.cluster.topics.keys()].sort()).toEqual(['__consumer_offsets', 'state'])
    expect(await remove(fixture, [{ name: 'quiet' }])).toMatchObject([{ errorCode: 3 }])
    expect(await remove(fixture, [{ name: null, topicId: id }])).toMatchObject([{ errorCode: 100 }])
  })

  it('takes the offsets that were committed with them', async () => {
    const groups = [{ id: 'g', type: 'classic' as const, topics: ['busy', 'state'], members: 0, lagMs: 0 }]
    const fixture = oneCluster({ groups })
    await remove(fixture, [{ name: 'busy' }])
    expect([...fixture.cluster.groups.get('g')!.commits.keys()]).toEqual(['state'])
  })

  it('with ZooKeeper waits for every broker that has a replica', async () => {
    const fixture = oneCluster({ mode: 'zookeeper' })
    const { cluster, agenda } = fixture
    const away = [1, 2, 3].find((id) => id !== cluster.controllerId)!
    loseBroker(cluster, away, 'down')
    agenda.advance(cluster.now + 10_000)
    await remove(fixture, [{ name: 'busy' }])
    agenda.advance(cluster.now + 60_000)
    expect([cluster.topics.has('busy'), cluster.deleting.has('busy')]).toEqual([true, true])
    expect(await create(fixture, [plain('busy')], { nodeId: cluster.controllerId })).toMatchObject([{ errorCode: 36 }])
    reviveBroker(cluster, away)
    agenda.advance(cluster.now + 60_000)
    expect([cluster.topics.has('busy'), cluster.deleting.has('busy')]).toEqual([false, false])
  })
})

describe('CreatePartitions', () => {
  async function expand(
    fixture: Fixture,
    asked: { name: string; count: number; assignments?: number[][] },
    where: Where = {},
  ) {
    const { version = 3, validateOnly = false } = where
    const assignments = asked.assignments?.map((brokerIds) => ({ brokerIds })) ?? null
    const request = { topics: [{ ...asked, assignments }], timeoutMs: 1_000, validateOnly }
    const answer = await fixture.ask(createPartitionsHandler, CREATE_PARTITIONS, { request, nodeId: 1, version })
    return answer!.results[0]!
  }

  it('adds partitions, where it is told or of its own choice', async () => {
    const fixture = oneCluster()
    const { partitions } = fixture.cluster.topics.get('busy')!
    expect(await expand(fixture, { name: 'busy', count: 3 }, { validateOnly: true })).toMatchObject({ errorCode: 0 })
    expect(partitions).toHaveLength(1)
    expect(await expand(fixture, { name: 'busy', count: 3 })).toMatchObject({ errorCode: 0 })
    expect(partitions.map((one) => [one.index, one.replicas.length])).toEqual([
      [0, 3],
      [1, 3],
      [2, 3],
    ])
    await expand(fixture, { name: 'busy', count: 4, assignments: [[2, 3]] })
    expect(partitions[3]).toMatchObject({ replicas: [2, 3], leader: 2 })
  })

  it.each([
    [{ name: 'nope', count: 2 }, 3],
    [{ name: 'busy', count: 1 }, 37],
    [{ name: 'busy', count: 0 }, 37],
    [{ name: 'busy', count: 3, assignments: [[1]] }, 39],
    [{ name: 'busy', count: 2, assignments: [[9]] }, 39],
  ])('refuses %j', async (asked, errorCode) => {
    const fixture = oneCluster()
    expect((await expand(fixture, asked)).errorCode).toBe(errorCode)
    expect(fixture.cluster.topics.get('busy')!.partitions).toHaveLength(1)
  })
})

describe('DeleteRecords', () => {
  async function cut(
    fixture: Fixture,
    offset: number,
    asked: { topic?: string; index?: number; nodeId?: number } = {},
  ) {
    const { topic = 'busy', index = 0, nodeId = fixture.leader('busy') } = asked
    const request = { topics: [{ name: topic, partitions: [{ partitionIndex: index, offset }] }], timeoutMs: 1_000 }
    const answer = await fixture.ask(deleteRecordsHandler, DELETE_RECORDS, { request, nodeId, version: 2 })
    const { errorCode, lowWatermark } = answer!.topics[0]!.partitions[0]!
    return [errorCode, Number(lowWatermark)]
  }

  it('moves the start of the log, never back', async () => {
    const fixture = oneCluster()
    const log = fixture.cluster.partition('busy', 0)!.log
    expect(await cut(fixture, 1_000)).toEqual([0, 1_000])
    expect(await cut(fixture, 10)).toEqual([0, 1_000])
    expect(log.startOffset(NOW)).toBe(1_000)
    expect(await cut(fixture, -1)).toEqual([0, log.endOffset(NOW)])
  })

  it('is refused beyond the end, away from the leader, and where only compaction may delete', async () => {
    const fixture = oneCluster()
    const follower = [1, 2, 3].find((id) => id !== fixture.leader('busy'))!
    expect(await cut(fixture, 1e9)).toEqual([1, -1])
    expect(await cut(fixture, 1, { nodeId: follower })).toEqual([6, -1])
    expect(await cut(fixture, 1, { index: 7 })).toEqual([3, -1])
    expect(await cut(fixture, 0, { topic: 'state', nodeId: fixture.leader('state') })).toEqual([44, -1])
  })
})
