// Brokers, quorum, copies, versions: each check failing, warning and not known, for one thing that is wrong.
import { clusterFacts, configsOf, failureOf, NOW, neverRead, readingOf, zookeeperOf } from '@perigee/testkit'
import { expect, test } from 'vitest'
import type { BrokerFact, ClusterFacts, QuorumFacts } from '../facts.ts'
import { ensembleOf, find, GOOD_TOPIC, type Scene, stateOf } from './preflight.fake.ts'

const brokers =
  (change: (broker: BrokerFact, at: number) => Partial<BrokerFact>) =>
  ({ registry }: ClusterFacts) => ({
    registry: {
      ...registry,
      value: {
        ...(registry.value as NonNullable<typeof registry.value>),
        brokers: (registry.value?.brokers ?? []).map((one, at) => ({ ...one, ...change(one, at) })),
      },
    },
  })
const registryOf =
  (change: object) =>
  ({ registry }: ClusterFacts) => ({
    registry: { ...registry, value: { ...(registry.value as NonNullable<typeof registry.value>), ...change } },
  })
const quorumOf =
  (change: (quorum: QuorumFacts) => Partial<QuorumFacts>) =>
  ({ quorum }: ClusterFacts) => {
    const value = quorum.value as QuorumFacts
    return { quorum: readingOf({ ...value, ...change(value) }) }
  }
const UNREAD = (name: keyof ClusterFacts) => () => ({
  [name]: neverRead(failureOf('forbidden', { message: 'not permitted' })),
})
const NO_REGISTRY: Scene = {
  facts: (facts) => ({ registry: neverRead(failureOf('refused')), topology: facts.topology }),
}
const topic = (configs: Record<string, string> = {}, replicationFactor = 3): Scene => ({
  topics: { orders: { partitions: 6, replicationFactor, configs: { ...GOOD_TOPIC, ...configs } } },
})
const levels = (finalizedLevel: number | null) => ({
  facts: registryOf({ features: [{ name: 'metadata.version', finalizedLevel, supportedMin: 7, supportedMax: 30 }] }),
})
const only = (count: number) => quorumOf(({ voters }) => ({ voters: voters.slice(0, count) }))
const NO_MIN_ISR: Scene = { minIsr: null, facts: UNREAD('brokerConfigs') }
const ZK = { mode: 'zookeeper' } as const

