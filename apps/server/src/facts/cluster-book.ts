// The readings of one cluster, swapped whole; whoever reads takes `facts` once and has one consistent picture.
import type { ClusterConfig, PollingConfig } from '@perigee/config'
import {
  type BrokerFact,
  type BrokerLogDirs,
  type ClusterFacts,
  type Expected,
  type NodeMetrics,
  type Reading,
  type RegistryFacts,
  shareTopology,
  withTopicNames,
} from '@perigee/domain'
import { type FailedAttempt, fail, type Success, succeed, unread } from '@perigee/store'
import { type Weight, weightOf } from './news.ts'
import { type SettledRegistry, type Strikes, settleSilence } from './silence.ts'

/** Readings with one value per cluster; log directories have one per broker, metrics one per exporter. */
export type ReadingName = Exclude<keyof ClusterFacts, 'name' | 'expected' | 'logDirs' | 'metrics'>
type ValueOf<N extends ReadingName> = Exclude<ClusterFacts[N]['value'], undefined>

/** A broker neither registered nor named as a replica for this long was taken away on purpose. */
const FORGET_AFTER_MS = 3_600_000

export interface BookOptions {
  readonly config: ClusterConfig
  readonly polling: PollingConfig
  /** Called after each change, with the name the event stream uses, and whether it tells anything new. */
  readonly onChange: (reading: string, weight: Weight) => void
}

const WIRE_NAMES: Record<ReadingName, string> = {
  registry: 'registry',
  quorum: 'quorum',
  zookeeper: 'zookeeper',
  ensemble: 'ensemble',
  topology: 'topology',
  topicConfigs: 'configs',
  brokerConfigs: 'configs',
  endOffsets: 'end-offsets',
}

export class ClusterBook {
  readonly #options: BookOptions
  #facts: ClusterFacts
  #strikes: Strikes = new Map()
  #remembered = new Map<number, BrokerFact>()
  #lastSeen = new Map<number, number>()

  constructor(options: BookOptions) {
    this.#options = options
    this.#facts = emptyFacts(options.config, options.polling)
  }

  get facts(): ClusterFacts {
    return this.#facts
  }

  /** Every broker seen, as last listed. */
  get remembered(): ReadonlyMap<number, BrokerFact> {
    return this.#remembered
  }

