import { memo, type ReactNode, useDeferredValue, useMemo } from 'react'
import { type SeriesData, useSeries } from '../../api/series.ts'
import { QueryFailure } from '../query-failure.tsx'
import { type ChartData, type ChartProps, chartUnitOf } from '../time-chart/series.ts'
import { chartOf, isBlank, type Pick } from './merge-series.ts'
import { PeerChart } from './peer-chart.tsx'
import { PlotPlace, useWindow } from './plot-place.tsx'

export interface SeriesPeersProps
  extends globalThis.Pick<ChartProps, 'title' | 'note' | 'size' | 'limit' | 'events' | 'shape'> {
  readonly cluster: string
  readonly metric: string
  readonly broker: number
  readonly controls?: ReactNode
  /** What a point shows that stands for many samples: of an idle share its least. */
  readonly pick?: Pick
  /** Why there may be nothing, in the server's words. */
  readonly because: string | null
}

/** One broker's measure among those of all brokers, over the page's range. */
export const SeriesPeers = memo(function SeriesPeers(props: SeriesPeersProps) {
  const { cluster, metric, broker, pick = 'max', because, ...chart } = props
  const { data: answer, error, range, refetch } = useSeries({ cluster, metric, by: 'node' })
  const own = `broker ${broker}`
  const drawn = answer !== null && answer.stepMs <= 15_000 ? 'mean' : pick
  const data = useDeferredValue(
    useMemo(() => (answer === null ? null : named(chartOf(answer, drawn), answer)), [answer, drawn]),
  )
  const window = useWindow(range, [answer], chart.note)
  if (answer === null || data === null)
    return error === null ? (
      <PlotPlace {...chart} />
    ) : (
      <QueryFailure error={error} what={chart.title} onAgain={() => void refetch()} />
    )
  if (isBlank({ ...answer, series: answer.series.filter(({ node }) => node === broker) }))
    return <PlotPlace {...chart} because={because ?? 'this broker told nothing in this window'} />
  return <PeerChart {...chart} {...window} data={data} own={own} unit={chartUnitOf(answer.unit)} />
})

/** A host is named for the broker on it: its label shall not be longer than its line. */
function named(chart: ChartData, { series }: SeriesData): ChartData {
  return { ...chart, series: chart.series.map((each, at) => ({ ...each, label: `broker ${series[at]?.node}` })) }
}