const CASES: readonly [id: string, state: string, what: string, scene: Scene][] = [
  ['brokers-up', 'fail', 'one does not answer', { silent: [2] }],
  ['brokers-up', 'fail', 'one that is expected by name is not there', { expected: { brokers: [1, 2, 3, 4] } }],
  ['brokers-up', 'fail', 'fewer than expected', { expected: { brokers: 5 } }],
  ['brokers-up', 'unknown', 'nobody answers', NO_REGISTRY],
  ['broker-count', 'fail', 'one broker', { brokers: [1] }],
  ['broker-count', 'warn', 'two brokers', { brokers: [1, 2] }],
  ['broker-count', 'unknown', 'nobody answers', NO_REGISTRY],
  ['racks-set', 'warn', 'none says', { racks: null }],
  ['racks-set', 'fail', 'one does not say', { facts: brokers((_, at) => (at === 1 ? { rack: null } : {})) }],
  ['racks-set', 'warn', 'all in one', { racks: { 1: 'a', 2: 'a', 3: 'a' } }],
  ['racks-set', 'not-applicable', 'one broker without', { brokers: [1], racks: null }],
  ['racks-set', 'unknown', 'nobody answers', NO_REGISTRY],
  ['racks-even', 'warn', 'three against one', { brokers: [1, 2, 3, 4], racks: { 1: 'a', 2: 'a', 3: 'a', 4: 'b' } }],
  ['racks-even', 'not-applicable', 'no racks', { racks: null }],
  ['brokers-fenced', 'fail', 'one is', { facts: brokers((_, at) => (at === 1 ? { fenced: true } : {})) }],
  ['brokers-fenced', 'unknown', 'older than 4.0', { facts: brokers(() => ({ fenced: null })) }],
  ['brokers-fenced', 'not-applicable', 'ZooKeeper', ZK],
  [
    'metadata-in-step',
    'warn',
    'one is behind',
    {
      facts: quorumOf(({ voters }) => ({
        voters: voters.map((one, at) => (at === 1 ? { ...one, lastCaughtUpAgeMs: 60_000 } : one)),
      })),
    },
  ],
  [
    'metadata-in-step',
    'unknown',
    'no times told',
    { facts: quorumOf(({ voters }) => ({ voters: voters.map((one) => ({ ...one, lastCaughtUpAgeMs: null })) })) },
  ],
  ['metadata-in-step', 'unknown', 'not permitted', { facts: UNREAD('quorum') }],
  [
    'controller-active',
    'fail',
    'no leader',
    {
      facts: (facts) => ({
        ...registryOf({ controllerId: null })(facts),
        ...quorumOf(() => ({ leaderId: -1 }))(facts),
      }),
    },
  ],
  [
    'controller-active',
    'unknown',
    'no controller answers',
    { facts: (facts) => ({ ...registryOf({ controllerId: null })(facts), ...UNREAD('quorum')() }) },
  ],
  ['controller-active', 'fail', 'ZooKeeper names none', { ...ZK, facts: registryOf({ controllerId: null }) }],
  ['quorum-size', 'fail', 'one controller', { facts: only(1) }],
  ['quorum-size', 'fail', 'two controllers', { facts: only(2) }],
  [
    'quorum-size',
    'warn',
    'four controllers',
    { facts: quorumOf(({ voters }) => ({ voters: [...voters, { ...(voters[0] as (typeof voters)[0]), id: 104 }] })) },
  ],
  ['quorum-size', 'unknown', 'not permitted', { facts: UNREAD('quorum') }],
  ['quorum-up', 'fail', 'two of three are gone', { ...ZK, readings: { zookeeper: readingOf(zookeeperOf([2, 3])) } }],
  [
    'quorum-up',
    'fail',
    'one of three is gone, one more would be too many',
    { ...ZK, readings: { zookeeper: readingOf(zookeeperOf([3])) } },
  ],
  ['quorum-up', 'unknown', 'never read', { ...ZK, facts: UNREAD('zookeeper') }],
  [
    'quorum-spread',
    'fail',
    'all on one host',
    { facts: quorumOf(({ voters }) => ({ hosts: new Map(voters.map(({ id }) => [id, 'kafka-1'])) })) },
  ],
  ['quorum-spread', 'fail', 'two of three in one rack', { racks: { 1: 'a', 2: 'a', 3: 'b' } }],
  ['quorum-spread', 'unknown', 'hosts that no broker is on', { facts: quorumOf(() => ({ hosts: new Map() })) }],
  ['quorum-spread', 'unknown', 'not permitted', { facts: UNREAD('quorum') }],
  [
    'controllers-dedicated',
    'warn',
    'combined nodes',
    { facts: quorumOf(({ voters }) => ({ voters: voters.map((one) => ({ ...one, id: one.id - 100 })) })) },
  ],
  ['controllers-dedicated', 'unknown', 'not permitted', { facts: UNREAD('quorum') }],
  ['partitions-whole', 'warn', 'a broker is down', { down: [3] }],
  ['partitions-whole', 'fail', 'a leader is gone', { ...topic({}, 1), down: [3] }],
  ['partitions-whole', 'unknown', 'settings are not known', NO_MIN_ISR],
  ['partitions-whole', 'unknown', 'topics are not known', { facts: UNREAD('topology') }],
  ['replication-factor', 'fail', 'one copy', topic({}, 1)],
  ['replication-factor', 'warn', 'two copies', topic({}, 2)],
  ['replication-factor', 'unknown', 'topics are not known', { facts: UNREAD('topology') }],
  ['min-isr', 'warn', 'min ISR 1', topic({ 'min.insync.replicas': '1' })],
  ['min-isr', 'unknown', 'settings are not known', NO_MIN_ISR],
  ['min-isr', 'not-applicable', 'nothing has two copies', topic({}, 1)],
  ['min-isr-restart', 'fail', 'min ISR as large as the copies', topic({ 'min.insync.replicas': '3' })],
  ['min-isr-restart', 'unknown', 'settings are not known', NO_MIN_ISR],
  ['unclean-election', 'fail', 'on for a topic', topic({ 'unclean.leader.election.enable': 'true' })],
  [
    'unclean-election',
    'warn',
    'on by default of a broker',
    { settingsOf2: { 'unclean.leader.election.enable': 'true' } },
  ],
  ['unclean-election', 'unknown', 'settings are not known', { facts: UNREAD('topicConfigs') }],
  [
    'copies-apart',
    'warn',
    'two copies in one rack',
    { brokers: [1, 2, 3, 4], racks: { 1: 'a', 2: 'a', 3: 'b', 4: 'c' } },
  ],
  ['copies-apart', 'unknown', 'no racks', { racks: null }],
  [
    'preferred-leaders',
    'warn',
    'all led by the second',
    { topics: { orders: { partitions: [{ replicas: [1, 2, 3], leader: 2 }] } } },
  ],
  ['preferred-leaders', 'unknown', 'topics are not known', { facts: UNREAD('topology') }],
  ['default-replication-factor', 'warn', 'one', { settings: { 'default.replication.factor': '1' } }],
  ['default-replication-factor', 'unknown', 'not told', { settings: { 'default.replication.factor': undefined } }],
  ['default-min-isr', 'warn', 'one', { settings: { 'min.insync.replicas': '1' } }],
  ['default-min-isr', 'unknown', 'settings are not known', { facts: UNREAD('brokerConfigs') }],
  ['internal-topics', 'fail', 'one copy', { topics: { __consumer_offsets: { partitions: 3, replicationFactor: 1 } } }],
  [
    'internal-topics',
    'warn',
    'two copies',
    { topics: { __transaction_state: { partitions: 3, replicationFactor: 2 } } },
  ],
  ['internal-topics', 'not-applicable', 'not made yet', topic()],
  ['internal-topics', 'unknown', 'topics are not known', { facts: UNREAD('topology') }],
  ['internal-topic-settings', 'warn', 'one copy', { settings: { 'offsets.topic.replication.factor': '1' } }],
  ['internal-topic-settings', 'unknown', 'settings are not known', { facts: UNREAD('brokerConfigs') }],
  [
    'connect-topics',
    'fail',
    'one copy',
    {
      topics: Object.fromEntries(
        ['c-configs', 'c-offsets', 'c-status'].map((name) => [name, { partitions: 1, replicationFactor: 1 }]),
      ),
    },
  ],
  [
    'connect-topics',
    'pass',
    'three copies',
    {
      topics: Object.fromEntries(
        ['connect-configs', 'connect-offsets', 'connect-status'].map((name) => [name, { partitions: 1 }]),
      ),
    },
  ],
  [
    'connect-topics',
    'unknown',
    'Connect is there, its topics cannot be told',
    { configured: { services: [{ kind: 'connect', name: 'main', url: 'http://c' }] } },
  ],
  ['release-mended', 'warn', 'the fifth newest', { facts: brokers(() => ({ release: '3.9' })) }],
  ['release-mended', 'fail', 'years old', { facts: brokers(() => ({ release: '3.3 – 3.4' })) }],
  ['release-mended', 'unknown', 'no release of Apache Kafka', { facts: brokers(() => ({ release: null })) }],
  ['one-release', 'warn', 'two', { facts: brokers((_, at) => ({ release: at === 0 ? '4.2' : '4.3' })) }],
  ['one-release', 'unknown', 'one is not known', { facts: brokers((_, at) => (at === 0 ? { release: null } : {})) }],
  ['metadata-version', 'warn', 'lags', levels(25)],
  ['metadata-version', 'unknown', 'not told', levels(null)],
  [
    'inter-broker-protocol',
    'warn',
    'lags',
    { ...ZK, settings: { 'inter.broker.protocol.version': '3.5-IV2' }, facts: brokers(() => ({ release: '3.9' })) },
  ],
  ['inter-broker-protocol', 'pass', 'as the release', { ...ZK, facts: brokers(() => ({ release: '3.9' })) }],
  ['inter-broker-protocol', 'unknown', 'not told', { ...ZK, settings: { 'inter.broker.protocol.version': undefined } }],
  ['kraft', 'warn', 'ZooKeeper', ZK],
  ['kraft', 'warn', 'migrating', { facts: registryOf({ mode: 'migrating' }) }],
  ['kraft', 'unknown', 'nobody answers', NO_REGISTRY],
  [
    'zookeeper-quick',
    'warn',
    'slow',
    {
      ...ZK,
      readings: { zookeeper: readingOf({ nodes: zookeeperOf().nodes.map((node) => ({ ...node, latencyMs: 40 })) }) },
    },
  ],
  [
    'zookeeper-quick',
    'fail',
    'very slow',
    {
      ...ZK,
      readings: { zookeeper: readingOf({ nodes: zookeeperOf().nodes.map((node) => ({ ...node, latencyMs: 400 })) }) },
    },
  ],
  ['zookeeper-quick', 'unknown', 'one is away', { ...ZK, readings: { zookeeper: readingOf(zookeeperOf([2])) } }],
  [
    'zookeeper-version',
    'warn',
    'two',
    {
      ...ZK,
      readings: {
        zookeeper: readingOf({
          nodes: zookeeperOf().nodes.map((node, at) => (at === 0 ? { ...node, version: '3.9.3' } : node)),
        }),
      },
    },
  ],
  ['zookeeper-version', 'unknown', 'one is away', { ...ZK, readings: { zookeeper: readingOf(zookeeperOf([2])) } }],
  [
    'zookeeper-tenancy',
    'warn',
    'others',
    {
      ...ZK,
      readings: {
        ensemble: readingOf(
          ensembleOf({
            tree: {
              ...(ensembleOf().tree as NonNullable<ReturnType<typeof ensembleOf>['tree']>),
              tenancy: { kind: 'communal-mixed', others: ['solr'] },
            },
          }),
        ),
      },
    },
  ],
  [
    'zookeeper-tenancy',
    'unknown',
    'no session',
    { ...ZK, readings: { ensemble: readingOf(ensembleOf({ tree: null, treeFailure: failureOf('timeout') })) } },
  ],
  [
    'zookeeper-admin',
    'fail',
    'open',
    {
      ...ZK,
      readings: {
        ensemble: readingOf(
          ensembleOf({
            nodes: ensembleOf().nodes.map((node, at) => (at === 1 ? { ...node, adminOpen: 'open' } : node)),
          }),
        ),
      },
    },
  ],
  [
    'zookeeper-admin',
    'unknown',
    'not asked',
    {
      ...ZK,
      readings: {
        ensemble: readingOf(ensembleOf({ nodes: ensembleOf().nodes.map((node) => ({ ...node, adminOpen: null })) })),
      },
    },
  ],
  [
    'zookeeper-purge',
    'warn',
    'never',
    { ...ZK, probes: { purges: [{ address: 'zk-1:2181', intervalHours: 0, retainCount: 3, failure: null }] } },
  ],
  [
    'zookeeper-purge',
    'unknown',
    'not told',
    {
      ...ZK,
      probes: {
        purges: [{ address: 'zk-1:2181', intervalHours: null, retainCount: null, failure: failureOf('refused') }],
      },
    },
  ],
  ['zookeeper-purge', 'unknown', 'no AdminServer configured', { ...ZK, configured: { adminServers: false } }],
  ['zookeeper-purge', 'not-applicable', 'KRaft', {}],
]

