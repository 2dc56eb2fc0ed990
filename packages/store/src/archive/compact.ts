// What is done with minutes once their hour and their day are over, in steps that leave room for readers between them.
// Each step may be done twice: after a crash it is.
import { type ChunkPoint, togetherOf } from './chunk.ts'
import { type Minute, rowOf } from './minute.ts'
import type { Tables } from './tables.ts'
import { DAY_MS, FIVES, floorTo, HOURS, MINUTES, pointsOf, TIERS, type Tier } from './tiers.ts'

/**
 * Days that were rolled up while the clock was ahead say nothing of those that come now: without this nothing would be
 * rolled up until that time has come.
 */
export function mistrustFuture(tables: Tables, nowMs: number): void {
  if ((tables.progress(ROLLED_TO) ?? 0) > nowMs) tables.setProgress(ROLLED_TO, 0)
}

const SERIES_A_STEP = 100
/** Days before this (epoch ms) have their five-minute and hour points. */
export const ROLLED_TO = 'rolled-to'
/** A minute may be handed over this long after its hour ended. */
const SETTLED_MS = 2 * 60_000

type Steps = Generator<void, void, void>

/** Brings the database up to `nowMs`: hours, days, and what is too old. */
export function* compact(tables: Tables, nowMs: number): Steps {
  yield* foldHours(tables, nowMs)
  yield* foldDays(tables, nowMs)
  yield* dropOld(tables, nowMs)
}

function* foldHours(tables: Tables, nowMs: number): Steps {
  for (;;) {
    const oldest = tables.oldestMinute()
    if (oldest === null) return
    const hour = floorTo(oldest, MINUTES.chunkMs)
    if (hour + MINUTES.chunkMs + SETTLED_MS > nowMs) return
    yield* foldHour(tables, hour)
  }
}

/** Rows of minutes, with all series in each, become one chunk of sixty points for each series. */
export function* foldHour(tables: Tables, hour: number): Steps {
  const minutes = tables.minutes(hour, hour + MINUTES.chunkMs)
  const all = new Set<number>()
  for (const { series } of minutes) for (const one of series) all.add(one)
  const ids = [...all].sort((a, b) => a - b)
  const isAgain = tables.hasChunks(MINUTES, hour)
  for (let i = 0; i < ids.length; i += SERIES_A_STEP) {
    tables.transaction(() => {
      for (const series of ids.slice(i, i + SERIES_A_STEP)) {
        const before = isAgain ? tables.chunk(MINUTES, hour, series) : null
        tables.putChunk(MINUTES, { start: hour, series }, hourOf(minutes, series, before))
      }
    })
    yield
  }
  tables.transaction(() => {
    tables.touchSeries(ids, hour)
    tables.dropMinutes(hour, hour + MINUTES.chunkMs)
  })
  yield
}

function hourOf(minutes: readonly Minute[], series: number, before: readonly (ChunkPoint | undefined)[] | null) {
  const points: (ChunkPoint | undefined)[] = Array.from({ length: pointsOf(MINUTES) }, () => undefined)
  for (const minute of minutes) {
    const row = rowOf(minute, series)
    if (row < 0) continue
    const place = (minute.at % MINUTES.chunkMs) / MINUTES.stepMs
    points[place] = togetherOf([points[place], pointAt(minute, row)])
  }
  return points.map((point, i) => point ?? before?.[i])
}

export function pointAt({ mean, min, max, samples }: Minute, row: number): ChunkPoint {
  return {
    mean: mean[row] as number,
    min: min[row] as number,
    max: max[row] as number,
    samples: samples[row] as number,
  }
}

function* foldDays(tables: Tables, nowMs: number): Steps {
  for (;;) {
    // After months of standstill the next day is the next that holds something.
    const oldest = tables.oldestChunk(MINUTES, tables.progress(ROLLED_TO) ?? 0)
    const first = oldest === null ? null : floorTo(oldest, DAY_MS)
    if (first === null || first + DAY_MS + MINUTES.chunkMs + SETTLED_MS > nowMs) return
    yield* foldDay(tables, first)
    tables.setProgress(ROLLED_TO, first + DAY_MS)
  }
}

/** Minutes of a day, so far as they are there, become its points of five minutes and of hours; others stay as they are. */
export function* foldDay(tables: Tables, day: number): Steps {
  const ids = tables.allSeries().map(({ id }) => id)
  for (let i = 0; i < ids.length; i += SERIES_A_STEP / 4) {
    tables.transaction(() => {
      for (const series of ids.slice(i, i + SERIES_A_STEP / 4)) foldDayOf(tables, day, series)
    })
    yield
  }
}

function foldDayOf(tables: Tables, day: number, series: number): void {
  const minutes = new Map<number, ChunkPoint>()
  for (let hour = day; hour < day + DAY_MS; hour += MINUTES.chunkMs) {
    tables.chunk(MINUTES, hour, series)?.forEach((point, i) => {
      if (point !== undefined) minutes.set(hour + i * MINUTES.stepMs, point)
    })
  }
  if (minutes.size === 0) return
  for (const tier of [FIVES, HOURS]) {
    const start = floorTo(day, tier.chunkMs)
    const before = tables.chunk(tier, start, series)
    const points = Array.from({ length: pointsOf(tier) }, (_, i) => {
      const at = start + i * tier.stepMs
      const isOfDay = at >= day && at < day + DAY_MS
      return (isOfDay ? togetherOf(spanOf(minutes, at, at + tier.stepMs)) : undefined) ?? before?.[i]
    })
    tables.putChunk(tier, { start, series }, points)
  }
}

function* spanOf(minutes: ReadonlyMap<number, ChunkPoint>, fromMs: number, toMs: number) {
  for (let at = fromMs; at < toMs; at += MINUTES.stepMs) yield minutes.get(at)
}

function* dropOld(tables: Tables, nowMs: number): Steps {
  for (const tier of TIERS) {
    for (;;) {
      const oldest = tables.oldestChunk(tier)
      if (oldest === null || oldest + tier.chunkMs + tier.keptMs > nowMs) break
      // Minutes of a day that was not rolled up yet are not given away.
      if (tier === MINUTES && floorTo(oldest, DAY_MS) >= (tables.progress(ROLLED_TO) ?? 0)) break
      tables.dropChunks(tier, oldest)
      yield
    }
  }
  const forgotten = nowMs - HOURS.keptMs
  if (forgotten > 0) tables.dropSeriesBefore(forgotten)
}

const PAGES_A_STEP = 100

/**
 * Gives up the oldest of the finest until no more than `limitBytes` are in use: minutes first, then five minutes, then
 * hours. Minutes of today become points of five minutes before they go.
 */
export function* shrink(tables: Tables, limitBytes: number): Steps {
  while (tables.size().usedBytes > limitBytes) {
    const oldest = oldestOf(tables)
    if (oldest === null) break
    const { tier, start } = oldest
    const day = floorTo(start, DAY_MS)
    if (tier === MINUTES && day >= (tables.progress(ROLLED_TO) ?? 0)) yield* foldDay(tables, day)
    tables.dropChunks(tier, start)
    yield
  }
  while (tables.size().fileBytes > limitBytes && tables.size().usedBytes < tables.size().fileBytes) {
    const before = tables.size().fileBytes
    tables.vacuum(PAGES_A_STEP)
    if (tables.size().fileBytes >= before) return
    yield
  }
}

function oldestOf(tables: Tables): { tier: Tier; start: number } | null {
  for (const tier of TIERS) {
    const start = tables.oldestChunk(tier)
    if (start !== null) return { tier, start }
  }
  return null
}
