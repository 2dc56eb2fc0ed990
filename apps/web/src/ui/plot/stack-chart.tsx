import { useMemo } from 'react'
import { type ChartData, type ChartProps, niceTop } from '../time-chart/series.ts'
import { areaPath, type Layer, stacked } from './geometry.ts'
import { endWords, type PlotEnd, PlotFigure, type PlotFigureProps } from './plot-figure.tsx'

export interface StackChartProps extends Omit<ChartProps, 'shape'> {
  /** Colour of each series, bottom first: `s1` … `s6`, `rest`. */
  readonly inks: readonly string[]
  readonly controls?: PlotFigureProps['controls']
}

/** Parts of a whole over time, the first series at the bottom. */
export function StackChart(props: StackChartProps) {
  const { data, unit, fromMs, toMs, limit, inks } = props
  const layers = useMemo(() => stacked(data.series, data.at.length), [data])
  const largest = layers.at(-1)?.high.reduce<number>((most, value) => Math.max(most, value ?? 0), 0) ?? 0
  const frame = { fromMs, toMs, top: niceTop(Math.max(largest, limit?.value ?? 0), unit) }
  const paths = useMemo(
    () => layers.map((layer) => areaPath(data.at, layer, { fromMs, toMs, top: frame.top })),
    [layers, data, fromMs, toMs, frame.top],
  )
  return (
    <PlotFigure {...props} top={frame.top} ends={endsOf({ data, layers, inks, top: frame.top, unit })}>
      {paths.map((path, line) => (
        <path key={data.series[line]?.label} className={`layer ${inks[line] ?? 'rest'}`} d={path} />
      ))}
    </PlotFigure>
  )
}

/** Points that may be missing before the end of a layer is no longer its present. */
const MISSING_AT_END = 3

interface EndsOf extends Pick<StackChartProps, 'data' | 'inks' | 'unit'> {
  readonly layers: readonly Layer[]
  readonly top: number
}

/** A label beside the middle of its layer; parts that never told anything have none. */
function endsOf({ data, layers, inks, top, unit }: EndsOf): readonly PlotEnd[] {
  const last = lastKnownIndex(data, layers)
  return data.series.flatMap<PlotEnd>(({ label, values }, line) => {
    if (values.every((value) => value === null)) return []
    const ink = inks[line] ?? 'rest'
    if (last < 0) return [{ label, value: null, ink, topPercent: 100 }]
    const middle = ((layers[line]?.low[last] ?? 0) + (layers[line]?.high[last] ?? 0)) / 2
    return [{ label, value: endWords(values[last] ?? 0, unit), ink, topPercent: 100 - (middle / top) * 100 }]
  })
}

function lastKnownIndex({ at }: ChartData, layers: readonly Layer[]): number {
  const high = layers.at(-1)?.high ?? []
  for (let index = at.length - 1; index >= Math.max(0, at.length - MISSING_AT_END); index -= 1)
    if ((high[index] ?? null) !== null) return index
  return -1
}
