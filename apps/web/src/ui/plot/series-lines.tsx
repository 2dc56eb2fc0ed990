import { memo, type ReactNode, useDeferredValue, useMemo } from 'react'
import { QueryFailure } from '../query-failure.tsx'
import { type ChartData, type ChartProps, chartUnitOf, largestOf, niceTop } from '../time-chart/series.ts'
import { linePath } from './geometry.ts'
import { isBlank, mergeParts, type Pick } from './merge-series.ts'
import { endWords, PlotFigure } from './plot-figure.tsx'
import { PlotPlace, useWindow } from './plot-place.tsx'
import type { SeriesAskOf, StackPart } from './series-stack.tsx'
import { useManySeries } from './use-many-series.ts'

export interface SeriesLinesProps extends globalThis.Pick<ChartProps, 'title' | 'note' | 'size' | 'limit' | 'events'> {
  readonly of: SeriesAskOf
  readonly unit: string
  readonly parts: readonly StackPart[]
  readonly pick?: Pick
  readonly controls?: ReactNode
  readonly because: string | null
}

const DASHES = ['', '5 3', '2 2', '7 2 2 2', '1 3', '9 3'] as const

/** Several recorded measures of one thing as lines over the page's range. */
export const SeriesLines = memo(function SeriesLines(props: SeriesLinesProps) {
  const { of, parts, unit, pick = 'mean', because, ...chart } = props
  const asks = useMemo(() => parts.map(({ metric }) => ({ ...of, metric })), [of, parts])
  const { answers, error, range, again } = useManySeries(asks)
  const told = useMemo(
    () => parts.map((part, at) => ({ ...part, data: answers[at] ?? null })).filter(({ data }) => !isBlank(data)),
    [parts, answers],
  )
  const data = useDeferredValue(useMemo(() => mergeParts(told, pick), [told, pick]))
  const window = useWindow(range, answers, chart.note)
  if (answers.some((answer) => answer === null))
    return error === null ? <PlotPlace {...chart} /> : <QueryFailure error={error} what={chart.title} onAgain={again} />
  if (told.length === 0) return <PlotPlace {...chart} because={because ?? 'nothing was recorded in this window'} />
  // Told, but the drawing is a step behind: nothing is drawn yet, which is not to say that there is nothing.
  if (data.at.length === 0) return <PlotPlace {...chart} />
  return <Lines {...chart} {...window} data={data} unit={chartUnitOf(unit)} inks={told.map(({ ink }) => ink)} />
})

function Lines(props: ChartProps & { readonly inks: readonly string[]; readonly controls?: ReactNode }) {
  const { data, unit, fromMs, toMs, limit, inks } = props
  const top = niceTop(Math.max(largestOf(data), limit?.value ?? 0), unit)
  return (
    <PlotFigure {...props} top={top} ends={endsOf(data, { unit, inks, top })}>
      {data.series.map(({ label, values }, line) => (
        <path
          key={label}
          className={`line ${inks[line] ?? 'rest'}`}
          strokeDasharray={DASHES[line]}
          d={linePath({ at: data.at, values }, { fromMs, toMs, top })}
        />
      ))}
    </PlotFigure>
  )
}

const MISSING_AT_END = 3

function endsOf(
  { series }: ChartData,
  { unit, inks, top }: { unit: ChartProps['unit']; inks: readonly string[]; top: number },
) {
  return series.map(({ label, values }, line) => {
    const last = values.slice(-MISSING_AT_END).findLast((value) => value !== null) ?? null
    return {
      label,
      value: last === null ? null : endWords(last, unit),
      ink: inks[line] ?? 'rest',
      topPercent: last === null ? 100 : 100 - (last / top) * 100,
    }
  })
}
