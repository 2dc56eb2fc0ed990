import { performance } from 'node:perf_hooks'
import type { Failure } from '@perigee/domain'
import { kafkaFailure } from '../kafka-errors.ts'
import type { ApiVersionsAnswer } from '../messages/api-versions.ts'
import { bad, good, type Result } from '../result.ts'
import type { PeerCost } from '../source.ts'
import type { Message } from '../wire/message.ts'
import { type BrokerConnection, type DialSettings, dial } from './broker-connection.ts'
import { createGate, type Gate } from './gate.ts'
import { chooseVersion, exchangeMessage, negotiate } from './negotiation.ts'
import { peerFailure } from './network-failure.ts'
import { createPeerMeter, type PeerMeter } from './peer-meter.ts'

/**
 * A broker answers one request after the other on each connection, and a request that times out takes its connection with
 * it. So each kind of trouble has a connection of its own, opened when first needed: signs of life (`quick`), big answers
 * (`bulk`), questions about slow disks (`disk`), and what the broker passes on to a controller that may be gone (`forwarded`).
 */
export type Lane = 'quick' | 'bulk' | 'disk' | 'forwarded'

export interface Ask<Query, Answer> {
  readonly message: Message<Query, Answer>
  readonly query: Query
  readonly lane: Lane
  readonly signal: AbortSignal
}

export interface Answered<Answer> {
  readonly value: Answer
  readonly version: number
}

export interface Pong {
  readonly answer: ApiVersionsAnswer
  /** Time of the answer in ms, connection already open. */
  readonly latencyMs: number
}

interface Opened extends Pong {
  readonly connection: BrokerConnection
}

interface LaneState {
  readonly gate: Gate
  opened: Opened | null
  opening: Promise<Result<Opened>> | null
}

/**
 * Longest wait for ApiVersions: a broker answers it from memory. Two lost ones in a row make it silent, and that has to
 * be known within ten seconds.
 */
const PING_DEADLINE_MS = 2_000

/** Requests under way at once, by lane: enough that no loop of the console waits for another's deadline. */
const LANE_LIMIT = 5

/** One address of a cluster: its connections, kept open between readings, and what the broker there offers. */
export class BrokerLink {
  readonly address: string
  /** Known once a broker has been listed with this address. */
  brokerId: number | null = null
  private readonly target: { host: string; port: number; meter: PeerMeter }
  private readonly settings: DialSettings
  private readonly overall: Gate
  private readonly lanes = new Map<Lane, LaneState>()
  private apiVersionsVersion: number | null = null
  private newestOffers: ApiVersionsAnswer | null = null
  /** API key and version of what has been answered at this address, as `key v`. */
  private readonly proven = new Set<string>()
  /** Aborted when the link is closed. */
  private readonly life = new AbortController()

  constructor(at: { host: string; port: number; address: string }, settings: DialSettings, overall: Gate) {
    this.address = at.address
    this.target = { host: at.host, port: at.port, meter: createPeerMeter() }
    this.settings = settings
    this.overall = overall
  }

  /** How failures name this peer: `broker 3 (host:port)`, or `host:port` while the id is unknown. */
  get peer(): string {
    return this.brokerId === null ? this.address : `broker ${this.brokerId} (${this.address})`
  }

  /** Sign of life: what the broker offers and how fast it says so. */
  async ping(signal: AbortSignal): Promise<Result<Pong>> {
    const lane = this.lane('quick')
    const fresh = lane.opened === null || lane.opened.connection.dead
    const opened = await this.open('quick', signal)
    if (!opened.ok || fresh) return this.named(opened)
    const { connection } = opened.value
    const pong = await this.pong(connection, signal)
    // Feature levels change without a restart: keep the newest.
    if (pong.ok) lane.opened = { connection, ...pong.value }
    if (pong.ok) return pong
    // A connection that the broker had closed for idleness says nothing about the broker: dial once more.
    return pong.failure.code === 'closed' && !signal.aborted
      ? this.named(await this.open('quick', signal))
      : this.named(pong)
  }

  /**
   * Asks one question and reads the answer. A connection that closes right after a request is dialled anew, versions
   * are negotiated again, and the question is put once more. In a lower version, unless this one has worked before: brokers
   * close the connection on a version they do not know, but also when they stop or have found it idle.
   */
  async ask<Query, Answer>(ask: Ask<Query, Answer>): Promise<Result<Answered<Answer>>> {
    const leaveLane = await this.lane(ask.lane).gate.enter(ask.signal)
    const leave = leaveLane ? await this.overall.enter(ask.signal) : null
    try {
      if (!leave) return bad(this.givenUp())
      const first = await this.askOnce(ask, undefined)
      if (first.ok || first.failure.code !== 'closed' || ask.signal.aborted || this.closed) return this.named(first)
      const again = await this.askOnce(ask, this.lower(ask.message.key, first.version))
      return this.named(this.explained(again.ok || again.failure.code !== 'unsupported' ? again : first))
    } finally {
      leave?.()
      leaveLane?.()
    }
  }

  /** A Kafka error code in this peer's answer to `asked`, as a failure. `detail`: the broker's own words. */
  refused(kafkaError: number, asked: string, detail: string | null = null): Failure {
    return this.named(bad(kafkaFailure(kafkaError, { peer: this.peer, asked, detail }))).failure
  }

