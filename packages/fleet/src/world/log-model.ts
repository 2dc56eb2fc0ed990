// The log of a partition as numbers: how far it has grown at a moment follows from rates, so that a hundred thousand logs
// cost nothing until somebody asks.
import { type DailyCurve, FLAT, trafficSeconds } from './traffic.ts'

export interface LogOptions {
  /** Records per second, the mean of a day. */
  readonly ratePerSecond: number
  readonly curve?: DailyCurve
  /** Mean size of a record, in bytes. */
  readonly recordBytes: number
  /** -1 keeps for ever. */
  readonly retentionMs: number
  /** The largest that retention leaves, in bytes; -1 for no bound. */
  readonly retentionBytes?: number
  /** Epoch ms of the first record. */
  readonly since: number
  readonly now: number
}

/** How it grew before a change of its rate. */
interface Past {
  readonly untilMs: number
  readonly baseMs: number
  readonly base: number
  readonly rate: number
}

/** Changes that are remembered: who stays some seconds behind the end needs no more. */
const MOST_PAST = 4

export class LogModel {
  /** End offset at `#baseMs`. */
  #base: number
  #baseMs: number
  #start = 0
  readonly #since: number
  #rate: number
  #isRunning = true
  /** Oldest first; null until the first change. */
  #past: Past[] | null = null
  readonly curve: DailyCurve
  recordBytes: number
  retentionMs: number
  retentionBytes: number

  constructor(options: LogOptions) {
    this.curve = options.curve ?? FLAT
    this.#rate = options.ratePerSecond
    this.recordBytes = options.recordBytes
    this.retentionMs = options.retentionMs
    this.retentionBytes = options.retentionBytes ?? -1
    this.#since = options.since
    this.#baseMs = options.now
    this.#base = Math.floor(this.#rate * trafficSeconds(this.curve, options.since, options.now))
  }

  /** Records per second, the mean of a day; zero while nothing may be written. */
  get ratePerSecond(): number {
    return this.#isRunning ? this.#rate : 0
  }

  /** Records per second that are meant to be written, the mean of a day, whether or not they can be at the moment. */
  get plannedPerSecond(): number {
    return this.#rate
  }

  /** Log end offset at a moment, epoch ms. What was before the last changes of the rate it knows by the oldest of them. */
  endOffset(atMs: number): number {
    const past = this.#past?.find(({ untilMs }) => atMs < untilMs)
    if (past !== undefined) {
      const end = past.base + past.rate * trafficSeconds(this.curve, past.baseMs, atMs)
      return Math.max(0, Math.floor(Math.min(end, this.#base)))
    }
    const grown = this.ratePerSecond * trafficSeconds(this.curve, this.#baseMs, atMs)
    return Math.max(0, Math.floor(this.#base + grown))
  }

  /** Log start offset: what retention by time and by size has left. It never goes back. */
  startOffset(atMs: number): number {
    const end = this.endOffset(atMs)
    const byTime = this.retentionMs < 0 ? 0 : this.#retained(atMs)
    const bySize = this.retentionBytes < 0 ? 0 : end - Math.floor(this.retentionBytes / this.recordBytes)
    this.#start = Math.min(end, Math.max(this.#start, byTime, bySize))
    return this.#start
  }

  #retained(atMs: number): number {
    const edge = atMs - this.retentionMs
    if (edge <= this.#since) return 0
    return Math.min(this.endOffset(edge), this.endOffset(atMs))
  }

  sizeBytes(atMs: number): number {
    return Math.round((this.endOffset(atMs) - this.startOffset(atMs)) * this.recordBytes)
  }

  /** When a record was written (epoch ms), by the rate that holds now; `null` for one not written yet. */
  timestampOf(offset: number, atMs: number): number | null {
    const end = this.endOffset(atMs)
    if (offset >= end) return null
    const past = this.#past?.find(({ untilMs }) => offset < this.endOffset(untilMs))
    const { rate, at, endThere } =
      past === undefined
        ? { rate: this.ratePerSecond, at: atMs, endThere: end }
        : { rate: past.rate, at: past.untilMs, endThere: this.endOffset(past.untilMs) }
    if (rate <= 0) return past?.untilMs ?? this.#baseMs
    return Math.max(this.#since, Math.round(at - ((endThere - offset) / rate) * 1000))
  }

  /** The first record written at a moment or after it; null when there is none yet. */
  firstAtOrAfter(timestampMs: number, now: number): number | null {
    const end = this.endOffset(now)
    const offset = Math.max(this.startOffset(now), timestampMs >= now ? end : this.endOffset(timestampMs))
    return offset < end ? offset : null
  }

  /** Changes the mean rate from now on. */
  setRate(ratePerSecond: number, now: number): void {
    this.#turn(now)
    this.#rate = ratePerSecond
  }

  /** Stops writing (no leader, too few in-sync replicas) or lets it go on; what was not written meanwhile is lost, not late. */
  setRunning(isRunning: boolean, now: number): void {
    if (isRunning === this.#isRunning) return
    this.#turn(now)
    this.#isRunning = isRunning
  }

  /** Records that a client wrote; gives the offset of the first. */
  append(records: number, now: number): number {
    this.#settle(now)
    const first = this.#base
    this.#base += records
    return first
  }

  /** DeleteRecords: moves the log start, never back and never past the end. */
  deleteBefore(offset: number, now: number): number {
    this.#start = Math.min(this.endOffset(now), Math.max(this.startOffset(now), offset))
    return this.#start
  }

  /** Cuts the end back: what an unclean election loses. */
  truncateTo(offset: number, now: number): void {
    this.#settle(now)
    this.#base = Math.max(0, Math.min(this.#base, offset))
    this.#start = Math.min(this.#start, this.#base)
  }

  /** Keeps how it grew until now, before that changes. */
  #turn(now: number): void {
    this.#settle(now)
    const past = { untilMs: now, baseMs: now, base: this.#base, rate: this.ratePerSecond }
    this.#past = [...(this.#past ?? []), past].slice(-MOST_PAST)
  }

  #settle(now: number): void {
    this.startOffset(now)
    this.#base = this.endOffset(now)
    this.#baseMs = now
  }
}
