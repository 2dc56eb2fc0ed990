import {
  brokerOf,
  clusterFacts,
  dirOf,
  failing,
  failureOf,
  logDirsOf,
  NOW,
  neverRead,
  readingOf,
  registryOf,
  topologyOf,
  zookeeperOf,
} from '@perigee/testkit'
import { expect, test } from 'vitest'
import { assess } from '../assess/assess.ts'
import type { ClusterFacts } from '../facts.ts'
import type { FailureCode } from '../failure.ts'
import { judgeCluster } from './judge-cluster.ts'
import type { JudgeOptions } from './judgement.ts'

const judge = (facts: ClusterFacts, options: Partial<JudgeOptions> = {}) =>
  judgeCluster(facts, assess(facts), { now: NOW + 3_000, onset: () => NOW - 42 * 60_000, ...options })
const spoken = (facts: ClusterFacts, options: Partial<JudgeOptions> = {}) => {
  const { sentence } = judge(facts, options)
  return sentence.strong + sentence.rest
}
const codes = (facts: ClusterFacts, options: Partial<JudgeOptions> = {}) =>
  judge(facts, options).problems.map(({ code }) => code)

const topics = {
  orders: { partitions: 12 },
  audit: { partitions: 4, replicationFactor: 1, configs: { 'min.insync.replicas': '1' } },
}

test('a cluster in good order is quiet', () => {
  const judgement = judge(clusterFacts())
  expect(judgement).toMatchObject({
    status: 'ok',
    freshness: 'fresh',
    reasons: [],
    brokers: { up: 3, expected: 3, expectedBy: 'inferred' },
    quorum: { up: 3, expected: 3 },
    controller: { id: 1, status: 'ok' },
    survivableBrokerLosses: 1,
    canLose: '1 broker',
    gaps: [],
  })
  expect(spoken(clusterFacts())).toBe('All 6 partitions have every copy in sync; 3 brokers are up.')
})

test('a broker that is down is the cause of what it carried, said once', () => {
  const judgement = judge(clusterFacts({ topics, down: [3] }))
  expect(judgement.status).toBe('critical')
  expect(judgement.problems).toHaveLength(1)
  expect(judgement.problems[0]).toMatchObject({
    code: 'broker-down:3',
    title: 'Broker 3 is down',
    text: 'and has not been registered since 02:13.',
    explained: 'Explains 1 offline and 13 under-replicated partitions.',
    target: { page: 'broker', broker: 3 },
    explains: [
      { text: '1 offline', count: 1, target: { page: 'partitions', q: 'is:offline broker:3' } },
      { text: '13 under-replicated', count: 13, target: { page: 'partitions', q: 'is:under-replicated broker:3' } },
    ],
  })
  expect(judgement.reasons).toEqual([
    'Broker 3 is down and has not been registered since 02:13. Explains 1 offline and 13 under-replicated partitions.',
  ])
  expect(spoken(clusterFacts({ topics, down: [3] }))).toBe(
    '1 partition is offline since 02:13, because broker 3 is down.',
  )
  expect(judgement.sentence.lede).toContain('13 of 16 partitions are under-replicated.')
  expect(judgement.sentence.lede).toContain('The next loss stops writes on up to 12 more.')
})

test('without an onset nothing is said about when', () => {
  const facts = clusterFacts({ topics, down: [3] })
  expect(spoken(facts, { onset: () => null })).toBe('1 partition is offline, because broker 3 is down.')
})

test('a broker that is down but missed by no writes is a warning', () => {
  expect(judge(clusterFacts({ down: [3] })).status).toBe('warning')
})

test('a broker that vanished without a replica is missed only while it is remembered', () => {
  const remembered = new Map([[9, brokerOf(9, { rack: 'rack-a' })]])
  expect(codes(clusterFacts())).toEqual([])
  const judgement = judge(clusterFacts(), { remembered })
  expect(judgement.problems.map(({ code }) => code)).toEqual(['broker-down:9'])
  expect(judgement.problems[0]?.text).toContain('No partition has a copy there.')
  expect(judgement.brokers).toEqual({ up: 3, expected: 4, expectedBy: 'inferred' })
})

