import { memo, useDeferredValue, useMemo } from 'react'
import { type SeriesData, useSeries } from '../../api/series.ts'
import { instantMs } from '../../time/freshness.ts'
import type { PageRange } from '../../time/page-range.ts'
import { tickWords } from '../../time/words.ts'
import { useZone } from '../../time/zone.ts'
import { QueryFailure } from '../query-failure.tsx'
import { Skeleton } from '../skeleton.tsx'
import { type ChartData, type ChartProps, windowOf } from './series.ts'
import { TimeChart } from './time-chart.tsx'

export interface SeriesChartProps
  extends Pick<ChartProps, 'title' | 'note' | 'unit' | 'shape' | 'size' | 'limit' | 'events'> {
  readonly cluster: string
  readonly metric: string
  readonly broker?: number
  readonly topic?: string
}

/** A chart of one recorded measure over the page's window. Before the history began there is a gap, not a zero. */
export const SeriesChart = memo(function SeriesChart(props: SeriesChartProps) {
  const { cluster, metric, broker, topic, ...chart } = props
  const zone = useZone()
  const { data: answer, error, range, refetch } = useSeries({ cluster, metric, broker, topic })
  const last = lastOf(range)
  // Drawing is dear and may wait: a live tick must not hold the page.
  const data = useDeferredValue(useMemo(() => (answer === null ? null : chartData(answer, last)), [answer, last]))
  if (data === null)
    return error === null ? (
      <ChartPlace {...chart} />
    ) : (
      <QueryFailure error={error} what={chart.title} onAgain={() => void refetch()} />
    )
  const window = windowOf({
    toMs: range.toMs,
    wantedMs: range.toMs - range.fromMs,
    startedAt: instantMs(answer?.startedAt ?? null),
  })
  const young = window.startedMs !== null
  const note = young
    ? `${chart.note}, since ${tickWords(window.startedMs ?? 0, zone, range.toMs - range.fromMs)}`
    : chart.note
  return (
    <TimeChart
      {...chart}
      note={note}
      data={data}
      fromMs={window.fromMs}
      toMs={range.toMs}
      recordedSinceMs={window.startedMs}
    />
  )
})

/** Keeps the chart's place while its history is read, so that nothing below moves. */
function ChartPlace({ title, note, size = 'full' }: Pick<ChartProps, 'title' | 'note' | 'size'>) {
  return (
    <figure className={`chart ${size}`}>
      <figcaption>
        <b>{title}</b>
        <span>{note}</span>
      </figcaption>
      <div className="plot">
        <Skeleton rows={4} waitingFor={`the history of ${title.toLowerCase()}`} />
      </div>
    </figure>
  )
}

/** What the end of the line is called: of a window that stands still it is not now. */
function lastOf({ mode }: PageRange): string {
  return mode === 'live' ? 'now' : 'end'
}

/** Peaks are what operators look for: where a step has a maximum, that is what is drawn. */
function chartData({ at, stepMs, series }: SeriesData, last: string): ChartData {
  return {
    at,
    stepMs,
    series: series.map(({ label, mean, max }) => ({
      label: series.length === 1 ? last : label,
      values: stepMs > 15_000 ? max : mean,
    })),
  }
}
