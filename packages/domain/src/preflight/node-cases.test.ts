// Disks, settings, security, doors, processes, exporters, services, the console: one thing wrong at a time.
import { dirOf, failureOf, NOW, neverRead } from '@perigee/testkit'
import { expect, test } from 'vitest'
import type { BrokerLogDirs, ClusterFacts } from '../facts.ts'
import { DAY, find, GOOD_TOPIC, HOUR, metricsOf, type Scene, withDirs } from './preflight.fake.ts'
import type { ClockProbe, ServiceProbe } from './probes.ts'

const GB = 1e9
const dirs = (change: (dirs: BrokerLogDirs) => Partial<BrokerLogDirs>): Scene => ({
  facts: (facts) => ({ logDirs: withDirs(facts, change) }),
})
const volume = (usableBytes: number | null) =>
  dirs(() => ({ dirs: [dirOf({ totalBytes: usableBytes === null ? null : 10 * GB, usableBytes })] }))
/** Two directories, the second with so many times the bytes of the first. */
const two = (factor: number, usable = 5 * GB) =>
  dirs(({ sizeBytes }) => ({
    dirs: [dirOf(), dirOf({ path: '/data2', usableBytes: usable })],
    dir: Uint8Array.from(sizeBytes, (_, row) => row % 2),
    sizeBytes: sizeBytes.map((_, row) => (row % 2 === 0 ? GB : GB * factor)),
  }))
const NO_DIRS: Scene = { facts: () => ({ logDirs: new Map() }) }
const UNREAD = (name: keyof ClusterFacts): Scene => ({
  facts: () => ({ [name]: neverRead(failureOf('forbidden', { message: 'not permitted' })) }),
})
const orders = (configs: Record<string, string>): Scene => ({
  topics: { orders: { partitions: 6, configs: { ...GOOD_TOPIC, ...configs } } },
})
const set = (name: string, value: string | undefined): Scene => ({ settings: { [name]: value } })
const NO_SETTINGS = UNREAD('brokerConfigs')
const NO_PROBES: Scene = { probes: null }
const gone = { resolved: ['10.0.0.1'], failure: failureOf('refused'), certificate: null }
const clock = (aheadMs: number, errorMs = 600): Scene => ({
  hostMetrics: { node_time: undefined },
  probes: {
    clocks: [1, 2, 3].map((id): ClockProbe => ({ who: `broker ${id}`, aheadMs: id === 2 ? aheadMs : 0, errorMs })),
  },
})
const NO_HOST: Scene = {
  facts: ({ metrics }) => ({ metrics: new Map([...metrics].filter(([id]) => !id.startsWith('host'))) }),
}
const cost = (exporterMs: number): Scene => ({
  facts: () => ({
    metrics: new Map([
      metricsOf(
        'broker',
        1,
        {},
        {
          cost: { exporterMs, answerMs: exporterMs, parseMs: 1, pageBytes: 1, wireBytes: 1, series: 1, keptSeries: 1 },
        },
      ),
    ]),
  }),
})
const SERVICE = { kind: 'connect', name: 'main', url: 'http://connect:8083' } as const
const service = (over: Partial<ServiceProbe>): Scene => ({
  configured: { services: [SERVICE] },
  probes: { services: [{ ...SERVICE, status: 200, words: 'Kafka Connect 4.1.0', failure: null, ...over }] },
})
const PLAIN = { settings: { 'listener.security.protocol.map': 'CLIENTS:PLAINTEXT' } }