  /** What the broker last said it offers; null when it never answered. */
  get offers(): ApiVersionsAnswer | null {
    return this.newestOffers
  }

  private get closed(): boolean {
    return this.life.signal.aborted
  }

  cost(): PeerCost {
    return this.target.meter.read(this.address, this.brokerId)
  }

  close(): void {
    for (const lane of this.lanes.values()) lane.opened?.connection.destroy(this.closedByUs())
    this.life.abort()
  }

  private async askOnce<Query, Answer>(
    ask: Ask<Query, Answer>,
    atMost: number | undefined,
  ): Promise<Result<Answered<Answer>> & { version?: number }> {
    const opened = await this.open(ask.lane, ask.signal)
    if (!opened.ok) return opened
    const { connection, answer } = opened.value
    const version = chooseVersion(ask.message, answer.apis, { peer: this.peer, atMost })
    if (!version.ok) return version
    const started = performance.now()
    const result = await exchangeMessage(
      connection,
      { message: ask.message, query: ask.query, version: version.value },
      this.context(ask.signal),
    )
    this.count(result.ok, started)
    if (!result.ok) return { ...result, version: version.value }
    this.proven.add(`${ask.message.key} ${version.value}`)
    return good({ value: result.value, version: version.value })
  }

  /** Ceiling for the second try; undefined = none. */
  private lower(key: number, version: number | undefined): number | undefined {
    return version === undefined || this.proven.has(`${key} ${version}`) ? undefined : version - 1
  }

  private async pong(connection: BrokerConnection, signal: AbortSignal): Promise<Result<Pong>> {
    const started = performance.now()
    const result = await negotiate(
      connection,
      { ...this.context(signal), deadlineMs: Math.min(this.settings.requestTimeoutMs, PING_DEADLINE_MS) },
      this.apiVersionsVersion,
    )
    const latencyMs = performance.now() - started
    this.count(result.ok, started)
    if (!result.ok) return result
    this.apiVersionsVersion = result.value.version
    this.newestOffers = result.value.answer
    return good({ answer: result.value.answer, latencyMs })
  }

  /** The open connection of a lane, or a new one; callers at the same time share the dialling. */
  private async open(name: Lane, signal: AbortSignal): Promise<Result<Opened>> {
    const lane = this.lane(name)
    if (this.closed) return bad(this.closedByUs())
    if (lane.opened && !lane.opened.connection.dead) return good(lane.opened)
    lane.opening ??= this.dialLane(lane).finally(() => {
      lane.opening = null
    })
    const onAborted = () => bad(this.closed ? this.closedByUs() : this.givenUp())
    return raceAbort(lane.opening, [signal, this.life.signal], onAborted)
  }

  private async dialLane(lane: LaneState): Promise<Result<Opened>> {
    const connection = await dial({ ...this.target, peer: this.peer }, this.settings, this.life.signal)
    if (!connection.ok) {
      this.target.meter.failed(0)
      return connection
    }
    const pong = await this.pong(connection.value, this.life.signal)
    if (!pong.ok || this.closed) {
      const failure = pong.ok ? this.closedByUs() : pong.failure
      connection.value.destroy(failure)
      return bad(failure)
    }
    lane.opened = { connection: connection.value, ...pong.value }
    return good(lane.opened)
  }

  private lane(name: Lane): LaneState {
    const known = this.lanes.get(name)
    if (known) return known
    const lane = { gate: createGate(LANE_LIMIT), opened: null, opening: null }
    this.lanes.set(name, lane)
    return lane
  }

  private context(signal: AbortSignal) {
    return { peer: this.peer, deadlineMs: this.settings.requestTimeoutMs, signal }
  }

  private count(ok: boolean, startedMs: number): void {
    const busyMs = performance.now() - startedMs
    if (ok) this.target.meter.answered(busyMs)
    else this.target.meter.failed(busyMs)
  }

  /** Brokers that want SASL answer ApiVersions to everybody and then close the connection without a word. */
  private explained<T extends Result<unknown>>(result: T): T {
    if (result.ok || result.failure.code !== 'closed' || this.settings.sasl || this.proven.size > 0) return result
    const message = `${result.failure.message} right after the first question: the listener may require SASL, which is not configured`
    return { ...result, failure: { ...result.failure, message } }
  }

  private named<T extends Result<unknown>>(result: T): T {
    if (result.ok || this.brokerId === null) return result
    return { ...result, failure: { ...result.failure, peer: this.peer, brokerId: this.brokerId } }
  }

  private givenUp(): Failure {
    return peerFailure('timeout', 'given up before the answer came', this.peer)
  }

  private closedByUs(): Failure {
    return peerFailure('closed', 'Perigee closed its connections', this.peer)
  }
}

function raceAbort<T>(work: Promise<T>, signals: readonly AbortSignal[], onAborted: () => T): Promise<T> {
  return new Promise((resolve) => {
    const settle = (value: T) => {
      for (const signal of signals) signal.removeEventListener('abort', onAbort)
      resolve(value)
    }
    const onAbort = () => settle(onAborted())
    for (const signal of signals) signal.addEventListener('abort', onAbort, { once: true })
    if (signals.some((signal) => signal.aborted)) return onAbort()
    work.then(settle)
  })
}
