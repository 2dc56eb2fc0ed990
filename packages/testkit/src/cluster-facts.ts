import type {
  BrokerFact,
  BrokerLogDirs,
  ClusterFacts,
  ClusterMode,
  ConfigEntry,
  Expected,
  QuorumFacts,
  Reading,
  Reassignment,
  RegistryFacts,
  Topology,
  ZooKeeperFacts,
} from '@perigee/domain'
import { logDirsOf } from './log-dirs-of.ts'
import { failureOf, neverRead, readingOf } from './readings.ts'
import { type TopicSpec, topologyOf } from './topology-of.ts'

export interface ClusterSpec {
  readonly name?: string
  /** Ids of the brokers there should be; default 1, 2, 3. */
  readonly brokers?: readonly number[]
  /** Rack by broker; default rack-a, rack-b, rack-c in turn. `null` = no racks at all. */
  readonly racks?: Readonly<Record<number, string>> | null
  /** Gone: not registered, out of every ISR. */
  readonly down?: readonly number[]
  /** Registered but without an answer. */
  readonly silent?: readonly number[]
  readonly mode?: ClusterMode
  readonly topics?: Readonly<Record<string, TopicSpec>>
  /** Instead of `topics`. */
  readonly topology?: Topology
  /** min.insync.replicas of topics that do not set it; null = not readable. Default 2. */
  readonly minIsr?: number | null
  readonly reassignments?: readonly Reassignment[] | null
  readonly expected?: Partial<Expected>
  /** Whatever else should differ: whole readings. */
  readonly readings?: Partial<ClusterFacts>
}

/** Everything known of a cluster in good order, changed where the spec says so. */
export function clusterFacts(spec: ClusterSpec = {}): ClusterFacts {
  const brokers = spec.brokers ?? [1, 2, 3]
  const mode = spec.mode ?? 'kraft'
  const topics = spec.topics ?? { orders: { partitions: 6 } }
  const topology = spec.topology ?? topologyOf({ brokers, topics, ...(spec.down && { down: spec.down }) })
  const registry = registryOf(spec, brokers, mode)
  const up = registry.brokers.filter((broker) => broker.registered)
  return {
    name: spec.name ?? 'payments-eu',
    expected: { brokers: null, controllers: null, zookeeperNodes: null, dataCentres: new Map(), ...spec.expected },
    registry: readingOf(registry),
    quorum:
      mode === 'zookeeper' ? neverRead() : readingOf(quorumOf(brokers, leadingVoter(brokers, up), spec.down ?? [])),
    zookeeper: mode === 'zookeeper' ? readingOf(zookeeperOf()) : neverRead(),
    ensemble: neverRead(),
    metrics: new Map(),
    topology: readingOf({
      topology,
      reassignments: spec.reassignments === undefined ? [] : spec.reassignments,
      countsByBroker: new Map(),
    }),
    logDirs: new Map(
      up.map((broker): [number, Reading<BrokerLogDirs>] => [broker.id, readingOf(logDirsOf(topology, broker.id))]),
    ),
    topicConfigs:
      spec.minIsr === null ? neverRead() : readingOf({ byTopic: topicConfigs(topics, topology, spec.minIsr ?? 2) }),
    brokerConfigs: readingOf({ byBroker: new Map(up.map((broker) => [broker.id, []])) }),
    endOffsets: neverRead(),
    ...spec.readings,
  }
}

/** The first three brokers are the voters; the first of them that is up leads. */
function leadingVoter(brokers: readonly number[], up: readonly BrokerFact[]): number {
  return brokers.slice(0, 3).find((id) => up.some((broker) => broker.id === id)) ?? -1
}

/** Brokers as the first live one lists them. */
export function registryOf(spec: ClusterSpec, brokers: readonly number[], mode: ClusterMode): RegistryFacts {
  const listed = brokers.filter((id) => !spec.down?.includes(id))
  const from = listed.find((id) => !spec.silent?.includes(id)) ?? -1
  return {
    clusterId: 'cluster-id',
    mode,
    controllerId: listed[0] ?? null,
    fromBroker: from,
    brokers: listed.map((id) => brokerOf(id, { rack: rackOf(spec, brokers, id), ...silenceOf(spec, id) })),
    features: [],
    zookeeperConnect: null,
  }
}

const RACKS = ['rack-a', 'rack-b', 'rack-c']

function rackOf(spec: ClusterSpec, brokers: readonly number[], id: number): string | null {
  if (spec.racks === null) return null
  return spec.racks?.[id] ?? RACKS[brokers.indexOf(id) % RACKS.length] ?? null
}

function silenceOf(spec: ClusterSpec, id: number): Partial<BrokerFact> {
  if (!spec.silent?.includes(id)) return {}
  const failure = failureOf('timeout', { peer: `broker ${id} (kafka-${id}:9092)`, brokerId: id })
  return { answered: false, latencyMs: null, release: null, failure }
}

export function brokerOf(id: number, over: Partial<BrokerFact> = {}): BrokerFact {
  return {
    id,
    host: `kafka-${id}`,
    port: 9092,
    rack: null,
    registered: true,
    fenced: null,
    answered: true,
    latencyMs: 2,
    failure: null,
    release: '3.9',
    apis: new Map(),
    metadataPartitions: null,
    ...over,
  }
}

/** Three combined voters (the first three brokers), the rest observers; brokers that are down have not fetched for a minute. */
export function quorumOf(brokers: readonly number[], leaderId: number, down: readonly number[] = []): QuorumFacts {
  const member = (id: number) => {
    const ageMs = down.includes(id) ? 60_000 : id === leaderId ? 0 : 120
    const lagOffsets = down.includes(id) ? 900n : 0n
    return { id, logEndOffset: 10_000n - lagOffsets, lagOffsets, lastFetchAgeMs: ageMs, lastCaughtUpAgeMs: ageMs }
  }
  return {
    leaderId,
    leaderEpoch: 4,
    highWatermark: 10_000n,
    voters: brokers.slice(0, 3).map(member),
    observers: brokers.slice(3).map(member),
  }
}

/** Three nodes; those in `gone` refuse connections. */
export function zookeeperOf(gone: readonly number[] = []): ZooKeeperFacts {
  return {
    nodes: [1, 2, 3].map((id) => {
      const answered = !gone.includes(id)
      const leads = id === [1, 2, 3].find((other) => !gone.includes(other))
      const peer = `zk zk-${id}:2181`
      return {
        address: `zk-${id}:2181`,
        role: answered ? (leads ? ('leader' as const) : ('follower' as const)) : null,
        answered,
        failure: answered ? null : failureOf('refused', { peer }),
        version: answered ? '3.8.4' : null,
        latencyMs: answered ? 1 : null,
        connections: answered ? 4 : null,
        outstanding: answered ? 0 : null,
        znodes: answered ? 160 : null,
      }
    }),
  }
}

function topicConfigs(topics: Readonly<Record<string, TopicSpec>>, topology: Topology, minIsr: number) {
  return new Map(
    topology.topics.names.map((name): [string, readonly ConfigEntry[]] => [
      name,
      configsOf({ 'min.insync.replicas': String(minIsr), ...topics[name]?.configs }),
    ]),
  )
}

export function configsOf(values: Readonly<Record<string, string>>): readonly ConfigEntry[] {
  return Object.entries(values).map(([name, value]) => ({
    name,
    value,
    source: 'topic' as const,
    readOnly: false,
    sensitive: false,
    fallback: null,
  }))
}
