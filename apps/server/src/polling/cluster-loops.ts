// The loops of one cluster by kind and broker, each with its interval and its words.
import type { ClusterConfig, PollingConfig } from '@perigee/config'
import type { Failure } from '@perigee/domain'
import type { ClusterBook, ReadingName } from '../facts/cluster-book.ts'
import type { LoopKind, LoopState } from '../facts/state.ts'
import type { Clock } from './clock.ts'
import type { Log } from './log.ts'
import { Loop, type RunContext, type RunReport } from './loop.ts'

export interface ClusterLoopsOptions {
  readonly config: ClusterConfig
  readonly polling: PollingConfig
  readonly book: ClusterBook
  readonly clock: Clock
  /** 0 ≤ x < 1, for jitter. */
  readonly random: () => number
  readonly log: Log
}

export type Read = (context: RunContext) => Promise<RunReport>

/** Kinds with one loop for each of several; their readings are by that one. */
type ManyKind = 'kafka.log-dirs' | 'metrics.exporter'
/** Kinds that fill no reading of their own. */
type OwnKind = 'metrics.discovery' | 'metrics.prometheus'

const READINGS: Record<Exclude<LoopKind, ManyKind | OwnKind>, ReadingName> = {
  'kafka.registry': 'registry',
  'kafka.quorum': 'quorum',
  'kafka.topology': 'topology',
  'kafka.topic-configs': 'topicConfigs',
  'kafka.broker-configs': 'brokerConfigs',
  'kafka.end-offsets': 'endOffsets',
  zookeeper: 'zookeeper',
  'zookeeper.ensemble': 'ensemble',
}

/** Of whom a loop is one of several. */
export interface LoopSubject {
  /** Part of the loop's id: a broker's id, a metric target's. */
  readonly key: string
  readonly brokerId: number | null
  /** Whom it asks, in words; null: the broker as listed. */
  readonly words: string | null
}

export function brokerSubject(id: number): LoopSubject {
  return { key: String(id), brokerId: id, words: null }
}

export class ClusterLoops {
  readonly #options: ClusterLoopsOptions
  readonly #loops = new Map<string, Loop>()
  /** What each failing loop has said since it began to fail: each reason is a warning once, however they alternate. */
  readonly #told = new Map<string, Set<string>>()

  constructor(options: ClusterLoopsOptions) {
    this.#options = options
  }

