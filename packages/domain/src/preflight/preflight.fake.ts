// A cluster in which every check can be made and passes, and the ways to spoil it.
import {
  brokerOf,
  type ClusterSpec,
  clusterFacts,
  dirOf,
  logDirsOf,
  NOW,
  readingOf,
  zookeeperOf,
} from '@perigee/testkit'
import { assess } from '../assess/assess.ts'
import type { BrokerLogDirs, ClusterFacts, ConfigEntry, EndOffsetFacts, EnsembleFacts } from '../facts.ts'
import type { NodeMetrics, NodeRole } from '../metrics/node-metrics.ts'
import type { Reading } from '../reading.ts'
import type { CheckResult, CheckState } from './check.ts'
import { preflight } from './preflight.ts'
import type { CertificateFacts, ListenerProbe, PreflightProbes } from './probes.ts'
import type { PreflightInput } from './view.ts'

export const DAY = 86_400_000
export const HOUR = 3_600_000

export const GOOD_SETTINGS: Readonly<Record<string, string>> = {
  'advertised.listeners': 'CLIENTS://kafka-{id}:9092',
  'listener.security.protocol.map': 'CLIENTS:SASL_SSL',
  'inter.broker.listener.name': 'CLIENTS',
  'authorizer.class.name': 'org.apache.kafka.metadata.authorizer.StandardAuthorizer',
  'auto.create.topics.enable': 'false',
  'default.replication.factor': '3',
  'min.insync.replicas': '2',
  'unclean.leader.election.enable': 'false',
  'offsets.topic.replication.factor': '3',
  'transaction.state.log.replication.factor': '3',
  'transaction.state.log.min.isr': '2',
  'replica.lag.time.max.ms': '30000',
  'log.cleaner.enable': 'true',
  'offsets.retention.minutes': '10080',
  'auto.leader.rebalance.enable': 'true',
  'controlled.shutdown.enable': 'true',
  'num.io.threads': '8',
  'num.network.threads': '3',
  'inter.broker.protocol.version': '3.9-IV0',
}

/** Undefined takes a setting away. */
export type Settings = Readonly<Record<string, string | undefined>>

export function entriesOf(values: Settings, id: number): readonly ConfigEntry[] {
  return Object.entries(values).flatMap(([name, value]) =>
    value === undefined
      ? []
      : [
          {
            name,
            value: value.replaceAll('{id}', String(id)),
            source: 'broker-static' as const,
            readOnly: true,
            sensitive: false,
            fallback: null,
          },
        ],
  )
}

export interface Scene extends ClusterSpec {
  /** Of every broker, on top of the good ones. */
  readonly settings?: Settings
  /** Of broker 2 alone. */
  readonly settingsOf2?: Settings
  readonly metrics?: Readonly<Record<string, number | undefined>>
  readonly hostMetrics?: Readonly<Record<string, number | undefined>>
  readonly facts?: (facts: ClusterFacts) => Partial<ClusterFacts>
  readonly probes?: Partial<PreflightProbes> | null
  readonly listener?: Partial<ListenerProbe>
  readonly certificate?: Partial<CertificateFacts>
  readonly configured?: Partial<PreflightInput['configured']>
  readonly console?: Partial<PreflightInput['console']>
}

const GOOD_METRICS = {
  heap_max: 6e9,
  heap_after_gc: 2e9,
  gc_time_s: 0.01,
  max_fds: 1_000_000,
  open_fds: 2_000,
  handler_idle: 0.9,
  network_idle: 0.9,
  cpus: 8,
}
const GOOD_HOST = {
  node_mem_total: 32e9,
  node_mem_cached: 20e9,
  node_mem_available: 22e9,
  'node_fs_size//data1': 1e12,
  'node_fs_size//': 1e11,
}

export function sceneInput(scene: Scene = {}): PreflightInput {
  const topics = scene.topics ?? {
    __consumer_offsets: { partitions: 3 },
    orders: { partitions: 6, configs: GOOD_TOPIC },
  }
  const made = clusterFacts({ ...scene, topics: withPolicies(topics) })
  const brokers = (made.registry.value?.brokers ?? []).map((one) =>
    brokerOf(one.id, { ...one, release: '4.3', fenced: false }),
  )
  const ids = brokers.map(({ id }) => id)
  const base: ClusterFacts = {
    ...made,
    registry: {
      ...made.registry,
      value: {
        ...(made.registry.value as NonNullable<typeof made.registry.value>),
        brokers,
        features: [{ name: 'metadata.version', finalizedLevel: 30, supportedMin: 7, supportedMax: 30 }],
      },
    },
    brokerConfigs: readingOf({
      byBroker: new Map(
        ids.map((id) => [
          id,
          entriesOf({ ...GOOD_SETTINGS, ...scene.settings, ...(id === 2 ? scene.settingsOf2 : {}) }, id),
        ]),
      ),
    }),
    endOffsets: readingOf(offsetsOf(made)),
    ...(made.registry.value?.mode === 'zookeeper'
      ? { ensemble: readingOf(ensembleOf()), zookeeper: readingOf(zookeeperOf()) }
      : dedicated(made)),
    metrics: new Map(
      ids.flatMap((id) => [
        metricsOf('broker', id, { ...GOOD_METRICS, ...scene.metrics }),
        metricsOf('host', id, { ...GOOD_HOST, node_time: NOW / 1000, ...scene.hostMetrics }),
      ]),
    ),
    ...scene.readings,
  }
  const facts = { ...base, ...scene.facts?.(base) }
  return {
    facts,
    assessment: assess(facts),
    probes: probesOf(scene, ids),
    configured: { metrics: true, tls: true, adminServers: true, services: [], ...scene.configured },
    console: { eventLoopDelayP99Ms: 5, history: { state: 'writing', text: 'Written.' }, ...scene.console },
    now: NOW,
  }
}

