import { memo, type ReactNode, useDeferredValue, useMemo } from 'react'
import type { SeriesAsk } from '../../api/series.ts'
import { QueryFailure } from '../query-failure.tsx'
import { type ChartProps, chartUnitOf } from '../time-chart/series.ts'
import { isBlank, mergeParts } from './merge-series.ts'
import { PlotPlace, useWindow } from './plot-place.tsx'
import { StackChart } from './stack-chart.tsx'
import { useManySeries } from './use-many-series.ts'

export interface StackPart {
  readonly label: string
  readonly metric: string
  /** Asked for as well, and drawn when the first tells nothing. */
  readonly instead?: string
  readonly ink: string
}

export interface SeriesStackProps extends globalThis.Pick<ChartProps, 'title' | 'note' | 'size' | 'limit' | 'events'> {
  readonly of: SeriesAskOf
  readonly unit: string
  /** Bottom first. */
  readonly parts: readonly StackPart[]
  readonly controls?: ReactNode
  /** Why there may be nothing, in the server's words. */
  readonly because: string | null
  /** Note when it is drawn from `instead`. */
  readonly insteadNote?: string
}
export type SeriesAskOf = Omit<SeriesAsk, 'metric' | 'by'>

/** Recorded parts of a whole, stacked, over the page's range. */
export const SeriesStack = memo(function SeriesStack(props: SeriesStackProps) {
  const { of, parts, unit, because, insteadNote, ...chart } = props
  const asks = useMemo(
    () => [
      ...parts.map(({ metric }) => ({ ...of, metric })),
      ...parts.flatMap(({ instead }) => (instead === undefined ? [] : [{ ...of, metric: instead }])),
    ],
    [of, parts],
  )
  const { answers, error, range, again } = useManySeries(asks)
  const isInstead = answers.slice(0, parts.length).every(isBlank) && answers.slice(parts.length).some(isTold)
  const read = useMemo(
    () => (isInstead ? answers.slice(parts.length) : answers.slice(0, parts.length)),
    [answers, isInstead, parts],
  )
  const data = useDeferredValue(
    useMemo(
      () =>
        mergeParts(
          parts.map(({ label }, at) => ({ label, data: read[at] ?? null })),
          'mean',
        ),
      [parts, read],
    ),
  )
  const window = useWindow(range, read, isInstead ? (insteadNote ?? chart.note) : chart.note)
  if (answers.some((answer) => answer === null))
    return error === null ? <PlotPlace {...chart} /> : <QueryFailure error={error} what={chart.title} onAgain={again} />
  if (read.every(isBlank)) return <PlotPlace {...chart} because={because ?? 'nothing was recorded in this window'} />
  // Told, but the drawing is a step behind: nothing is drawn yet, which is not to say that there is nothing.
  if (data.at.length === 0) return <PlotPlace {...chart} />
  return <StackChart {...chart} {...window} data={data} unit={chartUnitOf(unit)} inks={parts.map(({ ink }) => ink)} />
})

const isTold = (data: Parameters<typeof isBlank>[0]) => !isBlank(data)