const CASES: readonly [id: string, state: string, what: string, scene: Scene][] = [
  ['log-dirs-online', 'fail', 'one is offline', dirs(() => ({ dirs: [dirOf({ error: 56 })] }))],
  ['log-dirs-online', 'unknown', 'another error', dirs(() => ({ dirs: [dirOf({ error: 31 })] }))],
  ['log-dirs-online', 'unknown', 'never read', NO_DIRS],
  ['disk-room', 'warn', '90 % full', volume(GB)],
  ['disk-room', 'fail', '99 % full', volume(0.1 * GB)],
  ['disk-room', 'unknown', 'before 3.3', volume(null)],
  ['retention-fits', 'fail', 'more than there is', orders({ 'retention.bytes': String(100 * GB) })],
  ['retention-fits', 'warn', 'nearly all', orders({ 'retention.bytes': String(1.5 * GB) })],
  ['retention-fits', 'unknown', 'sizes of volumes are not told', volume(null)],
  ['retention-fits', 'unknown', 'settings are not known', UNREAD('topicConfigs')],
  ['retention-set', 'warn', 'for ever', orders({ 'retention.ms': '-1' })],
  ['retention-set', 'pass', 'for ever, but compacted', orders({ 'retention.ms': '-1', 'cleanup.policy': 'compact' })],
  ['retention-set', 'unknown', 'settings are not known', UNREAD('topicConfigs')],
  ['log-dirs-even', 'warn', 'one holds three times as much', two(3)],
  ['log-dirs-even', 'pass', 'alike', two(1)],
  ['log-dirs-even', 'unknown', 'never read', NO_DIRS],
  ['log-dirs-volumes', 'warn', 'one volume', two(1, 6 * GB)],
  ['log-dirs-volumes', 'pass', 'two volumes', two(1)],
  ['log-dirs-volumes', 'not-applicable', 'one directory', {}],
  [
    'brokers-even',
    'warn',
    'one holds most',
    dirs(({ brokerId, sizeBytes }) => ({ sizeBytes: sizeBytes.map(() => (brokerId === 1 ? 9 : 1) * GB) })),
  ],
  ['brokers-even', 'unknown', 'never read', NO_DIRS],
  ['settings-agree', 'warn', 'one differs', { settingsOf2: { 'min.insync.replicas': '1' } }],
  ['settings-agree', 'unknown', 'not permitted', NO_SETTINGS],
  ['log-cleaner', 'fail', 'off', set('log.cleaner.enable', 'false')],
  ['log-cleaner', 'unknown', 'not told', set('log.cleaner.enable', undefined)],
  ['auto-create-topics', 'warn', 'on', set('auto.create.topics.enable', 'true')],
  ['auto-create-topics', 'unknown', 'not permitted', NO_SETTINGS],
  ['replica-lag-time', 'warn', 'short', set('replica.lag.time.max.ms', '5000')],
  ['replica-lag-time', 'warn', 'long', set('replica.lag.time.max.ms', '300000')],
  ['replica-lag-time', 'unknown', 'no number', set('replica.lag.time.max.ms', 'x')],
  ['offsets-retention', 'warn', 'a day', set('offsets.retention.minutes', '1440')],
  ['offsets-retention', 'unknown', 'not permitted', NO_SETTINGS],
  ['controlled-shutdown', 'warn', 'off', set('controlled.shutdown.enable', 'false')],
  ['controlled-shutdown', 'unknown', 'not permitted', NO_SETTINGS],
  ['leader-rebalance', 'warn', 'off', set('auto.leader.rebalance.enable', 'false')],
  ['leader-rebalance', 'unknown', 'not permitted', NO_SETTINGS],
  ['authorizer', 'warn', 'none', set('authorizer.class.name', '')],
  ['authorizer', 'unknown', 'not permitted', NO_SETTINGS],
  ['no-acl-no-access', 'warn', 'open', set('allow.everyone.if.no.acl.found', 'true')],
  ['no-acl-no-access', 'not-applicable', 'no authorizer', set('authorizer.class.name', '')],
  ['no-acl-no-access', 'unknown', 'not permitted', NO_SETTINGS],
  ['listeners-encrypted', 'warn', 'plain', PLAIN],
  ['listeners-encrypted', 'unknown', 'protocol not told', set('listener.security.protocol.map', undefined)],
  ['brokers-encrypted', 'warn', 'plain', PLAIN],
  ['brokers-encrypted', 'unknown', 'not told', { settings: { 'inter.broker.listener.name': undefined } }],
  [
    'console-permissions',
    'warn',
    'forbidden',
    {
      facts: ({ topicConfigs }) => ({
        topicConfigs: {
          ...topicConfigs,
          gaps: [{ fact: 'topic-configs', failure: failureOf('forbidden'), needs: 'DESCRIBE_CONFIGS on Topic' }],
        },
      }),
    },
  ],
  ['console-permissions', 'unknown', 'nothing asked', UNREAD('registry')],
  [
    'listeners-resolve',
    'fail',
    'no such name',
    { listener: { resolved: [], failure: failureOf('dns'), certificate: null } },
  ],
  ['listeners-resolve', 'unknown', 'not tried', NO_PROBES],
  ['listeners-reachable', 'fail', 'refused', { listener: gone }],
  ['listeners-reachable', 'unknown', 'not tried', NO_PROBES],
  ['listeners-local', 'warn', 'loopback', set('advertised.listeners', 'CLIENTS://localhost:9092')],
  ['listeners-local', 'unknown', 'nobody answers', UNREAD('registry')],
  ['certificates-expiry', 'warn', '20 days', { certificate: { validTo: NOW + 20 * DAY } }],
  ['certificates-expiry', 'fail', 'three days', { certificate: { validTo: NOW + 3 * DAY } }],
  ['certificates-expiry', 'fail', 'over', { certificate: { validTo: NOW - HOUR } }],
  ['certificates-expiry', 'fail', 'not begun', { certificate: { validFrom: NOW + HOUR } }],
  [
    'certificates-expiry',
    'warn',
    'the CA above ends',
    { certificate: { chain: [{ subject: 'CA', validTo: NOW + 10 * DAY }] } },
  ],
  ['certificates-expiry', 'unknown', 'none shown', { listener: gone }],
  [
    'certificates-expiry',
    'not-applicable',
    'no TLS',
    {
      listener: {
        certificate: null,
        listener: { brokerId: 1, name: 'P', protocol: 'PLAINTEXT', host: 'kafka-1', port: 9092 },
      },
    },
  ],
  ['certificates-trust', 'fail', 'another name', { certificate: { isForHost: false } }],
  [
    'certificates-trust',
    'fail',
    'not trusted',
    { certificate: { distrust: 'the CA of the certificate is not trusted' } },
  ],
  [
    'certificates-trust',
    'unknown',
    'no CA to judge by',
    { certificate: { distrust: 'the CA of the certificate is not trusted' }, configured: { tls: false } },
  ],
  ['tls-version', 'fail', '1.1', { certificate: { tlsVersion: 'TLSv1.1' } }],
  ['tls-version', 'unknown', 'not told', { certificate: { tlsVersion: null } }],
  ['clocks', 'warn', 'five seconds', clock(5_000)],
  ['clocks', 'fail', 'ten minutes behind', clock(-600_000)],
  ['clocks', 'pass', 'two seconds are within what can be read', clock(2_400)],
  ['clocks', 'warn', 'by node_exporter', { hostMetrics: { node_time: NOW / 1000 + 10 } }],
  ['clocks', 'unknown', 'none can be read', { hostMetrics: { node_time: undefined } }],
  ['heap', 'warn', 'half a GiB', { metrics: { heap_max: 5e8, heap_after_gc: 1e8 } }],
  ['heap', 'fail', 'nearly full', { metrics: { heap_after_gc: 5.7e9 } }],
  ['heap', 'unknown', 'not told', { metrics: { heap_max: undefined } }],
  ['heap', 'unknown', 'between two collections', { metrics: { heap_after_gc: undefined, heap_used: 5.9e9 } }],
  ['gc-time', 'warn', '15 %', { metrics: { gc_time_s: 0.15 } }],
  ['gc-time', 'fail', '40 %', { metrics: { gc_time_s: 0.4 } }],
  ['gc-time', 'unknown', 'first page', { metrics: { gc_time_s: undefined } }],
  ['file-limit', 'warn', 'a low limit', { metrics: { max_fds: 4_096 } }],
  ['file-limit', 'fail', 'used up', { metrics: { open_fds: 990_000 } }],
  ['file-limit', 'unknown', 'not told', { metrics: { max_fds: undefined } }],
  ['page-cache', 'warn', 'the heap takes it', { metrics: { heap_max: 20e9 } }],
  ['page-cache', 'warn', 'nothing available', { hostMetrics: { node_mem_available: 1e9 } }],
  ['page-cache', 'unknown', 'no node_exporter', NO_HOST],
  ['data-mounts', 'warn', 'on the root', { hostMetrics: { 'node_fs_size//data1': undefined } }],
  ['data-mounts', 'unknown', 'no node_exporter', NO_HOST],
  ['request-handlers', 'warn', 'busy', { metrics: { handler_idle: 0.2 } }],
  ['request-handlers', 'fail', 'used up', { metrics: { handler_idle: 0.05 } }],
  ['request-handlers', 'unknown', 'not told', { metrics: { handler_idle: undefined } }],
  ['network-processors', 'warn', 'busy', { metrics: { network_idle: 0.2 } }],
  ['network-processors', 'unknown', 'not told', { metrics: { network_idle: undefined } }],
  ['exporters-answer', 'warn', 'none configured', { configured: { metrics: false } }],
  [
    'exporters-answer',
    'fail',
    'one is missing',
    { facts: ({ metrics }) => ({ metrics: new Map([...metrics].filter(([id]) => id !== 'broker/2')) }) },
  ],
  [
    'exporters-answer',
    'unknown',
    'not asked yet',
    { facts: ({ metrics }) => ({ metrics: new Map([...metrics].map(([id]) => [id, neverRead()])) }) },
  ],
  ['exporters-cheap', 'warn', 'two seconds of fifteen', cost(2_000)],
  ['exporters-cheap', 'fail', 'nine seconds of fifteen', cost(9_000)],
  ['exporters-cheap', 'not-applicable', 'none configured', { configured: { metrics: false } }],
  [
    'exporters-tell',
    'warn',
    'next to nothing',
    {
      facts: () => ({
        metrics: new Map([
          metricsOf(
            'broker',
            1,
            {},
            {
              capabilities: ['a', 'b', 'c'].map((metric) => ({
                metric,
                provenance: null,
                reason: 'no',
                applies: true,
              })),
            },
          ),
        ]),
      }),
    },
  ],
  [
    'exporters-tell',
    'unknown',
    'nothing is known of it',
    { facts: () => ({ metrics: new Map([metricsOf('broker', 1, {}, { capabilities: [] })]) }) },
  ],
  ['connect', 'pass', 'answers', service({})],
  ['connect', 'fail', 'refuses', service({ status: null, words: null, failure: failureOf('refused') })],
  ['connect', 'fail', '503', service({ status: 503, words: null })],
  ['connect', 'warn', 'wants credentials', service({ status: 401, words: null })],
  ['connect', 'warn', 'something else', service({ words: null })],
  ['connect', 'unknown', 'not tried', { configured: { services: [SERVICE] } }],
  ['schema-registries', 'not-applicable', 'none', {}],
  [
    'cruise-control',
    'unknown',
    'not tried',
    { configured: { services: [{ kind: 'cruise-control', name: 'Cruise Control', url: 'http://cc' }] }, probes: null },
  ],
  ['readings-young', 'fail', 'one never came', NO_SETTINGS],
  [
    'readings-young',
    'warn',
    'one is late',
    { facts: ({ topology }) => ({ topology: { ...topology, observedAt: NOW - 20_000 } }) },
  ],
  ['history-written', 'fail', 'failing', { console: { history: { state: 'failing', text: 'disk full' } } }],
  ['history-written', 'not-applicable', 'off', { console: { history: { state: 'off', text: 'off' } } }],
  ['history-written', 'unknown', 'not told', { console: { history: { state: 'unknown', text: 'not told' } } }],
  ['console-quick', 'warn', 'late', { console: { eventLoopDelayP99Ms: 300 } }],
  ['console-quick', 'fail', 'very late', { console: { eventLoopDelayP99Ms: 3_000 } }],
  ['console-quick', 'unknown', 'not measured', { console: { eventLoopDelayP99Ms: null } }],
]

test.each(CASES)('%s is %s: %s', (id, state, _, scene) => {
  const found = find(id, scene)
  expect([found.state, found.evidence]).toEqual([state, expect.stringMatching(/\S{3}/)])
  if (state === 'fail' || state === 'warn') expect(found.fix ?? found.target).not.toBeNull()
})

test('alike brokers are told together', () => {
  expect(find('auto-create-topics', set('auto.create.topics.enable', 'true')).evidence).toBe(
    'Brokers 1, 2 and 3: auto.create.topics.enable is true.',
  )
})

test('a certificate names the day', () => {
  expect(find('certificates-expiry', { certificate: { validTo: NOW + 20 * DAY } }).evidence).toContain(
    'ends in 20 days, on 2026-12-12',
  )
  expect(find('certificates-expiry').evidence).toBe('The first certificate ends in 200 days.')
})
