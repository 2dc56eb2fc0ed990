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

/**
 * One value each of several answers on one time axis; null where one has none. Answers that were made a moment apart may
 * have their points a moment apart: points of the same step are one instant.
 */
export function mergeParts(parts: readonly Part[], pick: Pick): ChartData {
  const stepMs = Math.max(0, ...parts.map(({ data }) => data?.stepMs ?? 0))
  const slot = (time: number) => Math.floor(time / Math.max(1, stepMs))
  const slots = new Map<number, number>()
  for (const { data } of parts) for (const time of data?.at ?? []) slots.set(slot(time), time)
  const order = [...slots.keys()].sort((a, b) => a - b)
  return {
    at: order.map((each) => slots.get(each) ?? 0),
    stepMs,
    series: parts.map(({ label, data }) => {
      const known = new Map(data?.at.map((time, index) => [slot(time), data.series[0]?.[pick][index] ?? null]))
      return { label, values: order.map((each) => known.get(each) ?? null) }
    }),
  }
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
