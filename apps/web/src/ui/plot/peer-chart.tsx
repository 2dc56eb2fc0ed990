import { useMemo } from 'react'
import { type ChartData, type ChartProps, largestOf, niceTop } from '../time-chart/series.ts'
import { linePath, medianOf } from './geometry.ts'
import { endWords, type PlotEnd, PlotFigure } from './plot-figure.tsx'

export interface PeerChartProps extends Omit<ChartProps, 'data'> {
  /** Every broker, this one included. */
  readonly data: ChartData
  /** Label of this one among the series. */
  readonly own: string
}

const MISSING_AT_END = 3

/** One broker over time, against the cluster's median in grey and every other one faintly. */
export function PeerChart(props: PeerChartProps) {
  const { data, own, unit, fromMs, toMs, limit, shape } = props
  const lines = useMemo(() => linesOf(data, own), [data, own])
  const top = niceTop(Math.max(largestOf(data), limit?.value ?? 0), unit)
  const step = shape === 'step'
  const paths = useMemo(() => {
    const draw = (values: readonly (number | null)[]) => linePath({ at: data.at, values, step }, { fromMs, toMs, top })
    return { others: lines.others.map(draw).join(''), median: draw(lines.median), own: draw(lines.own) }
  }, [data, lines, step, fromMs, toMs, top])
  const shown: ChartData = {
    at: data.at,
    stepMs: data.stepMs,
    series: [
      { label: own, values: lines.own },
      ...(lines.others.length === 0 ? [] : [{ label: 'median', values: lines.median }]),
    ],
  }
  const { shape: _, own: __, ...figure } = props
  return (
    <PlotFigure {...figure} data={shown} top={top} ends={endsOf(shown, top, unit)}>
      {lines.others.length > 0 && (
        <>
          <path className="faint" d={paths.others} />
          <path className="line rest" d={paths.median} strokeDasharray="4 3" />
        </>
      )}
      <path className="line s1" d={paths.own} />
    </PlotFigure>
  )
}

interface PeerLines {
  readonly own: readonly (number | null)[]
  readonly others: readonly (readonly (number | null)[])[]
  /** Of all, this one included. */
  readonly median: readonly (number | null)[]
}

function linesOf({ at, series }: ChartData, own: string): PeerLines {
  return {
    own: series.find(({ label }) => label === own)?.values ?? [],
    others: series.filter(({ label }) => label !== own).map(({ values }) => values),
    median: at.map((_, index) => medianOf(series.map(({ values }) => values[index] ?? null))),
  }
}

const INKS = ['s1', 'rest'] as const

function endsOf({ series }: ChartData, top: number, unit: PeerChartProps['unit']): readonly PlotEnd[] {
  return series.map(({ label, values }, line) => {
    const last = values.slice(-MISSING_AT_END).findLast((value) => value !== null) ?? null
    return {
      // Its name is in the page's; beside the line there is room for the value only.
      label: line === 0 ? 'this' : label,
      value: last === null ? null : endWords(last, unit),
      ink: INKS[line] ?? 'rest',
      topPercent: last === null ? 100 : 100 - (last / top) * 100,
    }
  })
}
