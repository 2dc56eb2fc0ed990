import { clockWords, type Zone } from '../../time/words.ts'
import { valueWords } from '../time-chart/chart-words.ts'
import type { ChartUnit } from '../time-chart/series.ts'

export interface HeatRow {
  readonly id: string
  /** Short, at the left: a broker's id. */
  readonly label: string
  /** As it is spoken: `broker 11`. */
  readonly name: string
  readonly href: string
  /** Strong: something is wrong with it. */
  readonly loud: boolean
  readonly values: readonly (number | null)[]
}

export interface HeatData {
  readonly at: readonly number[]
  readonly stepMs: number
  readonly rows: readonly HeatRow[]
}

/** Cells side by side at most. */
export const MAX_COLUMNS = 240

/** Joins neighbouring instants so that a row has at most 240 cells; a cell has the most of what is known in it. */
export function columnsOf(data: HeatData): HeatData {
  const width = Math.ceil(data.at.length / MAX_COLUMNS)
  if (width <= 1) return data
  const starts = Array.from({ length: Math.ceil(data.at.length / width) }, (_, index) => index * width)
  return {
    at: starts.map((start) => data.at[start] ?? 0),
    stepMs: data.stepMs * width,
    rows: data.rows.map((row) => ({
      ...row,
      values: starts.map((start) => mostOf(row.values.slice(start, start + width))),
    })),
  }
}

function mostOf(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null)
  return known.length === 0 ? null : Math.max(...known)
}

/** Height of a row in px: a wall of two hundred must still fit a screen or two. */
export function rowHeightPx(rows: number): number {
  if (rows <= 40) return 14
  return rows <= 100 ? 8 : 5
}

/** Every how many rows a label is drawn, so that labels of 14 px do not overlap. */
export function labelEvery(rows: number): number {
  return Math.ceil(14 / rowHeightPx(rows))
}

export interface RowSummary {
  readonly now: number | null
  readonly most: number | null
  readonly mostAt: number | null
  readonly least: number | null
  /** Cells without a value. */
  readonly missing: number
}

export function rowSummary({ at }: HeatData, { values }: HeatRow): RowSummary {
  let most: number | null = null
  let mostAt: number | null = null
  let least: number | null = null
  let missing = 0
  values.forEach((value, index) => {
    if (value === null) missing += 1
    else {
      if (most === null || value > most) {
        most = value
        mostAt = at[index] ?? null
      }
      if (least === null || value < least) least = value
    }
  })
  return { now: values.slice(-3).findLast((value) => value !== null) ?? null, most, mostAt, least, missing }
}

/** One row in a sentence: `broker 11: now 91 %, most 94 % at 02:13, 12 of 240 without data`. */
export function rowWords(data: HeatData, row: HeatRow, words: { unit: ChartUnit; zone: Zone }): string {
  const { now, most, mostAt, missing } = rowSummary(data, row)
  if (most === null || mostAt === null) return `${row.name}: no data in this window`
  const last = now === null ? 'no data now' : `now ${valueWords(now, words.unit)}`
  const peak = `most ${valueWords(most, words.unit)} at ${clockWords(mostAt, words.zone, 'minutes')}`
  const holes = missing === 0 ? '' : `, ${missing} of ${row.values.length} without data`
  return `${row.name}: ${last}, ${peak}${holes}`
}

/** One cell in a sentence: `broker 11, 02:13:30: 91 %`. */
export function cellWords(
  data: HeatData,
  cell: { readonly row: number; readonly column: number },
  words: { unit: ChartUnit; zone: Zone },
): string {
  const row = data.rows[cell.row]
  if (row === undefined) return ''
  const value = row.values[cell.column] ?? null
  const time = clockWords(data.at[cell.column] ?? 0, words.zone)
  return `${row.name}, ${time}: ${value === null ? 'no data' : valueWords(value, words.unit)}`
}
