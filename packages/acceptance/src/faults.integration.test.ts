import { apiPath } from '@perigee/contract'
import { type LabCluster, startKRaftCluster, startZooKeeperCluster } from '@perigee/lab'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { brokersOf, clusterOf, overviewOf, read, sourcesOf, topicOf } from './api.ts'
import { consoleYaml, INTERVAL_MS } from './console-yaml.ts'
import { eventually } from './eventually.ts'
import { askEveryPage, askEveryPageBlind } from './every-page.ts'
import { type RunningConsole, startConsole } from './running-console.ts'

/** The first of all fetches the jars. */
const SETUP_MS = 300_000
const NOTICE_MS = 30_000
/** Two intervals are the promise. The rest is what a busy machine takes. */
const RECOVER_MS = 2 * INTERVAL_MS + 15_000

const HEALTHY = {
  status: 'ok',
  brokers: { up: 3, expected: 3 },
  quorum: { up: 3, expected: 3 },
  topics: 3,
  partitions: 12,
  replicas: 30,
  offlinePartitions: 0,
  underReplicatedPartitions: 0,
  underMinIsrPartitions: 0,
  freshness: 'fresh',
}

/** Nothing that depends on an answer may be a number before there was one. */
const NOTHING_KNOWN = {
  mode: null,
  controllerId: null,
  topics: null,
  partitions: null,
  replicas: null,
  offlinePartitions: null,
  underMinIsrPartitions: null,
  atMinIsrPartitions: null,
  underReplicatedPartitions: null,
  survivableBrokerLosses: null,
  sizeBytes: null,
  messagesInPerSecond: null,
  observedAt: null,
  freshness: 'never',
}

const users = { admin: 'admin-secret' }
const withZooKeeper = () => startZooKeeperCluster({ exporters: 'off', security: { users } })
const withControllers = () => startKRaftCluster({ exporters: 'off', controllers: 'dedicated', security: { users } })