function offsetsOf({ topology: { value } }: ClusterFacts): EndOffsetFacts {
  const topology = (value as NonNullable<typeof value>).topology
  const rows = topology.partitions.count
  return {
    topology,
    endOffset: new BigInt64Array(rows),
    messagesPerSecond: new Float64Array(rows),
    totalMessagesPerSecond: 0,
  }
}

export const GOOD_TOPIC = {
  'cleanup.policy': 'delete',
  'retention.ms': '604800000',
  'retention.bytes': '-1',
  'unclean.leader.election.enable': 'false',
}

function withPolicies(topics: NonNullable<ClusterSpec['topics']>): NonNullable<ClusterSpec['topics']> {
  return Object.fromEntries(
    Object.entries(topics).map(([name, topic]) => [name, { ...topic, configs: { ...GOOD_TOPIC, ...topic.configs } }]),
  )
}

/** Controllers of their own, in the racks of the brokers. */
function dedicated({ quorum }: ClusterFacts): Partial<ClusterFacts> {
  if (quorum.value === undefined) return {}
  const voters = quorum.value.voters.map((voter) => ({ ...voter, id: voter.id + 100 }))
  const hosts = new Map(voters.map(({ id }) => [id, `kafka-${id - 100}`]))
  return {
    quorum: {
      ...quorum,
      value: { ...quorum.value, leaderId: quorum.value.leaderId + 100, voters, observers: [], hosts },
    },
  }
}

export function ensembleOf(over: Partial<EnsembleFacts> = {}): EnsembleFacts {
  return {
    nodes: [1, 2, 3].map((id) => ({
      address: `zk-${id}:2181`,
      from: 'mntr' as const,
      values: new Map(),
      zxid: null,
      adminOpen: 'guarded' as const,
      failures: [],
    })),
    tree: {
      clusterId: 'x',
      controller: null,
      controllerEpoch: 1,
      registrations: [],
      migration: null,
      tenancy: { kind: 'dedicated', others: [] },
      latencyMs: 1,
      session: '0x1',
      sessionsLost: 0,
    },
    treeFailure: null,
    ...over,
  }
}

export function metricsOf(
  role: NodeRole,
  id: number,
  values: Readonly<Record<string, number | undefined>>,
  over: Partial<NodeMetrics> = {},
): [string, Reading<NodeMetrics>] {
  const target = { id: `${role}/${id}`, url: `http://kafka-${id}:7071/metrics`, role, nodeId: id, origin: 'configured' }
  const told = Object.entries(values).flatMap(([key, value]): [string, number][] =>
    value === undefined ? [] : [[key, value]],
  )
  const metrics: NodeMetrics = {
    target,
    source: 'exporter',
    naming: 'A3',
    looksLike: 'example rules',
    values: new Map(told),
    topics: { topics: [], bytesIn: new Float64Array(), bytesOut: new Float64Array(), messagesIn: new Float64Array() },
    capabilities: [{ metric: 'heap_max', provenance: 'gauge', reason: null, applies: true }],
    cost: {
      exporterMs: 200,
      answerMs: 250,
      parseMs: 5,
      pageBytes: 1e6,
      wireBytes: 1e5,
      series: 5_000,
      keptSeries: 400,
    },
    notes: [],
    ...over,
  }
  return [target.id, readingOf(metrics, { intervalMs: 15_000 })]
}

const GOOD_CERTIFICATE: CertificateFacts = {
  subject: 'kafka',
  issuer: 'Our CA',
  names: ['kafka-1', 'kafka-2', 'kafka-3'],
  validFrom: NOW - 30 * DAY,
  validTo: NOW + 200 * DAY,
  chain: [{ subject: 'Our CA', validTo: NOW + 2_000 * DAY }],
  isSelfSigned: false,
  isForHost: true,
  distrust: null,
  tlsVersion: 'TLSv1.3',
}

function probesOf(scene: Scene, ids: readonly number[]): Reading<PreflightProbes> {
  if (scene.probes === null)
    return { ...readingOf<PreflightProbes>({} as never), value: undefined, observedAt: undefined }
  const listeners = ids.map(
    (id): ListenerProbe => ({
      listener: { brokerId: id, name: 'CLIENTS', protocol: 'SASL_SSL', host: `kafka-${id}`, port: 9092 },
      resolved: ['10.0.0.1'],
      failure: null,
      connectMs: 1,
      certificate: { ...GOOD_CERTIFICATE, ...scene.certificate },
      ...scene.listener,
    }),
  )
  const purges = [1, 2, 3].map((id) => ({ address: `zk-${id}:2181`, intervalHours: 24, retainCount: 5, failure: null }))
  return readingOf<PreflightProbes>(
    { listeners, services: [], clocks: [], purges, ...scene.probes },
    { intervalMs: HOUR },
  )
}

/** Log directories of every broker, changed. */
export function withDirs(
  facts: ClusterFacts,
  change: (dirs: BrokerLogDirs) => Partial<BrokerLogDirs>,
): ClusterFacts['logDirs'] {
  const topology = facts.topology.value?.topology
  if (topology === undefined) return facts.logDirs
  return new Map(
    [...facts.logDirs.keys()].map((id) => {
      const dirs = logDirsOf(topology, id, [dirOf()])
      return [id, readingOf({ ...dirs, ...change(dirs) })]
    }),
  )
}

export function find(id: string, scene: Scene = {}): CheckResult {
  const found = preflight(sceneInput(scene)).checks.find((check) => check.id === id)
  if (found === undefined) throw new Error(`there is no check ${id}`)
  return found
}

export const stateOf = (id: string, scene: Scene = {}): CheckState => find(id, scene).state
