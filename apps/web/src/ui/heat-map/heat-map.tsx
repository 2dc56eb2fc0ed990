import { type ReactNode, useMemo, useState } from 'react'
import { clockWords } from '../../time/words.ts'
import { useZone } from '../../time/zone.ts'
import { type ChartUnit, timeTicks } from '../time-chart/series.ts'
import { TwinButton } from '../time-chart/twin-button.tsx'
import { HeatCells } from './heat-cells.tsx'
import { columnsOf, type HeatData, rowHeightPx } from './heat-data.ts'
import { type HeatScale, heatScale } from './heat-scale.ts'
import { HeatTable } from './heat-table.tsx'
import '../time-chart/time-chart.css'
import './heat-map.css'

export interface HeatMapProps {
  readonly title: string
  readonly note: string
  readonly data: HeatData
  readonly unit: ChartUnit
  readonly fromMs: number
  readonly toMs: number
  readonly events?: readonly { readonly at: number; readonly text: string }[]
  /** Opens a row: its page. */
  readonly open: (href: string) => void
  /** A switch beside the title. */
  readonly controls?: ReactNode
}

/** Things by time: each row one thing, its colour how much. Unknown is hatched. */
export function HeatMap(props: HeatMapProps) {
  const { title, note, unit, fromMs, toMs, controls } = props
  const [asTable, setAsTable] = useState(false)
  const zone = useZone()
  const data = useMemo(() => columnsOf(props.data), [props.data])
  const scale = useMemo(
    () =>
      heatScale(
        data.rows.flatMap(({ values }) => [...values]),
        unit,
      ),
    [data, unit],
  )
  const rowPx = rowHeightPx(data.rows.length)
  return (
    <figure className="chart heat-figure">
      <figcaption>
        <b>{title}</b>
        <span>{note}</span>
        {controls}
        <TwinButton title={title} drawn="map" asTable={asTable} choose={setAsTable} />
      </figcaption>
      {asTable ? (
        <HeatTable data={data} unit={unit} zone={zone} caption={`${title}, ${data.rows.length} brokers`} />
      ) : (
        <HeatCells {...props} data={data} scale={scale} rowPx={rowPx}>
          {timeTicks(fromMs, toMs).map((tick) => (
            <span key={tick} style={{ left: `${((tick - fromMs) / (toMs - fromMs)) * 100}%` }}>
              {clockWords(tick, zone, 'minutes')}
            </span>
          ))}
        </HeatCells>
      )}
    </figure>
  )
}

/** Breaks in words, the seven steps, and what hatching means. */
export function HeatLegend({ scale }: { readonly scale: HeatScale }) {
  return (
    <>
      <em>{scale.under}</em>
      {['h0', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((step) => (
        <i key={step} data-step={step} className={step} />
      ))}
      <em>{scale.over}</em>
      <i data-hatch="" className="hatched" />
      <em>no data</em>
    </>
  )
}