test('the expected set: by count, by id, and never fewer than were seen', () => {
  expect(judge(clusterFacts({ expected: { brokers: 5 } })).problems[0]).toMatchObject({
    code: 'brokers-missing',
    title: '2 of 5 expected brokers are missing',
  })
  const byId = judge(clusterFacts({ expected: { brokers: [1, 2, 3, 4] } }))
  expect(byId.problems.map(({ code }) => code)).toEqual(['broker-down:4'])
  expect(byId.brokers).toEqual({ up: 3, expected: 4, expectedBy: 'configured' })
})

const nine = [1, 2, 3, 4, 5, 6, 7, 8, 9]
const rackOf = (id: number) => ['rack-a', 'rack-b', 'rack-c'][(id - 1) % 3] as string
const seen = new Map(nine.map((id) => [id, brokerOf(id, { rack: rackOf(id) })]))

test('a whole rack is one cause, with its neighbours it is not', () => {
  const big = { brokers: nine, topics: { orders: { partitions: 60 } } }
  const rack = judge(clusterFacts({ ...big, down: [1, 4, 7] }), { remembered: seen })
  expect(rack.problems[0]).toMatchObject({ code: 'rack-down:rack-a', title: 'All 3 brokers of rack rack-a are down' })
  expect(rack.problems).toHaveLength(1)
  const one = judge(clusterFacts({ ...big, down: [1] }), { remembered: seen })
  expect(one.problems[0]?.text).toContain('Rack rack-a answers on 2 of 3 brokers, so the rack is not the cause.')
  const many = judge(clusterFacts({ ...big, down: [1, 2, 4, 5] }), { remembered: seen })
  expect(many.problems[0]).toMatchObject({ code: 'brokers-down', title: 'Brokers 1, 2, 4 and 5 are down' })
})

test('a frozen broker is told before the cluster notices', () => {
  const judgement = judge(clusterFacts({ topics, silent: [3] }))
  expect(judgement.status).toBe('warning')
  expect(judgement.brokers.up).toBe(2)
  expect(judgement.reasons[0]).toBe(
    'Broker 3 does not answer since 02:13 but is still registered: no answer in 3 s. It leads 5 partitions.',
  )
  expect(judgement.canLose).toBe('nothing')
})

test('two of three controllers gone: nothing can be elected, and led by the silent is offline', () => {
  const facts = clusterFacts({ topics, silent: [2, 3] })
  const lost = { ...facts, quorum: failing(facts.quorum, failureOf('timeout'), NOW - 20_000) }
  const judgement = judge(lost)
  expect(judgement.status).toBe('critical')
  expect(judgement.controller).toMatchObject({ id: null, status: 'critical' })
  expect(judgement.quorum).toMatchObject({ up: 1, expected: 3 })
  expect(spoken(lost)).toBe(
    'No controller answers since 02:54: brokers that pass DescribeQuorum on to it wait in vain. 1 of 3 voters are up. It takes 2 of 3 voters. While none leads, no leader can be elected and no topic or setting changed.',
  )
  expect(judgement.problems[0]?.code).toBe('quorum-lost')
  expect(judgement.survivableBrokerLosses).toBe(0)
})

test('one unanswered question to the quorum may be an election, but who controls is not known: a warning at once', () => {
  const facts = clusterFacts()
  const judgement = judge({ ...facts, quorum: failing(facts.quorum, failureOf('timeout'), NOW) })
  expect(judgement).toMatchObject({ status: 'warning', controller: { id: null } })
  expect(judgement.problems.map(({ code }) => code)).toEqual(['controller-silent'])
})

test('no answer for the quorum while a majority of voters lives proves nothing, and is a warning', () => {
  const facts = clusterFacts({ topics, silent: [3] })
  const judgement = judge({ ...facts, quorum: failing(facts.quorum, failureOf('timeout'), NOW - 60_000) })
  expect(judgement.problems.map(({ code }) => code)).toEqual(['controller-silent', 'broker-silent:3'])
  expect(judgement).toMatchObject({ status: 'warning', controller: { id: null, status: 'warning' }, quorum: { up: 2 } })
})

