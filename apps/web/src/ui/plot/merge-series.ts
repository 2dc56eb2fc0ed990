import type { SeriesData } from '../../api/series.ts'
import { instantMs } from '../../time/freshness.ts'
import type { ChartData } from '../time-chart/series.ts'

/** What is drawn of a point that stands for many samples: `worst` of an idle share is its least. */
export type Pick = 'mean' | 'max' | 'min'

export interface Part {
  readonly label: string
  /** Null: not read yet. */
  readonly data: SeriesData | null
}

/** One value each of several answers on one time axis: the instants of all of them, null where one has none. */
export function mergeParts(parts: readonly Part[], pick: Pick): ChartData {
  const at = [...new Set(parts.flatMap(({ data }) => data?.at ?? []))].sort((a, b) => a - b)
  return {
    at,
    stepMs: Math.max(0, ...parts.map(({ data }) => data?.stepMs ?? 0)),
    series: parts.map(({ label, data }) => ({ label, values: onto(at, data, pick) })),
  }
}

function onto(at: readonly number[], data: SeriesData | null, pick: Pick): (number | null)[] {
  const first = data?.series[0]
  if (data === null || first === undefined) return at.map(() => null)
  const byTime = new Map(data.at.map((time, index) => [time, first[pick][index] ?? null]))
  return at.map((time) => byTime.get(time) ?? null)
}

/** Every series of one answer. */
export function chartOf(data: SeriesData, pick: Pick, value: (value: number) => number = (same) => same): ChartData {
  return {
    at: data.at,
    stepMs: data.stepMs,
    series: data.series.map((each) => ({
      label: each.label,
      values: each[pick].map((known) => (known === null ? null : value(known))),
    })),
  }
}

/** When the record of what is drawn began; null when some of it is older than the window can tell. */
export function startedMs(parts: readonly (SeriesData | null)[]): number | null {
  const starts = parts.map((data) => instantMs(data?.startedAt ?? null)).filter((at) => at !== null)
  return starts.length === 0 ? null : Math.min(...starts)
}

/** Whether anything at all is known of a measure in this window. */
export function isBlank(data: SeriesData | null): boolean {
  return data === null || data.series.every(({ mean }) => mean.every((value) => value === null))
}