  succeed<N extends ReadingName>(name: N, success: Success<ValueOf<N>>): void {
    const before = this.#facts[name]
    this.#set(
      name,
      succeed<unknown>(before, {
        ...success,
        value: shared(name, before.value as ValueOf<N> | undefined, success.value),
      }),
    )
  }

  fail(name: ReadingName, attempt: FailedAttempt): void {
    this.#set(name, fail<unknown>(this.#facts[name], attempt))
  }

  #set(name: ReadingName, after: Reading<unknown>): void {
    const before = this.#facts[name]
    this.#facts = { ...this.#facts, [name]: after }
    this.#options.onChange(WIRE_NAMES[name], weightOf(name, before, after))
  }

  /** Takes a registry answer in: silence is settled first, and every broker listed is remembered. */
  succeedRegistry(success: Success<RegistryFacts>): SettledRegistry {
    const settled = settleSilence(success.value, this.#facts.registry.value, this.#strikes)
    this.#strikes = settled.strikes
    for (const broker of settled.registry.brokers) {
      this.#remembered.set(broker.id, broker)
      if (broker.registered || !this.#lastSeen.has(broker.id)) this.#lastSeen.set(broker.id, success.observedAt)
    }
    const brokers = settled.registry.brokers.map((broker) => this.#withLeaving(broker, success.observedAt))
    this.succeed('registry', { ...success, value: { ...settled.registry, brokers } })
    return settled
  }

  /** What was read of topics before a broker left still names it as leader: the moment tells old from wrong. */
  #withLeaving(broker: BrokerFact, observedAt: number): BrokerFact {
    const earlier = this.#facts.registry.value?.brokers.find(({ id }) => id === broker.id)
    if (broker.registered || earlier === undefined) return broker
    const leftAt = earlier.registered ? observedAt : earlier.leftAt
    return leftAt === undefined ? broker : { ...broker, leftAt }
  }

  /** Forgets brokers that left for good: not registered for an hour and in `inUse` (ids in replica lists) no more. */
  forgetGone(now: number, inUse: (id: number) => boolean): readonly number[] {
    const gone = [...this.#remembered.keys()].filter(
      (id) => now - (this.#lastSeen.get(id) ?? now) > FORGET_AFTER_MS && !inUse(id),
    )
    for (const id of gone) {
      this.#remembered.delete(id)
      this.#lastSeen.delete(id)
    }
    if (gone.length > 0) {
      const logDirs = new Map([...this.#facts.logDirs].filter(([id]) => !gone.includes(id)))
      this.#facts = { ...this.#facts, logDirs }
    }
    return gone
  }

  succeedLogDirs(broker: number, success: Success<BrokerLogDirs>): void {
    const topology = this.#facts.topology.value?.topology
    const { value } = success
    const topics = topology === undefined ? value.topics : withTopicNames(topology, value.topics)
    this.#setLogDirs(broker, succeed(this.#logDirsOf(broker), { ...success, value: { ...value, topics } }))
  }

  failLogDirs(broker: number, attempt: FailedAttempt): void {
    this.#setLogDirs(broker, fail(this.#logDirsOf(broker), attempt))
  }

  succeedMetrics(target: string, success: Success<NodeMetrics>): void {
    this.#setMetrics(target, succeed(this.#metricsOf(target), success))
  }

  failMetrics(target: string, attempt: FailedAttempt): void {
    this.#setMetrics(target, fail(this.#metricsOf(target), attempt))
  }

  /** Targets that discovery no longer names. */
  keepMetrics(targets: ReadonlySet<string>): void {
    const kept = [...this.#facts.metrics].filter(([id]) => targets.has(id))
    if (kept.length < this.#facts.metrics.size) this.#facts = { ...this.#facts, metrics: new Map(kept) }
  }

  #metricsOf(target: string) {
    return this.#facts.metrics.get(target) ?? unread<NodeMetrics>(this.#options.polling.metricsMs)
  }

  #setMetrics(target: string, reading: Reading<NodeMetrics>): void {
    const weight = weightOf('metrics', this.#metricsOf(target), reading)
    this.#facts = { ...this.#facts, metrics: new Map(this.#facts.metrics).set(target, reading) }
    this.#options.onChange('metrics', weight)
  }

  #logDirsOf(broker: number) {
    return this.#facts.logDirs.get(broker) ?? unread<BrokerLogDirs>(this.#options.polling.logDirsMs)
  }

  #setLogDirs(broker: number, reading: ReturnType<typeof succeed<BrokerLogDirs>>): void {
    const weight = weightOf('logDirs', this.#logDirsOf(broker), reading)
    this.#facts = { ...this.#facts, logDirs: new Map(this.#facts.logDirs).set(broker, reading) }
    this.#options.onChange('log-dirs', weight)
  }
}

/** A topology keeps what is equal in the one before. */
function shared<N extends ReadingName>(name: N, before: ValueOf<N> | undefined, value: ValueOf<N>): ValueOf<N> {
  if (name !== 'topology' || before === undefined) return value
  const [earlier, fresh] = [before as ValueOf<'topology'>, value as ValueOf<'topology'>]
  return { ...fresh, topology: shareTopology(earlier.topology, fresh.topology) } as ValueOf<N>
}

function emptyFacts(config: ClusterConfig, polling: PollingConfig): ClusterFacts {
  return {
    name: config.name,
    expected: expectedOf(config),
    registry: unread(polling.registryMs),
    quorum: unread(polling.registryMs),
    zookeeper: unread(polling.zookeeperMs),
    ensemble: unread(polling.zookeeperMs),
    topology: unread(polling.topologyMs),
    logDirs: new Map(),
    topicConfigs: unread(polling.configsMs),
    brokerConfigs: unread(polling.configsMs),
    endOffsets: unread(polling.endOffsetsMs),
    metrics: new Map(),
  }
}

/** `expected.controllers` of a ZooKeeper cluster counts its nodes, unless the connect string names them. */
function expectedOf(config: ClusterConfig): Expected {
  const { brokers, controllers } = config.expected
  const told = controllers === null ? null : typeof controllers === 'number' ? controllers : controllers.length
  const named = config.zookeeper === null ? null : (config.zookeeper.split('/')[0] ?? '').split(',').length
  return {
    brokers,
    controllers,
    zookeeperNodes: named ?? told,
    dataCentres: new Map(Object.entries(config.dataCentres)),
  }
}