test('dedicated controllers cannot be seen: only lasting silence tells that they are lost', () => {
  const facts = clusterFacts()
  const quorum = facts.quorum.value as NonNullable<typeof facts.quorum.value>
  const voters = quorum.voters.map((voter) => ({ ...voter, id: voter.id + 100 }))
  const after = (silenceMs: number) => {
    const reading = readingOf({ ...quorum, voters, leaderId: 101 }, { attemptedAt: NOW })
    return judge({ ...facts, quorum: failing(reading, failureOf('timeout'), NOW - silenceMs) })
  }
  expect(after(8_000).problems.map(({ code }) => code)).toEqual(['controller-silent'])
  expect(after(21_000)).toMatchObject({ status: 'critical', quorum: { up: null }, problems: [{ code: 'quorum-lost' }] })
})

test('a quorum that answers that nobody leads is lost at once', () => {
  const facts = clusterFacts()
  const quorum = readingOf({ ...(facts.quorum.value as NonNullable<typeof facts.quorum.value>), leaderId: -1 })
  expect(codes({ ...facts, quorum })).toEqual(['quorum-lost'])
})

test('not allowed to ask for the controller is unknown, not lost', () => {
  const facts = { ...clusterFacts(), quorum: neverRead<never>(failureOf('forbidden', { message: 'not authorised' })) }
  expect(judge(facts)).toMatchObject({ status: 'unknown', controller: { status: 'unknown' } })
  expect(spoken(facts)).toMatch(/^OK, 1 unknown: the controller is not known/)
})

test('a voter that no longer fetches is missing; one whose broker is down is told by its broker', () => {
  const facts = clusterFacts({ brokers: [1, 2, 3, 4], down: [] })
  const quorum = facts.quorum.value
  const voters = quorum?.voters.map((voter) => (voter.id === 3 ? { ...voter, lastFetchAgeMs: 60_000 } : voter)) ?? []
  const missing = { ...facts, quorum: readingOf({ ...(quorum as NonNullable<typeof quorum>), voters }) }
  expect(judge(missing).problems.map(({ code, status }) => [code, status])).toEqual([['voters-missing:3', 'warning']])
  expect(judge(missing).reasons[0]).toContain('one more loss stops elections')
  expect(codes(clusterFacts({ brokers: [1, 2, 3, 4], down: [3] }))).toEqual(['broker-down:3'])
})

const zookeeper = (over: Partial<ClusterFacts> = {}) => ({ ...clusterFacts({ mode: 'zookeeper' }), ...over })

test('ZooKeeper: one node gone is a warning, no quorum is critical', () => {
  expect(judge(zookeeper())).toMatchObject({ status: 'ok', quorum: { up: 3, expected: 3 }, controller: { id: 1 } })
  const one = judge(zookeeper({ zookeeper: readingOf(zookeeperOf([2])) }))
  expect(one).toMatchObject({ status: 'warning', quorum: { up: 2 } })
  expect(one.reasons[0]).toMatch(/zk-2:2181 is not answering since 02:13: connection refused.*one more loss/)
  const left = zookeeperOf([2, 3]).nodes.map((node) => (node.answered ? { ...node, role: null } : node))
  const lost = judge(zookeeper({ zookeeper: readingOf({ nodes: left }) }))
  expect(lost).toMatchObject({ status: 'critical', quorum: { up: 0, expected: 3 } })
  expect(lost.sentence.strong).toBe('ZooKeeper has no quorum')
})

test('ZooKeeper behind a firewall is unknown, not lost', () => {
  const nodes = zookeeperOf([1, 2, 3]).nodes.map((node) => ({ ...node, failure: failureOf('connect-timeout') }))
  expect(judge(zookeeper({ zookeeper: readingOf({ nodes }) }))).toMatchObject({
    status: 'unknown',
    quorum: { up: null },
    problems: [{ code: 'zookeeper-silent' }],
  })
})

test('a ZooKeeper node that will not tell its role still serves', () => {
  const nodes = zookeeperOf().nodes.map((node) => ({ ...node, role: null, failure: failureOf('forbidden') }))
  expect(codes(zookeeper({ zookeeper: readingOf({ nodes }) }))).toEqual([])
})