describe.each([
  ['Kafka 3.9 with ZooKeeper', withZooKeeper],
  ['Kafka 4 with KRaft', withControllers],
])('%s: honest while it is broken', (_, start) => {
  let cluster: LabCluster
  let console: RunningConsole
  const isKRaft = () => cluster.zookeeperConnect === null

  beforeAll(async () => {
    cluster = await start()
    const minIsr = { 'min.insync.replicas': '2' }
    await cluster.createTopics([
      { name: 'orders', partitions: 6, replicationFactor: 3, configs: minIsr },
      { name: 'payments', partitions: 3, replicationFactor: 3, configs: minIsr },
      { name: 'single', assignments: [[1], [2], [3]] },
    ])
    await cluster.produce({ topic: 'orders', messages: 500, sizeBytes: 200 })
    console = await startConsole({ yaml: consoleYaml(cluster) })
    await eventually(() => overviewOf(console), HEALTHY, NOTICE_MS)
  }, SETUP_MS)
  afterAll(async () => {
    await console?.[Symbol.asyncDispose]()
    await cluster?.[Symbol.asyncDispose]()
  })

  const recovered = () => eventually(() => overviewOf(console), HEALTHY, RECOVER_MS)
  const brokerRow = async (id: number) => (await brokersOf(console)).find((row) => row.id === id)
  const restartCheck = async (broker: number) =>
    (await read<{ data: unknown }>(console, apiPath('restartCheck', { cluster: 'lab', broker }))).data

  it('wrong credentials: says so, and shows nothing as zero', async () => {
    const bootstrap = cluster.saslBootstrap ?? ''
    const sasl = '{ mechanism: PLAIN, username: admin, password: not-the-secret }'
    await using locked = await startConsole({ yaml: consoleYaml(cluster, { bootstrap, sasl }) })
    const says = (text: RegExp) => ({ ...NOTHING_KNOWN, reasons: [expect.stringMatching(text)] })
    await eventually(() => overviewOf(locked), says(/[Aa]uthentication|credentials|password/), NOTICE_MS)
    expect((await overviewOf(locked)).status).not.toBe('ok')
    await askEveryPageBlind(locked, 'orders')
    const failing = (await sourcesOf(locked)).items.filter((source) => source.code === 'authentication')
    expect(failing[0]).toMatchObject({ reason: expect.any(String), hint: expect.any(String) })
    expect(locked.log()).not.toContain('not-the-secret')
  })

  it('right credentials by SCRAM: everything is known', async () => {
    const bootstrap = cluster.saslBootstrap ?? ''
    const sasl = '{ mechanism: SCRAM-SHA-512, username: admin, password: admin-secret }'
    await using open = await startConsole({ yaml: consoleYaml(cluster, { bootstrap, sasl }) })
    await eventually(() => overviewOf(open), HEALTHY, NOTICE_MS)
    expect(open.log()).not.toContain('admin-secret')
  })

  describe('one broker killed', () => {
    beforeAll(async () => {
      await cluster.kill(3)
      await cluster.settled()
    })

    it('says which, what it costs, and answers every page in time', async () => {
      // In KRaft mode the ISR of a partition without a leader is empty, in ZooKeeper mode it stays as it last was.
      const underReplicatedPartitions = isKRaft() ? 10 : 9
      const broken = { brokers: { up: 2, expected: 3 }, offlinePartitions: 1, underReplicatedPartitions }
      await eventually(() => overviewOf(console), { ...broken, status: 'critical' }, NOTICE_MS)
      expect((await overviewOf(console)).reasons[0]).toMatch(/[Bb]roker 3/)
      const row = await brokerRow(3)
      expect(row?.status).toMatch(/critical|warning/)
      expect(row).toMatchObject({ registered: false, latencyMs: null, leaders: 0 })
      await askEveryPage(console, 'orders')
    })

    it('shows the partition without a leader as offline, not as lost or fine', async () => {
      const topic = await topicOf(console, 'single')
      expect(topic).toMatchObject({ status: 'critical', offlinePartitions: 1 })
      expect(topic.partitionRows[0]).toMatchObject({ partition: 2, leader: null, status: 'critical' })
      expect(topic.partitionRows[0]?.replicas).toEqual([{ broker: 3, state: 'offline' }])
    })

    it('warns against taking another one away', async () => {
      await eventually(() => restartCheck(1), { verdict: 'unsafe' }, NOTICE_MS)
    })

    it('is back within two intervals', async () => {
      await cluster.restart(3)
      await cluster.settled()
      await recovered()
    }, 120_000)
  })

  describe('one broker paused', () => {
    it('tells it from the others, which stay known, and answers every page in time', async () => {
      await cluster.pause(2)
      await eventually(() => overviewOf(console), { status: expect.stringMatching(/warning|critical/) }, NOTICE_MS)
      // Both while it is merely silent and after the cluster has fenced it.
      await askEveryPage(console, 'orders')
      await cluster.settled()
      await eventually(() => overviewOf(console), { brokers: { up: 2, expected: 3 }, offlinePartitions: 1 }, NOTICE_MS)
      await askEveryPage(console, 'orders')
      const row = await brokerRow(2)
      expect(row).toMatchObject({ answering: false, latencyMs: null })
      expect(row?.status).toMatch(/critical|warning/)
      expect(await brokerRow(1)).toMatchObject({ answering: true, registered: true })
    })

    it('is back within two intervals', async () => {
      await cluster.resume(2)
      await cluster.settled()
      await recovered()
    }, 120_000)
  })

  describe('two of three controllers or ZooKeeper nodes gone', () => {
    it('says that the quorum is lost and claims no health it cannot see', async () => {
      for (const id of [0, 1]) {
        if (isKRaft()) await cluster.kill(cluster.controllers[id]?.id ?? -1)
        else await cluster.zookeeperNode.kill(id + 1)
      }
      await eventually(() => overviewOf(console), { status: 'critical' }, 2 * NOTICE_MS)
      const shown = await overviewOf(console)
      expect(shown.reasons[0]).toMatch(/quorum|controller|ZooKeeper/i)
      expect(shown.quorum?.up ?? 0).toBeLessThan(2)
      expect(shown.topics).toBe(3)
      if (isKRaft()) expect(shown.controllerId).toBeNull()
      else expect((await clusterOf(console)).zookeeperNodes.filter((node) => node.status === 'ok')).toHaveLength(0)
      await askEveryPage(console, 'orders')
    })

    it('is back within two intervals', async () => {
      for (const id of [0, 1]) {
        if (isKRaft()) await cluster.restart(cluster.controllers[id]?.id ?? -1)
        else await cluster.zookeeperNode.restart(id + 1)
      }
      await cluster.settled()
      await eventually(() => overviewOf(console), HEALTHY, 60_000)
    }, 180_000)
  })

  it('a rolling restart: every page answers in time all along, and the count of brokers is never invented', async () => {
    for (const broker of cluster.brokers) {
      await cluster.stop(broker.id)
      await eventually(() => overviewOf(console), { brokers: { up: 2 } }, NOTICE_MS)
      expect((await overviewOf(console)).status).not.toBe('ok')
      await askEveryPage(console, 'orders')
      await cluster.restart(broker.id)
      await cluster.settled()
      await eventually(() => overviewOf(console), HEALTHY, 60_000)
    }
  }, 300_000)

  it('all brokers gone: the last known values keep their age, and nothing is claimed that cannot be seen', async () => {
    await Promise.all(cluster.brokers.map((broker) => cluster.kill(broker.id)))
    const dead = async () => {
      const shown = await overviewOf(console)
      return { brokersUp: shown.brokers.up ?? 'unknown', isWell: shown.status === 'ok', reasons: shown.reasons }
    }
    const says = [expect.stringMatching(/refused/)]
    await eventually(dead, { brokersUp: expect.toBeOneOf(['unknown', 0]), isWell: false, reasons: says }, NOTICE_MS)
    await askEveryPage(console, 'orders')
    const shown = await overviewOf(console)
    expect(shown.ageMs).toBeGreaterThan(0)
    if (isKRaft()) expect([null, 0]).toContain(shown.quorum?.up ?? null)
    // Every leader is gone: "0 offline" would be an invention, however old it says it is.
    expect(shown.offlinePartitions).not.toBe(0)
  })

  it('cannot be reached at start: nothing is known; comes later: everything is', async () => {
    await Promise.all(cluster.brokers.map((broker) => cluster.kill(broker.id)))
    await using early = await startConsole({ yaml: consoleYaml(cluster) })
    const unseen = { ...NOTHING_KNOWN, reasons: [expect.stringMatching(/refused/)] }
    await eventually(() => overviewOf(early), unseen, NOTICE_MS)
    expect((await overviewOf(early)).status).not.toBe('ok')
    await askEveryPageBlind(early, 'orders')
    await Promise.all(cluster.brokers.map((broker) => broker.start()))
    await cluster.settled(120_000)
    await eventually(() => overviewOf(early), HEALTHY, 60_000)
    await eventually(() => overviewOf(console), HEALTHY, 60_000)
  }, 300_000)
})
