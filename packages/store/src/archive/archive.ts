// The console's side of the archive: what is recorded goes to a thread that keeps it for years.
import { Worker } from 'node:worker_threads'
import type { SampleSink } from '../columns/history.ts'
import type { HistoryQuery, HistoryWindow } from '../columns/window.ts'
import type { FromArchive, SeriesName, ToArchive } from './messages.ts'
import { MinuteGatherer } from './minute-gatherer.ts'
import type { PastColumn } from './refill.ts'
import { type ArchiveStatus, NOT_OPENED } from './status.ts'

export interface ArchiveOptions {
  /** The script that the thread runs; it calls {@link runArchive} with its port and `workerData`. */
  readonly threadFile: URL
  readonly directory: string
  readonly maxBytes: number
  /** Epoch ms. */
  readonly now: () => number
}

const CLOSE_WITHIN_MS = 5_000
const READ_WITHIN_MS = 8_000
/** Reads under way; who comes then would not have an answer in time. */
const MOST_READS = 64
/** A thread that died is begun anew with the next minute; one that dies again and again, less and less often. */
const REST_MS = 60_000
const LONGEST_REST_MS = 3_600_000

/** Kept values: 1 min for three days, 5 min for thirty, 1 h for two years. Nothing here waits for the disk but reads. */
export class Archive {
  readonly #options: ArchiveOptions
  /** Null: it died, or was closed. */
  #worker: Worker | null
  readonly #now: () => number
  readonly #gatherer: MinuteGatherer
  readonly #waiting = new Map<number, (windows: readonly HistoryWindow[] | null) => void>()
  readonly #pasts = new Map<
    number,
    { readonly take: (columns: readonly PastColumn[]) => void; readonly end: () => void }
  >()
  #ids = 0
  #status: ArchiveStatus = NOT_OPENED
  #isClosed = false
  #begunAt = 0
  #againAt = 0
  #restMs = REST_MS
  /** Minutes that came while no thread was there. */
  #lostMinutes = 0

  constructor(options: ArchiveOptions) {
    this.#options = options
    this.#now = options.now
    this.#gatherer = new MinuteGatherer((sealed) => this.#handOver({ kind: 'minute', sealed, nowMs: this.#now() }))
    this.#worker = this.#begin()
  }

  #begin(): Worker {
    const { threadFile, directory, maxBytes } = this.#options
    this.#begunAt = this.#now()
    const worker = new Worker(threadFile, {
      workerData: { directory, maxBytes, nowMs: this.#begunAt },
      execArgv: ['--disable-warning=ExperimentalWarning'],
    })
    worker.on('message', (message: FromArchive) => {
      if (worker === this.#worker) this.#hear(message)
    })
    worker.on('error', (error) => this.#end(worker, error.message))
    worker.on('exit', () => this.#end(worker, 'its thread ended'))
    return worker
  }

  /** Takes the samples of one cluster. */
  sinkFor(cluster: string): SampleSink {
    return {
      open: (name) => this.#gatherer.open(cluster, name),
      add: (slot, atMs, value) => this.#gatherer.add(slot, atMs, value),
      drop: (slot) => this.#gatherer.drop(slot),
    }
  }

  /** To be called about once a minute: hands over the minute that is over, and has due work done. */
  tick(): void {
    if (this.#worker === null && !this.#isClosed && this.#now() >= this.#againAt) {
      this.#gatherer.tellNamesAgain()
      this.#worker = this.#begin()
    }
    this.#gatherer.seal(this.#now())
    this.#say({ kind: 'tick', nowMs: this.#now() })
  }

  get status(): ArchiveStatus {
    return this.#lostMinutes === 0
      ? this.#status
      : { ...this.#status, lostMinutes: this.#status.lostMinutes + this.#lostMinutes }
  }

  /** Windows in the order asked for; null when nothing can be read now. */
  async read(series: readonly SeriesName[], query: HistoryQuery): Promise<readonly HistoryWindow[] | null> {
    if (this.#worker === null || this.#waiting.size >= MOST_READS) return null
    this.#ids += 1
    const id = this.#ids
    return new Promise((resolve) => {
      const late = setTimeout(() => {
        this.#say({ kind: 'give-up', id })
        settle(null)
      }, READ_WITHIN_MS)
      const settle = (windows: readonly HistoryWindow[] | null) => {
        clearTimeout(late)
        this.#waiting.delete(id)
        resolve(windows)
      }
      this.#waiting.set(id, settle)
      this.#say({ kind: 'read', id, series, query, nowMs: this.#now() })
    })
  }

  /** Hands over every series since `fromMs` (epoch ms), some at a time; resolves when all were. */
  async past(fromMs: number, take: (columns: readonly PastColumn[]) => void): Promise<void> {
    if (this.#worker === null) return
    this.#ids += 1
    const id = this.#ids
    await new Promise<void>((end) => {
      this.#pasts.set(id, { take, end })
      this.#say({ kind: 'past', id, fromMs, nowMs: this.#now() })
    })
  }

  /** Writes the minute under way and closes the file. */
  async close(): Promise<void> {
    this.#isClosed = true
    const worker = this.#worker
    if (worker === null) return
    this.#gatherer.flush()
    const ended = new Promise<void>((resolve) => {
      worker.once('exit', () => resolve())
    })
    this.#say({ kind: 'close' })
    const late = setTimeout(() => void worker.terminate(), CLOSE_WITHIN_MS)
    await ended.finally(() => clearTimeout(late))
  }

  #say(message: ToArchive): void {
    this.#worker?.postMessage(message)
  }

  #handOver(minute: ToArchive): void {
    if (this.#worker === null) this.#lostMinutes += 1
    else this.#say(minute)
  }

  #hear(message: FromArchive): void {
    if (message.kind === 'status') this.#status = message.status
    else if (message.kind === 'windows') this.#waiting.get(message.id)?.(message.windows)
    else if (message.kind === 'past') this.#pasts.get(message.id)?.take(message.columns)
    else {
      this.#pasts.get(message.id)?.end()
      this.#pasts.delete(message.id)
    }
  }

  /** Whoever waits for an answer gets none; charts of the last six hours go on. */
  #end(worker: Worker, reason: string): void {
    if (worker !== this.#worker) return
    this.#worker = null
    const now = this.#now()
    this.#restMs = now - this.#begunAt >= LONGEST_REST_MS ? REST_MS : Math.min(2 * this.#restMs, LONGEST_REST_MS)
    this.#againAt = now + this.#restMs / 2
    this.#status = { ...this.#status, trouble: { kind: 'broken', message: reason, since: now } }
    for (const settle of [...this.#waiting.values()]) settle(null)
    for (const { end } of this.#pasts.values()) end()
    this.#pasts.clear()
  }
}
