import { memo, type ReactNode, useMemo, useState } from 'react'
import type { SeriesData } from '../../api/series.ts'
import { follow, hrefOf } from '../../app/view.ts'
import type { HeatData } from '../../ui/heat-map/heat-data.ts'
import { HeatMap } from '../../ui/heat-map/heat-map.tsx'
import type { Mark } from '../../ui/kafka/incident-marks.ts'
import { reasonOf } from '../../ui/kafka/missing-list.tsx'
import { isBlank } from '../../ui/plot/merge-series.ts'
import { PlotPlace, useWindow } from '../../ui/plot/plot-place.tsx'
import { useManySeries } from '../../ui/plot/use-many-series.ts'
import { QueryFailure } from '../../ui/query-failure.tsx'
import { Segments } from '../../ui/segments.tsx'
import { chartUnitOf } from '../../ui/time-chart/series.ts'
import { HEAT_METRICS, type HeatMetric, type HeatSource, heatMetricFor } from './heat-metrics.ts'
import type { ClusterVitalsData } from './queries.ts'

interface BrokerHeatProps {
  readonly cluster: string
  /** Brokers with something wrong: their rows are labelled strongly. */
  readonly loud: ReadonlySet<number>
  readonly missing: ClusterVitalsData['missing']
  readonly marks: readonly Mark[]
  /** Code of the worst reason for slowness; the map opens on what shows it. */
  readonly cause: string | null
}

const OPTIONS = HEAT_METRICS.map(({ id, text }) => ({ id, text }))

/** Every broker over time at a glance: one of them, or all? */
export const BrokerHeat = memo(function BrokerHeat(props: BrokerHeatProps) {
  const [picked, setPicked] = useState<string | null>(null)
  const chosen = picked ?? heatMetricFor(props.cause)
  const metric = HEAT_METRICS.find(({ id }) => id === chosen) ?? HEAT_METRICS[0]
  if (metric === undefined) return null
  const controls = <Segments label="Measure of the map" options={OPTIONS} chosen={chosen} choose={setPicked} />
  return <Heat key={metric.id} {...props} metric={metric} controls={controls} />
})

function Heat(props: BrokerHeatProps & { readonly metric: HeatMetric; readonly controls: ReactNode }) {
  const { cluster, loud, missing, marks, metric, controls } = props
  const asks = useMemo(
    () => metric.from.map((from) => ({ cluster, metric: from.metric, by: 'node' as const })),
    [cluster, metric],
  )
  const { answers, error, range, again } = useManySeries(asks)
  const at = Math.max(
    0,
    answers.findIndex((answer) => !isBlank(answer)),
  )
  const answer = answers[at] ?? null
  const from = metric.from[at]
  const data = useMemo(
    () => (answer === null || from === undefined ? null : heatOf(answer, { cluster, loud, from })),
    [answer, cluster, loud, from],
  )
  const window = useWindow(range, [answer], from?.note ?? '')
  const place = { title: metric.title, note: 'each row a broker', controls }
  if (answers.some((each) => each === null))
    return error === null ? (
      <PlotPlace {...place} />
    ) : (
      <QueryFailure error={error} what={metric.title} onAgain={again} />
    )
  if (data === null || answer === null || isBlank(answer)) {
    const because = metric.from.map((each) => reasonOf(missing, each.metric)).find((reason) => reason !== null)
    return <PlotPlace {...place} because={because ?? 'no broker told it in this window'} />
  }
  return (
    <HeatMap
      {...place}
      note={`each row a broker: ${window.note}`}
      data={data}
      unit={chartUnitOf(answer.unit)}
      fromMs={window.fromMs}
      toMs={window.toMs}
      events={marks}
      open={follow}
    />
  )
}

function heatOf(
  answer: SeriesData,
  { cluster, loud, from }: { cluster: string; loud: ReadonlySet<number>; from: HeatSource },
): HeatData {
  const pick = from.turned ? 'min' : 'max'
  const length = readLength(answer)
  return {
    at: answer.at.slice(0, length),
    stepMs: answer.stepMs,
    rows: answer.series.flatMap(({ node, [pick]: values }) =>
      node === null
        ? []
        : {
            id: String(node),
            label: String(node),
            name: `broker ${node}`,
            href: hrefOf({ kind: 'broker', cluster, broker: node }),
            loud: loud.has(node),
            values: values.slice(0, length).map((value) => (from.turned && value !== null ? 1 - value : value)),
          },
    ),
  }
}

/** Points at the end that may still be on their way. */
const ON_THE_WAY = 3

/** How many points are there: those at the end that nobody has told yet are not “no data”, they have not come. */
function readLength({ at, series }: SeriesData): number {
  let length = at.length
  while (length > at.length - ON_THE_WAY && series.every(({ mean }) => (mean[length - 1] ?? null) === null)) length -= 1
  return Math.max(0, length)
}
