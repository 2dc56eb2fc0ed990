// Polls what tells metrics: finds exporters, opens and ends one loop for each, reads Prometheus where there is one.
import { type Failure, freshnessOf, type Identity, type MetricTarget, type NodeMetrics } from '@perigee/domain'
import type { DiscoveredTarget, Outcome } from '@perigee/sources'
import type { ClusterLoops, Read } from './cluster-loops.ts'
import type { ClusterPollerOptions } from './cluster-poller.ts'
import { IdentityWatch } from './identity-watch.ts'
import type { RunContext, RunReport } from './loop.ts'
import { byPort, type KnownNodes, matchByHost, metricTargets } from './metric-targets.ts'
import { report } from './reads.ts'
import { Turnstile } from './turnstile.ts'

/** Exporters of one cluster that are asked at the same time at most. */
const AT_ONCE = 8
/** As long as memory holds what a node told. */
const MISSED_FOR_MS = 6 * 3_600_000

const NOT_NAMED: Failure = {
  code: 'blocked',
  message: 'Prometheus has nothing of it any more',
  peer: 'Prometheus',
  retryable: true,
}

export class MetricsPoller {
  readonly #options: ClusterPollerOptions
  readonly #loops: ClusterLoops
  readonly #identities = new IdentityWatch()
  readonly #turnstile = new Turnstile(AT_ONCE)
  /** For those that failed: fifty that hang must not let fifty good ones wait until their time is over. */
  readonly #suspects = new Turnstile(AT_ONCE)
  #discovered: readonly DiscoveredTarget[] = []
  #targets = new Map<string, MetricTarget>()
  /** Addresses whose page turned out to be a host's. */
  readonly #hosts = new Set<string>()
  readonly #isHost = (url: string) => this.#hosts.has(url) || byPort(url)

  constructor(options: ClusterPollerOptions, loops: ClusterLoops) {
    this.#options = options
    this.#loops = loops
    const { discovery, prometheus } = options.sources
    if (discovery !== null) loops.add('metrics.discovery', (context) => this.#discover(context))
    if (prometheus !== null) loops.add('metrics.prometheus', (context) => this.#readPrometheus(context))
  }

  /** Whether a target's page is of the node that it is asked as. */
  identityOf(target: string): Identity {
    return this.#identities.of(target)
  }

  /** Compares the targets with the nodes known now: new ones get a loop, gone ones lose theirs. */
  follow(): void {
    const { sources, config } = this.#options
    if (sources.exporters === null) return
    const wanted = new Map(
      metricTargets(config, this.#nodes(), this.#discovered, this.#isHost).map((target) => [target.id, target]),
    )
    for (const [id, target] of this.#targets) {
      if (wanted.get(id)?.url !== target.url) this.#end(id)
    }
    for (const [id, target] of wanted) {
      if (!this.#targets.has(id)) this.#begin(target)
    }
    this.#keep()
  }

  /** Everybody that may have metrics: brokers ever seen and controllers that are none. */
  #nodes(): KnownNodes {
    const { book } = this.#options
    const brokers = [...book.remembered.values()]
    const hosts = book.facts.quorum.value?.hosts ?? new Map<number, string>()
    return { brokers, controllers: new Map([...hosts].filter(([id]) => !book.remembered.has(id))) }
  }

  #begin(target: MetricTarget): void {
    this.#targets.set(target.id, target)
    const { id, nodeId, role } = target
    const brokerId = role === 'controller' ? null : nodeId
    // Spread by address over one interval, so that the first round is no burst either.
    const loop = this.#loops.add('metrics.exporter', this.#scrape(target), { key: id, brokerId, words: target.url })
    loop.start(this.#targets.size <= AT_ONCE ? 0 : this.#options.random() * Math.min(loop.state.baseIntervalMs, 5_000))
  }

  #end(id: string): void {
    this.#targets.delete(id)
    this.#identities.forget(id)
    void this.#loops.remove('metrics.exporter', id)
    this.#options.sources.exporters?.forget(id)
  }

  #scrape(target: MetricTarget): Read {
    return async (context) => {
      const { sources, book } = this.#options
      const { exporters } = sources
      if (exporters === null) return { failure: null, gaps: [], waited: true }
      const hints = this.#hints()
      const isSuspect = book.facts.metrics.get(target.id)?.failure !== undefined
      const turnstile = isSuspect ? this.#suspects : this.#turnstile
      const answer = await turnstile.through(context.signal, () => exporters.scrape(target, hints, context.signal))
      const outcome = answer?.ok === true ? this.#ownPage(answer) : answer
      if (outcome === null) return { failure: null, gaps: [], waited: true }
      if (!context.signal.aborted && this.#targets.get(target.id) === target) this.#settle(target.id, outcome, context)
      if (!outcome.ok) return report(outcome)
      if (outcome.value.naming === 'N' && target.role !== 'host' && !this.#hosts.has(target.url)) {
        this.#hosts.add(target.url)
        this.follow()
      }
      const { exporterMs, answerMs } = outcome.value.cost
      // What it costs the broker, not how long we waited for our turn.
      return { ...report(outcome), costMs: exporterMs ?? answerMs }
    }
  }

  #settle(id: string, outcome: Outcome<NodeMetrics>, { startedAt, intervalMs }: RunContext): void {
    const { book } = this.#options
    if (outcome.ok)
      book.succeedMetrics(id, { value: outcome.value, gaps: outcome.gaps, observedAt: startedAt, intervalMs })
    else if (!this.#isToldBy('prometheus', id))
      book.failMetrics(id, { failure: outcome.failure, attemptedAt: startedAt, intervalMs })
  }

  /** Figures of another node are worse than none. */
  #ownPage(answer: Extract<Outcome<NodeMetrics>, { ok: true }>): Outcome<NodeMetrics> {
    const { target } = answer.value
    const identity = this.#identities.look(answer.value, this.#options.book.facts.topology.value?.topology ?? null)
    if (identity.verdict !== 'mismatch') return answer
    const peer = new URL(target.url).host
    const message = `this is not the page of ${target.role} ${target.nodeId}: ${identity.reason}`
    return { ok: false, failure: { code: 'garbage', message, peer, retryable: true } }
  }

  async #discover(context: RunContext): Promise<RunReport> {
    const { discovery } = this.#options.sources
    if (discovery === null) return { failure: null, gaps: [], waited: true }
    const outcome = await discovery.find(context.signal)
    if (outcome.ok && !context.signal.aborted) {
      this.#discovered = outcome.value
      this.follow()
    }
    return report(outcome)
  }

