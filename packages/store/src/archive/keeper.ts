// Keeps the archive's file: writes minutes, folds them, and goes on without the file when there is none. Runs in a thread
// of its own; has no clock, `nowMs` (epoch ms) comes with every call.
import { existsSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import type { HistoryQuery } from '../columns/window.ts'
import { compact, mistrustFuture, shrink } from './compact.ts'
import { LearnedNames } from './learned-names.ts'
import { MINUTE_MS } from './minute.ts'
import type { SealedMinute } from './minute-gatherer.ts'
import { type ArchiveError, asArchiveError, close, FILE_NAME, openFile, WAL_BYTES } from './open-file.ts'
import { ArchiveReader, oldestKept } from './read.ts'
import { type PastColumn, pastColumns } from './refill.ts'
import { type ArchiveStatus, NOT_OPENED } from './status.ts'
import { Tables } from './tables.ts'

export interface KeeperOptions {
  readonly directory: string
  readonly maxBytes: number
}

/** Minutes held in memory while the disk takes none. */
const MOST_WAITING = 60
/** Files that turn bad one after the other are no accident: the disk is. */
const MOST_SET_ASIDE = 3
/** Of the limit, what compaction needs beside what it replaces. */
const HEADROOM = 0.95
const HEADROOM_WHEN_FULL = 0.8

export class ArchiveKeeper {
  readonly #options: KeeperOptions
  #tables: Tables | null = null
  #trouble: ArchiveStatus['trouble'] = null
  #waiting: SealedMinute[] = []
  #lost = 0
  #writtenTo: number | null = null
  #setAside: string[] = []
  #since: Record<string, number> = {}
  #oldest: number | null | undefined = undefined
  /** Series of this process: what they are, and their number in the file once it knows them. */
  readonly #names = new Map<number, { readonly cluster: string; readonly name: string }>()
  #ids = new Map<number, number>()

  constructor(options: KeeperOptions) {
    this.#options = options
  }

  /** Opens the file if it is not open. Why it cannot be is in the status, and tried again with every minute. */
  open(nowMs: number): void {
    if (this.#tables !== null || this.#setAside.length >= MOST_SET_ASIDE || this.#trouble?.kind === 'newer') return
    this.#guarded(nowMs, () => {
      const db = openFile(this.#options.directory)
      this.#tables = new Tables(db)
      this.#ids = new Map()
      this.#oldest = undefined
      this.#tables.limitSize(this.#options.maxBytes)
      this.#trouble = null
      const newest = this.#tables.newestMinute()
      // A minute of the future was written while the clock was ahead.
      this.#writtenTo = newest !== null && newest <= nowMs ? newest : null
      mistrustFuture(this.#tables, nowMs)
      this.#learnBeginnings(this.#tables)
    })
  }

  /** Takes a minute and writes it, with those that waited before it. */
  take(sealed: SealedMinute, nowMs: number): void {
    this.#waiting.push(sealed)
    this.write(nowMs)
  }

  /** Writes what waits. */
  write(nowMs: number): void {
    this.open(nowMs)
    const tables = this.#tables
    if (tables !== null && this.#waiting.length > 0) this.#guarded(nowMs, () => this.#writeWaiting(tables))
    const over = this.#waiting.length - MOST_WAITING
    if (over <= 0) return
    for (const { named } of this.#waiting.splice(0, over)) this.#learnNames(named)
    this.#lost += over
  }

  /** Folds what is due and keeps the size; readers may ask between two steps. */
  *work(nowMs: number): Generator<void, void, void> {
    const tables = this.#tables
    if (tables === null) return
    const limitBytes = Math.max(0, this.#options.maxBytes * HEADROOM - WAL_BYTES)
    // When there was no room even for what makes room, more has to go.
    const first = this.#trouble?.kind === 'full' ? limitBytes * HEADROOM_WHEN_FULL : limitBytes
    const steps = (function* () {
      yield* shrink(tables, first)
      yield* compact(tables, nowMs)
      yield* shrink(tables, limitBytes)
    })()
    for (;;) {
      let isDone = true
      const held =
        this.#tables === tables &&
        this.#guarded(nowMs, () => {
          isDone = steps.next().done === true
        })
      if (!held || isDone) break
      yield
    }
    if (this.#tables === tables) this.#guarded(nowMs, () => this.#learnBeginnings(tables))
  }

  /** Reads series over the same window; null when the file is not open or gave way. */
  reader(
    query: HistoryQuery,
    nowMs: number,
  ): { read(cluster: string, name: string): ReturnType<ArchiveReader['read']> | null } | null {
    const tables = this.#tables
    if (tables === null) return null
    let reader: ArchiveReader | null = null
    this.#guarded(nowMs, () => {
      reader = new ArchiveReader(tables, query)
    })
    return {
      read: (cluster, name) => {
        let window: ReturnType<ArchiveReader['read']> | null = null
        if (reader !== null && this.#tables === tables)
          this.#guarded(nowMs, () => {
            window = (reader as ArchiveReader).read(cluster, name)
          })
        return window
      },
    }
  }

  /** Every series since `fromMs`, for the six hours in memory. */
  *past(fromMs: number, nowMs: number): Generator<PastColumn, void, void> {
    const tables = this.#tables
    if (tables === null) return
    const columns = pastColumns(tables, fromMs, nowMs)
    for (;;) {
      let next: IteratorResult<PastColumn, void> | null = null
      const held =
        this.#tables === tables &&
        this.#guarded(nowMs, () => {
          next = columns.next()
        })
      const result = next as IteratorResult<PastColumn, void> | null
      if (!held || result === null || result.done === true) return
      yield result.value
    }
  }

  status(): ArchiveStatus {
    return {
      ...NOT_OPENED,
      trouble: this.#trouble,
      writtenTo: this.#writtenTo,
      waitingMinutes: this.#waiting.length,
      lostMinutes: this.#lost,
      usedBytes: this.#usedBytes(),
      limitBytes: this.#options.maxBytes,
      series: this.#names.size,
      setAside: this.#setAside,
      since: { ...this.#since },
    }
  }

  close(): void {
    close(this.#tables?.db)
    this.#tables = null
  }

  /** Of the file as far as it can be asked: when it cannot, the next minute tells why. */
  #usedBytes(): number {
    try {
      return this.#tables?.size().usedBytes ?? 0
    } catch {
      return 0
    }
  }

  #writeWaiting(tables: Tables): void {
    const learned = new LearnedNames(this.#names, this.#ids)
    const begun: Record<string, number> = {}
    tables.transaction(() => {
      for (const { minute, named } of this.#waiting) {
        learned.take(named)
        const ids = Uint32Array.from(minute.series, (one) => {
          const known = learned.idOf(one)
          if (known !== undefined) return known
          const { cluster, name } = learned.nameOf(one)
          begun[cluster] = Math.min(begun[cluster] ?? minute.at, minute.at)
          return learned.keep(one, tables.seriesId(cluster, name, minute.at))
        })
        tables.addMinute({ ...inOrder(minute, ids) })
      }
    })
    for (const { named } of this.#waiting) this.#learnNames(named)
    for (const [one, id] of learned.fresh) this.#ids.set(one, id)
    for (const [cluster, at] of Object.entries(begun)) this.#since[cluster] = Math.min(at, this.#since[cluster] ?? at)
    this.#writtenTo = this.#waiting.at(-1)?.minute.at ?? this.#writtenTo
    this.#waiting = []
    this.#trouble = null
  }

  #learnNames(named: SealedMinute['named']): void {
    for (const { series, cluster, name } of named) {
      this.#names.set(series, { cluster, name })
      this.#ids.delete(series)
    }
  }

  /** Again only when something was given up: it looks at every series. */
  #learnBeginnings(tables: Tables): void {
    const oldest = oldestKept(tables)
    if (oldest === this.#oldest) return
    this.#oldest = oldest
    this.#since = {}
    for (const { cluster, since } of tables.allSeries()) {
      if (oldest === null) continue
      const at = Math.max(since, oldest)
      this.#since[cluster] = Math.min(at, this.#since[cluster] ?? at)
    }
  }

  /** False when it failed; then the trouble says why, and a damaged file is no longer the one in use. */
  #guarded(nowMs: number, work: () => void): boolean {
    try {
      work()
      return true
    } catch (error) {
      this.#fail(asArchiveError(error, this.#options.directory), nowMs)
      return false
    }
  }

  #fail({ trouble, message }: ArchiveError, nowMs: number): void {
    const since = this.#trouble?.kind === trouble ? this.#trouble.since : nowMs
    this.#trouble = { kind: trouble, message, since }
    // A full disk has room again one day; the file is good.
    if (trouble === 'full') return
    this.close()
    if (trouble === 'corrupt') this.#putAside(nowMs)
  }

  /** Never deleted: somebody may want to save from it what can be saved. */
  #putAside(nowMs: number): void {
    const suffix = `damaged-${new Date(nowMs).toISOString().replaceAll(':', '-')}`
    for (const ending of ['', '-wal', '-shm']) {
      const path = join(this.#options.directory, FILE_NAME + ending)
      try {
        if (existsSync(path)) renameSync(path, `${path}.${suffix}`)
      } catch {
        // What cannot be moved cannot be replaced either: the next try to open it tells why.
      }
    }
    this.#setAside = [...this.#setAside, `${FILE_NAME}.${suffix}`]
  }
}

/** A minute with the file's numbers, ascending: rows are looked up by them. */
function inOrder(minute: SealedMinute['minute'], ids: Uint32Array): SealedMinute['minute'] {
  const order = [...ids.keys()].sort((a, b) => (ids[a] as number) - (ids[b] as number))
  const picked = <T extends Float32Array | Uint16Array | Uint32Array>(from: T, to: T): T => {
    order.forEach((place, i) => {
      to[i] = from[place] as number
    })
    return to
  }
  return {
    at: Math.floor(minute.at / MINUTE_MS) * MINUTE_MS,
    series: picked(ids, new Uint32Array(ids.length)),
    samples: picked(minute.samples, new Uint16Array(ids.length)),
    mean: picked(minute.mean, new Float32Array(ids.length)),
    min: picked(minute.min, new Float32Array(ids.length)),
    max: picked(minute.max, new Float32Array(ids.length)),
  }
}