test('ZooKeeper mode without a controller is critical', () => {
  const registry = { ...registryOf({}, [1, 2, 3], 'zookeeper'), controllerId: null }
  expect(judge(zookeeper({ registry: readingOf(registry) }))).toMatchObject({
    status: 'critical',
    controller: { id: null, status: 'critical' },
    problems: [{ code: 'no-controller' }],
  })
})

test('no answer is unknown, with whom, how long and why, and claims nothing else', () => {
  const facts = clusterFacts({ topics, down: [3] })
  const lost = { ...facts, registry: failing(facts.registry, failureOf('refused')) }
  const judgement = judge(lost, { now: NOW + 252_000, bootstrapCount: 3 })
  expect(judgement).toMatchObject({
    status: 'unknown',
    freshness: 'lost',
    brokers: { up: null, expected: 3 },
    quorum: { up: null },
    controller: { id: null, status: 'unknown' },
    survivableBrokerLosses: null,
    canLose: null,
  })
  expect(judgement.reasons).toEqual([
    'No answer from any of 3 bootstrap addresses for 4 min 12 s: connection refused. Values are from 02:55:00.',
  ])
})

test('whom we asked is told once, below the sentence, and nothing is foretold', () => {
  const peer = 'broker 1 (a:9092), broker 2 (b:9092)'
  const message = `connection refused on all 2 addresses (${peer})`
  const facts = { ...clusterFacts({ down: [3] }), registry: neverRead<never>(failureOf('refused', { message, peer })) }
  expect(spoken(facts, { bootstrapCount: 2 })).toBe('No answer for 1 min 3 s: connection refused on all 2 addresses.')
  expect(judge(facts).sentence.lede).toBe(`Asked: ${peer}.`)
})

test('never reached, wrong credentials and starting are told apart', () => {
  const never = (failure?: ReturnType<typeof failureOf>) => ({ ...clusterFacts(), registry: neverRead<never>(failure) })
  expect(spoken(never(failureOf('refused')), { bootstrapCount: 1 })).toBe(
    'No answer from the only bootstrap address for 1 min 3 s: connection refused.',
  )
  expect(spoken(never(failureOf('authentication')))).toBe(
    'Kafka refuses our credentials and nothing has been read for 1 min 3 s: Authentication failed: Invalid username or password.',
  )
  expect(spoken(never())).toBe('Not read yet – the first answer is on its way.')
  expect(judge(never()).status).toBe('unknown')
})

test('what is late is never OK, and what was wrong stays wrong', () => {
  expect(judge(clusterFacts(), { now: NOW + 14_000 })).toMatchObject({ status: 'unknown', freshness: 'late' })
  expect(judge(clusterFacts({ topics, down: [3] }), { now: NOW + 14_000 }).status).toBe('critical')
})

test('topics that can no longer be read do not hide the brokers', () => {
  const facts = clusterFacts({ down: [3] })
  const topology = failing({ ...facts.topology, observedAt: NOW - 60_000 }, failureOf('timeout'))
  const judgement = judge({ ...facts, topology })
  expect(judgement.problems.map(({ code }) => code)).toEqual(['broker-down:3', 'topology-lost'])
  expect(judgement.freshness).toBe('lost')
})

test('min ISR that cannot be read is unknown, not fine', () => {
  const facts = { ...clusterFacts({ minIsr: null }), topicConfigs: neverRead<never>(failureOf('forbidden')) }
  const judgement = judge(facts)
  expect(judgement).toMatchObject({ status: 'unknown', survivableBrokerLosses: null, canLose: null })
  expect(judgement.sentence.strong).toBe('OK, 1 unknown')
  expect(judgement.problems[0]).toMatchObject({
    target: { page: 'partitions', q: 'is:min-isr-unknown' },
    targetLabel: '6 partitions',
  })
})

test('a broker that is up but slow is a cause of its own', () => {
  const facts = clusterFacts({
    topics: {
      a: {
        partitions: [
          { replicas: [1, 2, 3], isr: [1, 2] },
          { replicas: [2, 3, 1], isr: [2] },
        ],
      },
    },
  })
  const judgement = judge(facts)
  expect(judgement.problems[0]).toMatchObject({ code: 'brokers-lagging', status: 'critical' })
  expect(judgement.reasons[0]).toContain('Brokers 3 and 1 do not keep up since 02:13 although they are up')
  expect(judgement.sentence.strong).toBe('1 partition refuses writes')
})