  get states(): readonly LoopState[] {
    return [...this.#loops.values()].map((loop) => loop.state)
  }

  get all(): readonly Loop[] {
    return [...this.#loops.values()]
  }

  add(kind: LoopKind, read: Read, subject: LoopSubject | null = null): Loop {
    const { config, clock, random, log } = this.#options
    const id = loopId(config.name, kind, subject?.key ?? null)
    const brokerId = subject?.brokerId ?? null
    const loop = new Loop({
      id,
      cluster: config.name,
      kind,
      brokerId,
      baseIntervalMs: this.#intervalOf(kind),
      deadlineMs: this.#deadlineMs(),
      // The list of brokers is the sign of life: cheap, and after a recovery the truth must be back within two intervals.
      longestRetryFactor: kind === 'kafka.registry' ? 1 : 2,
      clock,
      random,
      target: () => subject?.words ?? this.#target(kind, brokerId),
      run: read,
      onFailure: (failure, attemptedAt) => this.#fail(kind, subject, { failure, attemptedAt }),
      onBug: (error) => log.error({ err: error, loop: id }, 'a poll loop failed on a mistake of ours'),
      onSettled: () => {
        this.#settled(loop.state)
      },
    })
    this.#loops.set(id, loop)
    return loop
  }

  /** `key` is that of its subject. */
  get(kind: LoopKind, key: string | null = null): Loop | undefined {
    return this.#loops.get(loopId(this.#options.config.name, kind, key))
  }

  wake(...kinds: readonly LoopKind[]): void {
    for (const kind of kinds) this.get(kind)?.trigger()
  }

  async remove(kind: LoopKind, key: string): Promise<void> {
    const loop = this.get(kind, key)
    const id = loopId(this.#options.config.name, kind, key)
    this.#loops.delete(id)
    // A broker that comes back with this id later is news again.
    this.#told.delete(id)
    await loop?.stop()
  }

  async stop(): Promise<void> {
    await Promise.all(this.all.map((loop) => loop.stop()))
  }

  #intervalOf(kind: LoopKind): number {
    const { polling } = this.#options
    const intervals: Record<LoopKind, number> = {
      'kafka.registry': polling.registryMs,
      'kafka.quorum': polling.registryMs,
      'kafka.topology': polling.topologyMs,
      'kafka.log-dirs': polling.logDirsMs,
      'kafka.topic-configs': polling.configsMs,
      'kafka.broker-configs': polling.configsMs,
      'kafka.end-offsets': polling.endOffsetsMs,
      zookeeper: polling.zookeeperMs,
      'zookeeper.ensemble': 3 * polling.zookeeperMs,
      'metrics.discovery': 2 * polling.metricsMs,
      'metrics.exporter': polling.metricsMs,
      'metrics.prometheus': polling.metricsMs,
    }
    return intervals[kind]
  }

  /** Requests have their own deadlines; this one catches a run that strings too many of them together. */
  #deadlineMs(): number {
    const { connectTimeoutMs, requestTimeoutMs } = this.#options.polling
    return Math.max(60_000, 5 * (connectTimeoutMs + requestTimeoutMs))
  }

  #target(kind: LoopKind, brokerId: number | null): string {
    const { book, config } = this.#options
    if (brokerId !== null) {
      const broker = book.remembered.get(brokerId)
      return broker === undefined ? `broker ${brokerId}` : `broker ${brokerId} (${broker.host}:${broker.port})`
    }
    const registry = book.facts.registry.value
    if (kind === 'zookeeper') return config.zookeeper ?? registry?.zookeeperConnect ?? 'not known yet'
    if (registry === undefined) return config.bootstrap.join(', ')
    const topology = book.facts.topology.value?.topology
    if (kind === 'kafka.topology' && topology !== undefined) return `broker ${topology.fromBroker}`
    if (kind === 'kafka.quorum') return 'the quorum leader, through a broker'
    return registry.brokers.length === 1 ? '1 broker' : `${registry.brokers.length} brokers`
  }

  #fail(kind: LoopKind, subject: LoopSubject | null, attempt: { failure: Failure; attemptedAt: number }): void {
    const { book } = this.#options
    if (kind === 'metrics.exporter') {
      if (subject !== null) book.failMetrics(subject.key, attempt)
    } else if (kind === 'kafka.log-dirs') {
      if (subject?.brokerId != null) book.failLogDirs(subject.brokerId, attempt)
    } else if (kind !== 'metrics.discovery' && kind !== 'metrics.prometheus') book.fail(READINGS[kind], attempt)
  }

  #settled(state: LoopState): void {
    this.#tell(state)
    // Somebody answers although the list of brokers could not be had: ask for it at once.
    const registry = this.get('kafka.registry')
    if (state.kind === 'kafka.log-dirs' && state.failure === null && registry?.state.failure) registry.trigger()
  }

  /** Whom it asks was told to be away already, the one broker or all of them: what else they do not answer is no news. */
  #isKnownAway({ kind, brokerId, failure }: LoopState): boolean {
    const { registry } = this.#options.book.facts
    if (kind === 'kafka.registry' || kind === 'zookeeper') return false
    if (registry.failure !== undefined && registry.failure.code === failure?.code) return true
    const broker = registry.value?.brokers.find(({ id }) => id === brokerId)
    return broker !== undefined && (broker.answered === false || !broker.registered)
  }

  #tell(state: LoopState): void {
    const { log, config } = this.#options
    const heard = this.#told.get(state.id)
    if (state.failure !== null && state.failure.code !== 'blocked') {
      if (heard?.has(state.failure.code) || this.#isKnownAway(state)) return
      this.#told.set(state.id, (heard ?? new Set()).add(state.failure.code))
      const { code, message, peer } = state.failure
      log.warn({ cluster: config.name, loop: state.id, code, peer }, `${state.id} fails: ${message}`)
    } else if (heard !== undefined && state.failure === null) {
      this.#told.delete(state.id)
      log.info({ cluster: config.name, loop: state.id }, `${state.id} answers again`)
    }
  }
}

function loopId(cluster: string, kind: LoopKind, key: string | null): string {
  return `${cluster}/${kind}${key === null ? '' : `/${key}`}`
}
