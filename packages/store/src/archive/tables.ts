// Every statement that the archive asks of its database, and nothing else.
import type { DatabaseSync, StatementSync } from 'node:sqlite'
import { type ChunkPoint, decodeChunk, encodeChunk } from './chunk.ts'
import { decodeMinute, encodeMinute, type Minute } from './minute.ts'
import type { Tier } from './tiers.ts'

export interface SeriesRow {
  readonly id: number
  readonly cluster: string
  readonly name: string
  /** First and newest minute, epoch ms. */
  readonly since: number
}

export class Tables {
  readonly db: DatabaseSync
  readonly #statements = new Map<string, StatementSync>()

  constructor(db: DatabaseSync) {
    this.db = db
  }

  /** All or nothing. */
  transaction(work: () => void): void {
    this.db.exec('BEGIN IMMEDIATE')
    try {
      work()
      this.db.exec('COMMIT')
    } catch (error) {
      if (this.db.isTransaction) this.db.exec('ROLLBACK')
      throw error
    }
  }

  seriesId(cluster: string, name: string, at: number): number {
    const row = this.#get(
      `INSERT INTO series (cluster, name, since, last) VALUES (?, ?, ?, ?)
       ON CONFLICT (cluster, name) DO UPDATE SET last = max(last, excluded.last) RETURNING id`,
      [cluster, name, at, at],
    )
    return Number(row?.id)
  }

  allSeries(): SeriesRow[] {
    return this.#all('SELECT id, cluster, name, since FROM series ORDER BY id', []) as unknown as SeriesRow[]
  }

  find(cluster: string, name: string): SeriesRow | undefined {
    const sql = 'SELECT id, cluster, name, since FROM series WHERE cluster = ? AND name = ?'
    return this.#get(sql, [cluster, name]) as unknown as SeriesRow | undefined
  }

  /** Forgets series whose last minute is before `atMs`. */
  dropSeriesBefore(atMs: number): void {
    this.#run('DELETE FROM series WHERE last < ?', [atMs])
  }

  touchSeries(ids: Iterable<number>, at: number): void {
    for (const id of ids) this.#run('UPDATE series SET last = max(last, ?) WHERE id = ?', [at, id])
  }

  addMinute(minute: Minute): void {
    this.#run('INSERT INTO minutes (at, data) VALUES (?, ?)', [minute.at, encodeMinute(minute)])
  }

  minutes(fromMs: number, toMs: number): Minute[] {
    const rows = this.#all('SELECT at, data FROM minutes WHERE at >= ? AND at < ? ORDER BY at', [fromMs, toMs])
    return rows.flatMap(({ at, data }) => decodeMinute(Number(at), data as Uint8Array) ?? [])
  }

  dropMinutes(fromMs: number, toMs: number): void {
    this.#run('DELETE FROM minutes WHERE at >= ? AND at < ?', [fromMs, toMs])
  }

  /** Epoch ms of the oldest minute that is no chunk yet; null = none. */
  oldestMinute(): number | null {
    return numberOf(this.#get('SELECT min(at) AS at FROM minutes', [])?.at)
  }

  newestMinute(): number | null {
    return numberOf(this.#get('SELECT max(at) AS at FROM minutes', [])?.at)
  }

  /** Start of the oldest chunk of a tier that does not begin before `fromMs` (epoch ms, a whole hour); null = none. */
  oldestChunk(tier: Tier, fromMs = 0): number | null {
    const [, to] = keysOf(tier)
    const sql = 'SELECT min(key) AS key FROM chunks WHERE key >= ? AND key < ?'
    return startOf(tier, numberOf(this.#get(sql, [keyOf(tier, fromMs, 0), to])?.key))
  }

  newestChunk(tier: Tier): number | null {
    const [from, to] = keysOf(tier)
    const sql = 'SELECT max(key) AS key FROM chunks WHERE key >= ? AND key < ?'
    return startOf(tier, numberOf(this.#get(sql, [from, to])?.key))
  }

  hasChunks(tier: Tier, start: number): boolean {
    const from = keyOf(tier, start, 0)
    const sql = 'SELECT 1 AS one FROM chunks WHERE key >= ? AND key < ? LIMIT 1'
    return this.#get(sql, [from, from + SERIES]) !== undefined
  }

  chunk(tier: Tier, start: number, series: number): (ChunkPoint | undefined)[] | null {
    const data = this.#get('SELECT data FROM chunks WHERE key = ?', [keyOf(tier, start, series)])?.data
    return data === undefined ? null : decodeChunk(data as Uint8Array)
  }

  putChunk(tier: Tier, of: { start: number; series: number }, points: readonly (ChunkPoint | undefined)[]): void {
    const sql = 'INSERT OR REPLACE INTO chunks (key, data) VALUES (?, ?)'
    this.#run(sql, [keyOf(tier, of.start, of.series), encodeChunk(points)])
  }

  dropChunks(tier: Tier, start: number): void {
    const from = keyOf(tier, start, 0)
    this.#run('DELETE FROM chunks WHERE key >= ? AND key < ?', [from, from + SERIES])
  }

  progress(name: string): number | null {
    return numberOf(this.#get('SELECT value FROM progress WHERE name = ?', [name])?.value)
  }

  setProgress(name: string, value: number): void {
    this.#run('INSERT OR REPLACE INTO progress (name, value) VALUES (?, ?)', [name, value])
  }

  /** Bytes of pages in use, and of the whole file. */
  size(): { readonly usedBytes: number; readonly fileBytes: number } {
    const pragma = (name: string) => Number(this.#get(`PRAGMA ${name}`, [])?.[name])
    const pageBytes = pragma('page_size')
    const pages = pragma('page_count')
    return { usedBytes: (pages - pragma('freelist_count')) * pageBytes, fileBytes: pages * pageBytes }
  }

  /** The file never grows beyond so many bytes: what does not fit fails. */
  limitSize(bytes: number): void {
    const { page_size: pageBytes } = this.#get('PRAGMA page_size', []) as { page_size: number }
    this.db.exec(`PRAGMA max_page_count = ${Math.max(1, Math.floor(bytes / Number(pageBytes)))}`)
  }

  /** Gives so many free pages back to the file system. */
  vacuum(pages: number): void {
    this.db.exec(`PRAGMA incremental_vacuum(${pages})`)
  }

  #get(sql: string, values: readonly SqlValue[]): Record<string, unknown> | undefined {
    return this.#statement(sql).get(...values) as Record<string, unknown> | undefined
  }

  #all(sql: string, values: readonly SqlValue[]): Record<string, unknown>[] {
    return this.#statement(sql).all(...values) as Record<string, unknown>[]
  }

  #run(sql: string, values: readonly SqlValue[]): void {
    this.#statement(sql).run(...values)
  }

  #statement(sql: string): StatementSync {
    let statement = this.#statements.get(sql)
    if (statement === undefined) {
      statement = this.db.prepare(sql)
      this.#statements.set(sql, statement)
    }
    return statement
  }
}

/** Numbers of series in a key, and hours since 1970: with the tier in front all fit into 53 bits. */
const SERIES = 2 ** 24
const HOURS_SINCE_1970 = 2 ** 22
const HOUR_MS = 3_600_000

/** First key of a tier, and the first of the next. */
function keysOf({ number }: Tier): readonly [number, number] {
  return [number * HOURS_SINCE_1970 * SERIES, (number + 1) * HOURS_SINCE_1970 * SERIES]
}

function keyOf(tier: Tier, start: number, series: number): number {
  return keysOf(tier)[0] + (start / HOUR_MS) * SERIES + series
}

function startOf(tier: Tier, key: number | null): number | null {
  return key === null ? null : Math.floor((key - keysOf(tier)[0]) / SERIES) * HOUR_MS
}

type SqlValue = number | string | Uint8Array

function numberOf(value: unknown): number | null {
  return value === null || value === undefined ? null : Number(value)
}