  async #readPrometheus(context: RunContext): Promise<RunReport> {
    const { sources, book } = this.#options
    if (sources.prometheus === null) return { failure: null, gaps: [], waited: true }
    const outcome = await sources.prometheus.read(this.#hints(), context.signal)
    const { startedAt, intervalMs, signal } = context
    if (signal.aborted) return report(outcome)
    const attempt = { attemptedAt: startedAt, intervalMs }
    if (outcome.ok) {
      const told = this.#takeAll(outcome.value, { observedAt: startedAt, intervalMs })
      for (const id of this.#miss(told, startedAt)) book.failMetrics(id, { failure: NOT_NAMED, ...attempt })
      this.#keep()
    } else {
      for (const id of this.#told.keys())
        if (!this.#isToldBy('exporter', id)) book.failMetrics(id, { failure: outcome.failure, ...attempt })
    }
    return report(outcome)
  }

  /** The nodes that were named. An exporter's own page is newer than what Prometheus has of it. */
  #takeAll(
    nodes: readonly NodeMetrics[],
    at: { readonly observedAt: number; readonly intervalMs: number },
  ): Set<string> {
    const named = new Set<string>()
    for (const metrics of nodes) {
      const target = this.#recognised(metrics, named)
      named.add(target.id)
      if (this.#isToldBy('exporter', target.id)) continue
      this.#options.book.succeedMetrics(target.id, { value: { ...metrics, target }, gaps: [], ...at })
    }
    return named
  }

  /** Nodes that Prometheus named before and does not now: a broker that died is missed, not forgotten. */
  #miss(named: ReadonlySet<string>, now: number): readonly string[] {
    for (const id of named) this.#told.set(id, now)
    const missed: string[] = []
    for (const [id, toldAt] of this.#told) {
      if (named.has(id)) continue
      if (id.startsWith('?/') || now - toldAt >= MISSED_FOR_MS) this.#told.delete(id)
      else if (!this.#isToldBy('exporter', id)) missed.push(id)
    }
    return missed
  }

  /** Whether that source spoke for a target last, and not too long ago: then the other one is not listened to. */
  #isToldBy(source: NodeMetrics['source'], id: string): boolean {
    const reading = this.#options.book.facts.metrics.get(id)
    if (reading?.value?.source !== source) return false
    return freshnessOf(reading, this.#options.clock.now()) !== 'lost'
  }

  /** Prometheus calls nodes by a label, `kafka-1:7071` mostly: its host tells whose it is. */
  #recognised({ target, naming }: NodeMetrics, taken: ReadonlySet<string>): MetricTarget {
    if (target.nodeId !== null) return target
    const name = target.id.replace(/^\?\//, '')
    const role = naming === 'N' ? 'host' : target.role
    const host = name.replace(/:\d+$/, '').replace(/^\[|\]$/g, '')
    const matched = matchByHost({ name, url: target.url, host, role, origin: 'Prometheus' }, this.#nodes())
    return taken.has(matched.id) ? { ...matched, id: `?/${name}`, nodeId: null } : matched
  }

  /** When Prometheus spoke for a node last, epoch ms. */
  readonly #told = new Map<string, number>()

  #keep(): void {
    this.#options.book.keepMetrics(new Set([...this.#targets.keys(), ...this.#told.keys()]))
  }

  #hints() {
    const registry = this.#options.book.facts.registry.value
    const release = registry?.brokers.find((broker) => broker.release !== null)?.release ?? null
    return { mode: registry?.mode ?? null, release }
  }
}
