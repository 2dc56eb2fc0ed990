// Polls one cluster: the list of brokers first, then everything that depends on it; answers wake the loops they concern.
import type { RegistryFacts } from '@perigee/domain'
import { brokerSubject, ClusterLoops, type ClusterLoopsOptions } from './cluster-loops.ts'
import type { RunContext, RunReport } from './loop.ts'
import { MetricsPoller } from './metrics-poller.ts'
import * as read from './reads.ts'
import type { ClusterSources } from './sources.ts'
import { compareRegistries, hasNewTopic, hasNewTrouble } from './wake.ts'

export interface ClusterPollerOptions extends ClusterLoopsOptions {
  readonly sources: ClusterSources
  /** Whether a broker still occurs in replica lists. */
  readonly isInUse: (brokerId: number) => boolean
}

/** A first lost ping is checked again soon: a dead broker is known within two deadlines and this pause. */
const RECHECK_MS = 500
/** Rates need two samples; the second one comes early. */
const SECOND_SAMPLE_MS = 3_000

export class ClusterPoller {
  readonly #options: ClusterPollerOptions
  readonly #parts: read.ReadParts
  readonly loops: ClusterLoops
  readonly metrics: MetricsPoller
  readonly #timers = new Set<() => void>()

  constructor(options: ClusterPollerOptions) {
    this.#options = options
    this.#parts = { book: options.book, sources: options.sources, zookeeper: options.config.zookeeper }
    this.loops = new ClusterLoops(options)
    this.loops.add('kafka.registry', (context) => this.#readRegistry(context))
    this.loops.add('kafka.topology', this.#readTopology(read.topologyRead(this.#parts)))
    this.loops.add('kafka.quorum', read.quorumRead(this.#parts))
    this.loops.add('kafka.topic-configs', read.topicConfigsRead(this.#parts))
    this.loops.add('kafka.broker-configs', read.brokerConfigsRead(this.#parts))
    this.loops.add('kafka.end-offsets', this.#readEndOffsets(read.endOffsetsRead(this.#parts)))
    this.loops.add('zookeeper', read.zookeeperRead(this.#parts))
    if (options.sources.ensemble !== null) this.loops.add('zookeeper.ensemble', read.ensembleRead(this.#parts))
    this.metrics = new MetricsPoller(options, this.loops)
  }

  start(): void {
    for (const loop of this.loops.all) {
      const { kind, baseIntervalMs } = loop.state
      const isFirst =
        kind === 'kafka.registry' ||
        kind === 'metrics.discovery' ||
        (kind === 'zookeeper' && this.#options.config.zookeeper !== null)
      loop.start(isFirst ? 0 : baseIntervalMs)
    }
  }

  /** Waits for the runs in flight, then closes every connection. */
  async stop(): Promise<void> {
    for (const cancel of this.#timers) cancel()
    await this.loops.stop()
    const { kafka, ensemble, exporters, discovery } = this.#options.sources
    await Promise.all([kafka.close(), ensemble?.close(), exporters?.close(), discovery?.close()])
  }

  async #readRegistry(context: RunContext): Promise<RunReport> {
    const { book, sources } = this.#options
    const { startedAt, intervalMs, signal } = context
    const outcome = await sources.kafka.readRegistry([...book.remembered.values()], signal)
    if (signal.aborted) return read.report(outcome)
    if (!outcome.ok) {
      book.fail('registry', { failure: outcome.failure, attemptedAt: startedAt, intervalMs })
      return read.report(outcome)
    }
    const before = book.facts.registry.failure === undefined ? book.facts.registry.value : undefined
    const success = { value: outcome.value, gaps: outcome.gaps, observedAt: startedAt, intervalMs }
    const { registry, unsure } = book.succeedRegistry(success)
    this.#follow(before, registry)
    if (unsure.length > 0) this.#later(RECHECK_MS, () => this.loops.wake('kafka.registry'))
    this.#dropGone(startedAt)
    const waited = outcome.value.brokers.some((broker) => broker.answered === false) || read.report(outcome).waited
    return { failure: null, gaps: outcome.gaps, waited }
  }

  #follow(before: RegistryFacts | undefined, after: RegistryFacts): void {
    const change = compareRegistries(before, after)
    this.#tellBrokers(before, after)
    for (const broker of after.brokers) this.#openLogDirs(broker.id)
    for (const id of change.returned) this.loops.get('kafka.log-dirs', String(id))?.trigger()
    this.metrics.follow()
    if (change.isBack) {
      const needsTopology = this.#options.book.facts.topology.value === undefined
      this.loops.wake('kafka.topology', 'kafka.quorum', 'kafka.broker-configs', 'zookeeper', 'zookeeper.ensemble')
      // Before the first topology these two have nothing to ask for; its arrival wakes them.
      if (!needsTopology) this.loops.wake('kafka.topic-configs', 'kafka.end-offsets')
    } else if (change.returned.length > 0 || change.fellSilent.length > 0 || change.isControllerNew) {
      this.loops.wake('kafka.topology', 'kafka.quorum')
      if (change.returned.length > 0) this.loops.wake('kafka.broker-configs', 'kafka.end-offsets')
    }
  }

  #readTopology(run: (context: RunContext) => Promise<RunReport>) {
    return async (context: RunContext) => {
      const { book } = this.#options
      const before = book.facts.topology.value?.topology
      const report = await run(context)
      const after = book.facts.topology.value?.topology
      if (after === undefined || after === before) return report
      if (hasNewTopic(before, after)) this.loops.wake('kafka.topic-configs')
      // The cause stands in the list of brokers: until it is read anew, a broker that has gone would be called up.
      if (hasNewTrouble(before, after)) this.loops.wake('kafka.registry')
      if (before === undefined) this.loops.wake('kafka.end-offsets')
      return report
    }
  }

  #readEndOffsets(run: (context: RunContext) => Promise<RunReport>) {
    return async (context: RunContext) => {
      const isFirst = this.#options.book.facts.endOffsets.value === undefined
      const report = await run(context)
      if (isFirst && this.#options.book.facts.endOffsets.value !== undefined) {
        this.#later(SECOND_SAMPLE_MS, () => this.loops.wake('kafka.end-offsets'))
      }
      return report
    }
  }

  #openLogDirs(brokerId: number): void {
    if (this.loops.get('kafka.log-dirs', String(brokerId)) !== undefined) return
    this.loops.add('kafka.log-dirs', read.logDirsRead(this.#parts, brokerId), brokerSubject(brokerId)).start(0)
  }

  #dropGone(now: number): void {
    for (const id of this.#options.book.forgetGone(now, this.#options.isInUse)) {
      void this.loops.remove('kafka.log-dirs', String(id))
    }
  }

  /** One line per broker and change: a broker that does not answer is a warning once, not once per ping. */
  #tellBrokers(before: RegistryFacts | undefined, after: RegistryFacts): void {
    const { log, config } = this.#options
    const earlier = new Map(before?.brokers.map((broker) => [broker.id, broker.answered]))
    for (const broker of after.brokers) {
      const was = earlier.get(broker.id)
      const fields = { cluster: config.name, broker: broker.id, peer: `${broker.host}:${broker.port}` }
      if (broker.answered === false && was !== false) {
        const why = broker.failure?.message ?? 'no answer'
        log.warn(
          { ...fields, code: broker.failure?.code },
          `broker ${broker.id} of ${config.name} does not answer: ${why}`,
        )
      } else if (broker.answered === true && was === false) {
        log.info(fields, `broker ${broker.id} of ${config.name} answers again`)
      }
    }
  }

  #later(delayMs: number, run: () => void): void {
    const cancel = this.#options.clock.after(delayMs, () => {
      this.#timers.delete(cancel)
      run()
    })
    this.#timers.add(cancel)
  }
}
