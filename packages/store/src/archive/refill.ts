import { pointAt } from './compact.ts'
import { type Minute, rowOf } from './minute.ts'
import type { Tables } from './tables.ts'
import { floorTo, MINUTES } from './tiers.ts'

/** The newest minutes of one series; NaN = nothing was recorded. */
export interface PastColumn {
  readonly cluster: string
  readonly name: string
  /** Epoch ms of the first minute. */
  readonly fromMs: number
  readonly mean: Float32Array
  readonly max: Float32Array
}

/** Every series that has told something since `fromMs` (epoch ms), one after the other. */
export function* pastColumns(tables: Tables, fromMs: number, nowMs: number): Generator<PastColumn, void, void> {
  const start = floorTo(fromMs, MINUTES.stepMs)
  const length = Math.max(0, Math.floor((nowMs - start) / MINUTES.stepMs) + 1)
  const rows = tables.minutes(start, nowMs + 1)
  for (const { id, cluster, name } of tables.allSeries()) {
    const mean = new Float32Array(length).fill(Number.NaN)
    const max = new Float32Array(length).fill(Number.NaN)
    const put = (at: number, point: { readonly mean: number; readonly max: number }) => {
      const place = (at - start) / MINUTES.stepMs
      if (place < 0 || place >= length) return
      mean[place] = point.mean
      max[place] = point.max
    }
    const told = fillOne({ tables, rows, id, start, nowMs }, put)
    if (told) yield { cluster, name, fromMs: start, mean, max }
  }
}

function fillOne(
  from: { tables: Tables; rows: readonly Minute[]; id: number; start: number; nowMs: number },
  put: (at: number, point: { readonly mean: number; readonly max: number }) => void,
): boolean {
  let told = false
  for (let hour = floorTo(from.start, MINUTES.chunkMs); hour <= from.nowMs; hour += MINUTES.chunkMs) {
    from.tables.chunk(MINUTES, hour, from.id)?.forEach((point, i) => {
      if (point === undefined) return
      told = true
      put(hour + i * MINUTES.stepMs, point)
    })
  }
  for (const minute of from.rows) {
    const row = rowOf(minute, from.id)
    if (row < 0) continue
    told = true
    put(minute.at, pointAt(minute, row))
  }
  return told
}
