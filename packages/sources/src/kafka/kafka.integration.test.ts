import type { BrokerFact, RegistryFacts, Topology, TopologyFacts } from '@perigee/domain'
import { type LabCluster, startKRaftCluster, startZooKeeperCluster } from '@perigee/lab'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Outcome } from '../outcome.ts'
import { parseConnectString } from '../zookeeper/connect-string.ts'
import { readZooKeeper } from '../zookeeper/read-zookeeper.ts'
import { openKafka } from './open-kafka.ts'
import type { KafkaSource } from './source.ts'

const START_MS = 240_000
const LIMITS = { connectTimeoutMs: 2_000, requestTimeoutMs: 3_000 }
const never = () => new AbortController().signal

const USERS = { security: { users: { reader: 'right-password' }, acls: true } } as const
const modes = [
  { mode: 'zookeeper', release: '3.9', start: () => startZooKeeperCluster({ exporters: 'off', ...USERS }) },
  { mode: 'kraft', release: '4.3', start: () => startKRaftCluster({ exporters: 'off', ...USERS }) },
] as const

function value<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(`${outcome.failure.code}: ${outcome.failure.message}`)
  return outcome.value
}

function leaderOf(topology: Topology, topic: string, partition: number): number {
  const t = topology.topics.names.indexOf(topic)
  return topology.partitions.leader[(topology.topics.firstRow[t] ?? 0) + partition] ?? Number.NaN
}