test.each(CASES)('%s is %s: %s', (id, state, _, scene) => {
  const found = find(id, scene)
  expect([found.state, found.evidence]).toEqual([state, expect.stringMatching(/\S{3}/)])
  if (state === 'fail' || state === 'warn') expect(found.fix ?? found.target).not.toBeNull()
})

test('evidence counts and names, and details are cut at twenty', () => {
  const topics = Object.fromEntries(
    Array.from({ length: 30 }, (_, at) => [`t${String(at).padStart(2, '0')}`, { partitions: 2, replicationFactor: 1 }]),
  )
  const found = find('replication-factor', { topics })
  expect(found.evidence).toBe('One copy only: 60 partitions of 30 topics (t00, t01, t02 and 27 more).')
  expect([found.details.length, found.detailCount]).toEqual([20, 30])
})

test('a reading that was lost is no ground for a pass', () => {
  const old = ({ brokerConfigs }: ClusterFacts) => ({ brokerConfigs: { ...brokerConfigs, observedAt: NOW - 600_000 } })
  expect(stateOf('auto-create-topics', { facts: old })).toBe('unknown')
})

test('one broker of three without settings keeps the check from passing, and is named', () => {
  const found = find('auto-create-topics', {
    facts: ({ brokerConfigs }) => {
      const byBroker = new Map(brokerConfigs.value?.byBroker)
      byBroker.delete(3)
      return {
        brokerConfigs: {
          ...brokerConfigs,
          value: { byBroker },
          gaps: [{ fact: 'broker-configs', failure: failureOf('timeout', { brokerId: 3 }) }],
        },
      }
    },
  })
  expect([found.state, found.evidence]).toEqual(['unknown', 'Not known of broker 3: no answer in 3 s.'])
})

test('the testkit’s plain cluster, about which little is known, passes little', () => {
  const facts = clusterFacts()
  expect(facts.brokerConfigs.value?.byBroker.get(1)).toEqual(configsOf({}))
  expect(stateOf('authorizer', { facts: () => ({ brokerConfigs: facts.brokerConfigs }) })).toBe('unknown')
})