test('no leader although every broker is up is its own line, never a slow broker', () => {
  const judgement = judge(clusterFacts({ topics: { a: { partitions: [{ replicas: [1], isr: [], leader: -1 }] } } }))
  expect(judgement.problems.map(({ code, status }) => [code, status])).toEqual([['offline', 'critical']])
})

test('min ISR above the replication factor is configuration, not failure', () => {
  const judgement = judge(clusterFacts({ topics: { a: { partitions: [{ replicas: [1] }] } } }))
  expect(judgement.problems.map(({ code }) => code)).toEqual(['min-isr-above-rf'])
  expect(judgement.sentence.rest).toContain('by configuration')
})

test('moving partitions in good order are work, not trouble', () => {
  const move = { topic: 'orders', partition: 0, replicas: [1, 2, 3], adding: [], removing: [] }
  expect(judge(clusterFacts({ reassignments: [move] }))).toMatchObject({
    status: 'busy',
    sentence: { strong: '1 partition is being moved' },
  })
  expect(judge(clusterFacts({ reassignments: [move], down: [3] })).status).toBe('warning')
})

test('an offline log directory is critical and explains its replicas', () => {
  const facts = clusterFacts()
  const topology = facts.topology.value?.topology ?? topologyOf({ brokers: [1], topics: {} })
  const dirs = [dirOf(), dirOf({ path: '/data2', error: 56, totalBytes: null, usableBytes: null })]
  const logDirs = new Map([...facts.logDirs, [2, readingOf(logDirsOf(topology, 2, dirs))]])
  const judgement = judge({ ...facts, logDirs })
  expect(judgement.problems[0]).toMatchObject({ code: 'broker-disk-offline:2', status: 'critical' })
  expect(judgement.reasons[0]).toContain('/data2')
})

test('disks: nearly full warns, unknown is named, old readings are not trusted', () => {
  const facts = clusterFacts()
  const topology = facts.topology.value?.topology ?? topologyOf({ brokers: [1], topics: {} })
  const full = readingOf(logDirsOf(topology, 2, [dirOf({ usableBytes: 500_000_000 })]))
  const old = readingOf(logDirsOf(topology, 3), { observedAt: NOW - 600_000 })
  const judgement = judge({ ...facts, logDirs: new Map([...facts.logDirs, [2, full], [3, old]]) })
  expect(judgement.disks).toEqual({ fullestBroker: 2, fullestRatio: 0.95, unknownBrokers: [3] })
  expect(judgement.reasons).toEqual(['Broker 2 has 5 % of its disk left on the volume of /data1 since 02:13.'])
})

test('a broker with old metadata is behind, and so is one that lists less', () => {
  const facts = clusterFacts({ brokers: [1, 2, 3, 4] })
  const quorum = facts.quorum.value as NonNullable<typeof facts.quorum.value>
  const observers = quorum.observers.map((observer) => ({ ...observer, lastCaughtUpAgeMs: 34_000 }))
  const lagging = judge({ ...facts, quorum: readingOf({ ...quorum, observers }) })
  expect(lagging.metadata.behind).toEqual([{ broker: 4, text: 'broker 4 is behind: its metadata is 34 s old' }])
  expect(lagging.problems.map(({ code, status }) => [code, status])).toEqual([['broker-behind:4', 'warning']])
  const counts = {
    ...(facts.topology.value as NonNullable<typeof facts.topology.value>),
    countsByBroker: new Map([[3, [1, 4] as const]]),
  }
  const disagreeing = judge({ ...facts, topology: readingOf(counts) })
  expect(disagreeing.metadata.behind).toEqual([{ broker: 3, text: 'broker 3 is behind: it lists 4 of 6 partitions' }])
  expect(disagreeing.status).toBe('ok')
})

test('a broker that refuses our credentials is up and unknown', () => {
  const registry = registryOf({}, [1, 2, 3], 'kraft')
  const brokers = registry.brokers.map((broker) =>
    broker.id === 3 ? { ...broker, answered: false, failure: failureOf('authentication') } : broker,
  )
  const judgement = judge({ ...clusterFacts(), registry: readingOf({ ...registry, brokers }) })
  expect(judgement).toMatchObject({ status: 'unknown', brokers: { up: 3 } })
  expect(judgement.brokerStandings[2]).toMatchObject({ word: 'Refuses us', status: 'unknown' })
})

