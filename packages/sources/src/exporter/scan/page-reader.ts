// One page as it comes in: the numbers of the series that are wanted, by their ids in the book.

import { PROBES } from '../naming/probes.ts'
import type { SeriesRow } from '../naming/series-row.ts'
import { SERIES_ROWS } from '../naming/table.ts'
import { folded, type SeriesUse, useOf } from '../normalise/series-use.ts'
import { afterSpaces, blockEnd, lastBraceEnd, readLabels } from './labels.ts'
import { LineScanner, type LineSink } from './line-scanner.ts'
import { NameTable } from './name-table.ts'
import { readNumber } from './read-number.ts'
import { type SeriesBook, UNKNOWN, UNWANTED } from './series-book.ts'
import { SeriesHash } from './series-hash.ts'

const OPENING = 123
/** Of one page: a broker tells some thousands that are wanted. */
export const MAX_KEPT_SERIES = 200_000

/** What exporters say of themselves. */
export const SCRAPE_SECONDS = 'jmx_scrape_duration_seconds'
export const SCRAPE_ERROR = 'jmx_scrape_error'
export const BUILD_INFO = 'jmx_exporter_build_info'
const OWN = [SCRAPE_SECONDS, SCRAPE_ERROR, BUILD_INFO, 'node_exporter_build_info']

const ROWS_BY_NAME: ReadonlyMap<string, readonly SeriesRow[]> = rowsByName()
const TABLE = new NameTable([...ROWS_BY_NAME.keys()])
const ROWS: readonly (readonly SeriesRow[])[] = [...ROWS_BY_NAME.values()]

/** Meanings of series; one book serves every page of the process. */
export type UseBook = SeriesBook<readonly SeriesUse[]>

export class PageReader implements LineSink {
  readonly ids: number[] = []
  /** Of each id; taken at once, since the book may forget it before the page is read whole. */
  readonly uses: (readonly SeriesUse[])[] = []
  readonly values: number[] = []
  /** Wanted names that are on the page, lower-cased. */
  readonly names = new Set<string>()
  /** Of what the exporter says of itself. */
  readonly own = new Map<string, number>()
  version: string | null = null
  /** Whether any wanted name has a capital letter: rules that lower-case everything leave none. */
  hasCapitals = false
  unreadable = 0
  leftOut = 0
  /** Lines of series that were on the page before: Prometheus, too, keeps the first. */
  repeated = 0
  bytes = 0
  readonly #scanner = new LineScanner(TABLE, this)
  readonly #hash = new SeriesHash()
  readonly #book: UseBook
  readonly #seen = new Uint8Array(ROWS.length)
  readonly #kept = new Set<number>()

  constructor(book: UseBook) {
    this.#book = book
  }

  push(chunk: Uint8Array): void {
    this.bytes += chunk.length
    this.#scanner.push(chunk)
  }

  end(): void {
    this.#scanner.end()
  }

  get series(): number {
    return this.#scanner.series
  }

  get nameless(): number {
    return this.#scanner.nameless
  }

  get overlong(): number {
    return this.#scanner.overlong
  }

  line(name: number, buffer: Uint8Array, start: number, nameEnd: number, end: number): void {
    if (this.#seen[name] === 0 && TABLE.is(name, buffer, start, nameEnd)) this.#see(name, buffer, start, nameEnd)
    const at = afterSpaces(buffer, nameEnd, end)
    const hasLabels = buffer[at] === OPENING
    let labelsEnd = hasLabels ? lastBraceEnd(buffer, at, end) : nameEnd
    const hash = this.#hash
    hash.of(buffer, start, labelsEnd)
    let id = this.#book.find(hash.high, hash.low)
    if (id === UNKNOWN && hasLabels) {
      // Only true ends are in the book: what was found needs no second look.
      labelsEnd = blockEnd(buffer, at, end)
      hash.of(buffer, start, labelsEnd)
      id = this.#book.find(hash.high, hash.low)
    }
    if (labelsEnd < 0) {
      this.unreadable += 1
      return
    }
    if (id === UNWANTED) return
    const value = readNumber(buffer, labelsEnd, end)
    if (id === UNKNOWN) {
      if (!TABLE.is(name, buffer, start, nameEnd)) {
        this.#book.add(hash.high, hash.low, null)
        return
      }
      const labels = hasLabels ? labelsOf(buffer, at + 1, labelsEnd - 1) : NO_LABELS
      if (labels === undefined || value === undefined) {
        this.unreadable += 1
        return
      }
      if (this.#keepOwn(name, labels, value)) return
      id = this.#learn(name, labels)
    } else if (value === undefined) {
      this.unreadable += 1
      return
    }
    if (id !== UNWANTED) this.#keep(id, value as number)
  }

  #keep(id: number, value: number): void {
    if (this.#kept.has(id)) this.repeated += 1
    else if (this.ids.length >= MAX_KEPT_SERIES) this.leftOut += 1
    else {
      this.#kept.add(id)
      this.ids.push(id)
      this.uses.push(this.#book.meaning(id) ?? [])
      this.values.push(value)
    }
  }

  #see(name: number, buffer: Uint8Array, start: number, end: number): void {
    this.#seen[name] = 1
    this.names.add(TABLE.names[name] ?? '')
    for (let at = start; at < end; at += 1) {
      const byte = buffer[at] as number
      if (byte >= 65 && byte <= 90) this.hasCapitals = true
    }
  }

  #keepOwn(name: number, labels: ReadonlyMap<string, string>, value: number): boolean {
    const called = TABLE.names[name] ?? ''
    if (!OWN.includes(called)) return false
    this.own.set(called, value)
    this.version = labels.get('version') ?? this.version
    return true
  }

  #learn(name: number, labels: ReadonlyMap<string, string>): number {
    const uses = (ROWS[name] ?? []).flatMap((row) => useOf(row, labels) ?? [])
    return this.#book.add(this.#hash.high, this.#hash.low, uses.length === 0 ? null : uses)
  }
}

const NO_LABELS: ReadonlyMap<string, string> = new Map()

/** By folded names. */
function labelsOf(buffer: Uint8Array, from: number, to: number): ReadonlyMap<string, string> | undefined {
  const text = Buffer.from(buffer.buffer, buffer.byteOffset + from, to - from).toString('utf8')
  const labels = readLabels(text)
  return labels === undefined ? undefined : new Map([...labels].map(([label, value]) => [folded(label), value]))
}

function rowsByName(): Map<string, SeriesRow[]> {
  const rows = new Map<string, SeriesRow[]>()
  for (const row of SERIES_ROWS) {
    for (const name of new Set(row.names.map((spelling) => spelling.toLowerCase()))) {
      const others = rows.get(name)
      if (others === undefined) rows.set(name, [row])
      else others.push(row)
    }
  }
  const probes = PROBES.flatMap(({ has, hasNot }) => [...has.flat(), ...hasNot])
  for (const name of [...probes, ...OWN]) if (!rows.has(name)) rows.set(name, [])
  return rows
}
