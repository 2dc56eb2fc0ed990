// Windows out of the archive: from the finest points that reach back far enough, and from finer ones where the coarse are
// not made yet.
import { gridOf, type HistoryQuery, type HistoryWindow, WindowBuilder } from '../columns/window.ts'
import { pointAt } from './compact.ts'
import { type Minute, rowOf } from './minute.ts'
import type { Tables } from './tables.ts'
import { floorTo, MINUTES, TIERS, type Tier } from './tiers.ts'

/** Epoch ms since when a tier holds something; null = nothing. Minutes that are no chunks yet count to the first. */
export function beginningOf(tables: Tables, tier: Tier): number | null {
  const chunks = tables.oldestChunk(tier)
  const rows = tier === MINUTES ? tables.oldestMinute() : null
  return chunks === null || rows === null ? (chunks ?? rows) : Math.min(chunks, rows)
}

/** Epoch ms since when anything is kept; null = nothing. */
export function oldestKept(tables: Tables): number | null {
  const told = TIERS.flatMap((tier) => beginningOf(tables, tier) ?? [])
  return told.length === 0 ? null : Math.min(...told)
}

/** The finest tier that reaches back to `fromMs`, or as far as anything does. */
export function tierFor(tables: Tables, fromMs: number): Tier {
  const wanted = Math.max(fromMs, oldestKept(tables) ?? fromMs)
  const covers = (tier: Tier) => {
    const since = beginningOf(tables, tier)
    return since !== null && since <= wanted
  }
  return TIERS.find(covers) ?? MINUTES
}

/** Reads series one after the other; what they share is read once. Use it for one answer, then let it go. */
export class ArchiveReader {
  readonly #tables: Tables
  readonly #query: HistoryQuery
  readonly #tier: Tier
  readonly #rows: readonly Minute[]

  constructor(tables: Tables, query: HistoryQuery) {
    this.#tables = tables
    this.#query = query
    this.#tier = tierFor(tables, query.fromMs)
    this.#rows = tables.minutes(floorTo(query.fromMs, MINUTES.stepMs), query.toMs)
  }

  /** A window of the series; gaps only when it is unknown. */
  read(cluster: string, name: string): HistoryWindow {
    const built = new WindowBuilder(gridOf(this.#query, this.#tier.stepMs))
    const row = this.#tables.find(cluster, name)
    if (row === undefined) return built.window(null)
    const { startMs, count, stepMs } = built.grid
    const toMs = startMs + count * stepMs
    const finerFrom = this.#addChunks(built, this.#tier, { series: row.id, fromMs: startMs, toMs })
    if (this.#tier !== MINUTES) this.#addChunks(built, MINUTES, { series: row.id, fromMs: finerFrom, toMs })
    for (const minute of this.#rows) {
      const place = rowOf(minute, row.id)
      if (place >= 0) built.add(minute.at, pointAt(minute, place))
    }
    return built.window(Math.max(row.since, oldestKept(this.#tables) ?? row.since))
  }

  /** Answers where the last chunk of the tier ends: what comes after has finer points only. */
  #addChunks(built: WindowBuilder, tier: Tier, of: { series: number; fromMs: number; toMs: number }): number {
    let end = of.fromMs
    const first = Math.max(of.fromMs, this.#tables.oldestChunk(tier) ?? of.toMs)
    // However far into the future somebody asks: nothing is looked for beyond what there is.
    const last = Math.min(of.toMs - 1, this.#tables.newestChunk(tier) ?? of.fromMs)
    for (let start = floorTo(first, tier.chunkMs); start <= last; start += tier.chunkMs) {
      const points = this.#tables.chunk(tier, start, of.series)
      if (points === null) continue
      points.forEach((point, i) => {
        const at = start + i * tier.stepMs
        if (point === undefined || at < of.fromMs) return
        built.add(at, point)
        end = at + tier.stepMs
      })
    }
    return end
  }
}