test('gaps: one entry for all brokers with the same reason', () => {
  const facts = clusterFacts()
  const refused = (id: number) => neverRead<never>(failureOf('forbidden', { message: 'not authorised', brokerId: id }))
  const { gaps } = judge({ ...facts, logDirs: new Map([1, 2].map((id) => [id, refused(id)])) })
  expect(gaps).toEqual([
    {
      fact: 'log-dirs',
      text: 'Sizes and disks of brokers 1 and 2: not authorised',
      code: 'forbidden',
      brokers: [1, 2],
      needs: null,
    },
  ])
})

test('an empty cluster has no topics and says so', () => {
  expect(spoken(clusterFacts({ topics: {} }))).toBe('3 brokers are up; there are no topics yet.')
})

test('all brokers gone: what was up a moment ago is not up now, however young the last answer', () => {
  const healthy = clusterFacts()
  const failed = (code: FailureCode, failingSince: number) => ({
    ...healthy.registry,
    observedAt: NOW - 5_000,
    attemptedAt: NOW,
    failingSince,
    failure: failureOf(code),
  })
  for (const registry of [failed('refused', NOW), failed('timeout', NOW - 5_000)]) {
    const judgement = judge({
      ...healthy,
      registry,
      quorum: failing(healthy.quorum, failureOf('timeout'), NOW - 60_000),
    })
    expect(judgement).toMatchObject({
      status: 'unknown',
      brokers: { up: null },
      quorum: { up: null },
      controller: { id: null, status: 'unknown' },
      survivableBrokerLosses: null,
    })
    expect(judgement.problems.map(({ code }) => code)).toEqual(['no-answer'])
    expect(new Set(judgement.brokerStandings.map(({ word }) => word))).toEqual(new Set(['Unknown']))
  }
  expect(judge({ ...healthy, registry: failed('timeout', NOW) }).status).toBe('ok')
})

test('a broker whose newest ping is unanswered is not called up', () => {
  const facts = clusterFacts({ topics: { a: { partitions: [{ replicas: [1, 2, 3], isr: [1, 2] }] } } })
  const registry = facts.registry.value
  if (registry === undefined) throw new Error('no registry')
  const brokers = registry.brokers.map((b) => (b.id === 3 ? { ...b, failure: failureOf('timeout') } : b))
  const judgement = judge({ ...facts, registry: { ...facts.registry, value: { ...registry, brokers } } })
  expect(judgement.reasons[0]).toContain(
    'Broker 3 does not keep up since 02:13, and broker 3 left the newest question unanswered: out of sync in 1 partition.',
  )
})

test('a broker whose name does not resolve gives no sign of life: nothing refuses us', () => {
  const facts = clusterFacts({ topics })
  const registry = facts.registry.value as NonNullable<typeof facts.registry.value>
  const failure = failureOf('dns', { message: 'host name does not resolve' })
  const brokers = registry.brokers.map((b) => (b.id === 2 ? { ...b, answered: false, failure } : b))
  const judgement = judge({ ...facts, registry: { ...facts.registry, value: { ...registry, brokers } } })
  expect(judgement.problems.map(({ code }) => code)).toEqual(['broker-silent:2'])
  expect(judgement.reasons.join(' ')).toContain('does not resolve')
  expect(judgement.reasons.join(' ')).not.toContain('refuse')
})

test('a broker that left the cluster and left the newest question unanswered is down, not up', () => {
  const gone = (failure: FailureCode | null) => {
    const facts = clusterFacts({ down: [3] })
    const registry = registryOf({ down: [3] }, [1, 2, 3], 'kraft')
    const third = brokerOf(3, { registered: false, failure: failure === null ? null : failureOf(failure) })
    return { ...facts, registry: readingOf({ ...registry, brokers: [...registry.brokers, third] }) }
  }
  expect(codes(gone('timeout'))).toContain('broker-down:3')
  expect(codes(gone(null))).toContain('broker-unregistered:3')
})