describe.each(modes)('Kafka $release in $mode mode', ({ mode, release, start }) => {
  let cluster: LabCluster
  let kafka: KafkaSource
  let known: readonly BrokerFact[] = []

  const registry = async (): Promise<RegistryFacts> => {
    const facts = value(await kafka.readRegistry(known, never()))
    known = facts.brokers
    return facts
  }
  const topology = async (): Promise<TopologyFacts> =>
    value(await kafka.readTopology(await registry(), undefined, never()))

  beforeAll(async () => {
    cluster = await start()
    await cluster.createTopics([
      { name: 'orders', partitions: 6, replicationFactor: 3, configs: { 'min.insync.replicas': '2' } },
      { name: 'single', assignments: [[3], [2], [1]] },
    ])
    await cluster.produce({ topic: 'orders', messages: 200 })
    kafka = openKafka({ cluster: { bootstrap: cluster.bootstrap.split(','), tls: null, sasl: null }, ...LIMITS })
  }, START_MS)
  afterAll(async () => {
    await kafka?.close()
    await cluster?.[Symbol.asyncDispose]()
  })

  test('tells who is there, which release, and who controls', async () => {
    const facts = await registry()
    expect(facts.mode).toBe(mode)
    expect(facts.brokers.map((b) => [b.id, b.answered, b.release, b.rack])).toEqual(
      cluster.brokers.map((b) => [b.id, true, release, b.rack]),
    )
    expect(cluster.brokers.map((b) => b.id)).toContain(facts.fromBroker)
    expect(cluster.brokers.map((b) => b.id)).toContain(facts.controllerId)
    expect(facts.zookeeperConnect).toBe(cluster.zookeeperConnect)
  })

  test('the quorum is there in KRaft mode, and named as missing in ZooKeeper mode', async () => {
    const quorum = await kafka.readQuorum(await registry(), never())
    if (mode === 'zookeeper') return expect(quorum).toMatchObject({ ok: false, failure: { code: 'unsupported' } })
    expect(
      value(quorum)
        .voters.map((v) => v.id)
        .sort(),
    ).toEqual([1, 2, 3])
    expect(value(quorum).leaderId).toBe((await registry()).controllerId)
  })

  test('asks the ZooKeeper nodes that the brokers name', async () => {
    const { zookeeperConnect } = await registry()
    if (zookeeperConnect === null) return expect(mode).toBe('kraft')
    const { addresses, chroot } = parseConnectString(zookeeperConnect)
    expect(chroot).toMatch(/^\//)
    const { nodes } = value(await readZooKeeper(addresses, LIMITS, never()))
    expect(nodes.map((n) => n.role).sort()).toEqual(['follower', 'follower', 'leader'])
  })

  test('reads topics, sizes, settings and end offsets', async () => {
    const facts = await registry()
    const { topology: columns, reassignments, countsByBroker } = await topology()
    expect(columns.topics.names).toEqual(expect.arrayContaining(['orders', 'single']))
    expect(reassignments).toEqual([])
    expect(new Set([...countsByBroker.values()].map(String)).size).toBe(1)
    const configs = value(await kafka.readTopicConfigs(facts, columns.topics.names, undefined, never()))
    const minIsr = configs.byTopic.get('orders')?.find((entry) => entry.name === 'min.insync.replicas')
    expect(minIsr).toMatchObject({ value: '2', source: 'topic', fallback: { value: '1' } })
    const brokers = value(await kafka.readBrokerConfigs(facts, never()))
    expect([...brokers.byBroker.keys()].sort()).toEqual([1, 2, 3])
    const dirs = value(await kafka.readLogDirs(facts.brokers[0] as BrokerFact, never()))
    const row = dirs.firstRow[dirs.topics.indexOf('orders')] as number
    expect(dirs.sizeBytes[row]).toBeGreaterThan(0)
    expect(dirs.dirs[0]?.totalBytes).toBeGreaterThan(dirs.dirs[0]?.usableBytes ?? Number.NaN)
    const ends = value(await kafka.readEndOffsets(facts, columns, undefined, 0, never()))
    const first = columns.topics.firstRow[columns.topics.names.indexOf('orders')] as number
    // As Kafka's own tool says, `orders:0:34` a line: a retried produce request may have written more than was meant.
    const told = await cluster.tool('kafka-get-offsets', ['--topic', 'orders'])
    const offsets = [...told.matchAll(/^orders:\d+:(\d+)$/gm)].map(([, offset]) => BigInt(offset as string))
    expect(offsets.reduce((a, b) => a + b)).toBeGreaterThanOrEqual(200n)
    expect([...ends.endOffset.subarray(first, first + 6)]).toEqual(offsets)
  })

  test('refuses a wrong password in words, and names what the right one may not see', async () => {
    const bootstrap = cluster.saslBootstrap?.split(',') ?? []
    const sasl = (password: string) => ({ mechanism: 'SCRAM-SHA-512', username: 'reader', password }) as const
    const wrong = openKafka({ cluster: { bootstrap, tls: null, sasl: sasl('wrong') }, ...LIMITS })
    const refused = await wrong.readRegistry([], never())
    expect(refused).toMatchObject({ ok: false, failure: { code: 'authentication', retryable: false } })
    expect(JSON.stringify(refused)).not.toContain('wrong"')
    await wrong.close()
    const none = openKafka({ cluster: { bootstrap, tls: null, sasl: null }, ...LIMITS })
    const unexplained = await none.readRegistry([], never())
    expect(unexplained).toMatchObject({ ok: false, failure: { message: expect.stringContaining('may require SASL') } })
    await none.close()
    const right = openKafka({ cluster: { bootstrap, tls: null, sasl: sasl('right-password') }, ...LIMITS })
    const facts = value(await right.readRegistry([], never()))
    const dirs = await right.readLogDirs(facts.brokers[0] as BrokerFact, never())
    expect(dirs).toMatchObject({ ok: false, failure: { code: 'forbidden', kafkaError: 31 } })
    const configs = await right.readTopicConfigs(facts, ['orders'], undefined, never())
    expect(configs).toMatchObject({ ok: true, gaps: [{ fact: 'topic-configs', needs: 'DESCRIBE_CONFIGS on Topic' }] })
    await right.close()
  })

  test('a paused broker costs only its own part', async () => {
    await cluster.pause(3)
    try {
      await expect
        .poll(async () => leaderOf((await topology()).topology, 'single', 0), { timeout: 60_000, interval: 500 })
        .toBe(-1)
      const facts = await registry()
      expect(facts.brokers.map((b) => b.answered)).toEqual([true, true, false])
      expect(facts.brokers[2]?.failure).toMatchObject({ code: 'timeout', brokerId: 3 })
      const dirs = await Promise.all(facts.brokers.map((b) => kafka.readLogDirs(b, never())))
      expect(dirs.map((d) => d.ok)).toEqual([true, true, false])
    } finally {
      await cluster.resume(3)
    }
    await cluster.settled()
    expect((await registry()).brokers.map((b) => b.answered)).toEqual([true, true, true])
  })

  test('a killed broker leaves its partition without a leader, and comes back', async () => {
    await cluster.kill(3)
    await expect
      .poll(async () => leaderOf((await topology()).topology, 'single', 0), { timeout: 60_000, interval: 500 })
      .toBe(-1)
    const facts = await registry()
    expect(facts.brokers[2]).toMatchObject({ id: 3, registered: false, answered: false, failure: { code: 'refused' } })
    expect(facts.controllerId).not.toBe(3)
    const columns = (await topology()).topology
    const ends = value(await kafka.readEndOffsets(facts, columns, undefined, 0, never()))
    const row = columns.topics.firstRow[columns.topics.names.indexOf('single')] as number
    expect([...ends.endOffset.subarray(row, row + 3)]).toEqual([-1n, 0n, 0n])
    await cluster.restart(3)
    await cluster.settled()
    await expect
      .poll(async () => leaderOf((await topology()).topology, 'single', 0), { timeout: 60_000, interval: 500 })
      .toBe(3)
  })

  test('holds at most four connections to each broker', () => {
    for (const peer of kafka.cost()) expect(peer.connectionsOpen).toBeLessThanOrEqual(4)
  })
})
