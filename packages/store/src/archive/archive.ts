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

/** Kept values: 1 min for three days, 5 min for thirty, 1 h for two years. Nothing here waits for the disk but reads. */
export class Archive {
  readonly #worker: Worker
  readonly #now: () => number
  readonly #gatherer: MinuteGatherer
  readonly #waiting = new Map<number, (windows: readonly HistoryWindow[] | null) => void>()
  readonly #pasts = new Map<
    number,
    { readonly take: (columns: readonly PastColumn[]) => void; readonly end: () => void }
  >()
  #ids = 0
  #status: ArchiveStatus = NOT_OPENED
  #isGone = false

  constructor({ threadFile, directory, maxBytes, now }: ArchiveOptions) {
    this.#now = now
    this.#worker = new Worker(threadFile, {
      workerData: { directory, maxBytes, nowMs: now() },
      execArgv: ['--disable-warning=ExperimentalWarning'],
    })
    this.#gatherer = new MinuteGatherer((sealed) => this.#say({ kind: 'minute', sealed, nowMs: this.#now() }))
    this.#worker.on('message', (message: FromArchive) => this.#hear(message))
    this.#worker.on('error', (error) => this.#end(error.message))
    this.#worker.on('exit', () => this.#end('its thread ended'))
  }

  /** Takes the samples of one cluster. */
  sinkFor(cluster: string): SampleSink {
    return {
      open: (name) => this.#gatherer.open(cluster, name),
      add: (slot, atMs, value) => this.#gatherer.add(slot, atMs, value),
      drop: () => undefined,
    }
  }

  /** To be called about once a minute: hands over the minute that is over, and has due work done. */
  tick(): void {
    this.#gatherer.seal(this.#now())
    this.#say({ kind: 'tick', nowMs: this.#now() })
  }

  get status(): ArchiveStatus {
    return this.#status
  }

  /** Windows in the order asked for; null when nothing can be read now. */
  async read(series: readonly SeriesName[], query: HistoryQuery): Promise<readonly HistoryWindow[] | null> {
    if (this.#isGone) return null
    this.#ids += 1
    const id = this.#ids
    return new Promise((resolve) => {
      const late = setTimeout(() => settle(null), READ_WITHIN_MS)
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
    if (this.#isGone) return
    this.#ids += 1
    const id = this.#ids
    await new Promise<void>((end) => {
      this.#pasts.set(id, { take, end })
      this.#say({ kind: 'past', id, fromMs, nowMs: this.#now() })
    })
  }

  /** Writes the minute under way and closes the file. */
  async close(): Promise<void> {
    if (this.#isGone) return
    this.#gatherer.flush()
    const ended = new Promise<void>((resolve) => {
      this.#worker.once('exit', () => resolve())
    })
    this.#say({ kind: 'close' })
    const late = setTimeout(() => void this.#worker.terminate(), CLOSE_WITHIN_MS)
    await ended.finally(() => clearTimeout(late))
  }

  #say(message: ToArchive): void {
    if (!this.#isGone) this.#worker.postMessage(message)
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
  #end(reason: string): void {
    if (this.#isGone) return
    this.#isGone = true
    this.#status = { ...this.#status, trouble: { kind: 'broken', message: reason, since: this.#now() } }
    for (const settle of this.#waiting.values()) settle(null)
    for (const { end } of this.#pasts.values()) end()
    this.#pasts.clear()
  }
}
