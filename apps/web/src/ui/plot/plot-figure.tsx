import { type ReactNode, useState } from 'react'
import { usePageRange } from '../../time/page-range.ts'
import { tickWords } from '../../time/words.ts'
import { useZone } from '../../time/zone.ts'
import { classNames } from '../class-names.ts'
import { threeDigits } from '../quantity-words.ts'
import { ChartTable } from '../time-chart/chart-table.tsx'
import { chartSummary, valueWords } from '../time-chart/chart-words.ts'
import { type ChartData, type ChartProps, type ChartUnit, gapsOf, timeTicks } from '../time-chart/series.ts'
import { TwinButton } from '../time-chart/twin-button.tsx'
import { instantUnder, pointAt } from './crosshair.ts'
import { BOX, type Frame, spread, xOf } from './geometry.ts'
import { markTexts } from './mark-texts.ts'
import { Pointed, type PointedLine } from './pointed.tsx'
import '../time-chart/time-chart.css'
import './plot.css'

/** A value at the end of a drawing. Milliseconds are said in the note: six of them in a column need no unit each. */
export function endWords(value: number, unit: ChartUnit): string {
  return unit === 'ms' ? threeDigits(value) : valueWords(value, unit)
}

/** A label at the right end of a drawing. */
export interface PlotEnd {
  readonly label: string
  readonly value: string | null
  /** Class of its colour: `s1` … `s6`, `rest`. */
  readonly ink: string
  readonly topPercent: number
}

export interface PlotFigureProps extends Omit<ChartProps, 'shape'> {
  readonly top: number
  readonly ends: readonly PlotEnd[]
  /** What is read at an instant; by default every series of `data`. */
  readonly lines?: readonly PointedLine[]
  /** A switch beside the title. */
  readonly controls?: ReactNode
  /** Paths in the box of `geometry.ts`. */
  readonly children: ReactNode
}

/** Title, axes, gaps, limit, events, direct labels and table twin around paths that we draw ourselves. */
export function PlotFigure(props: PlotFigureProps) {
  const { title, note, data, unit, fromMs, toMs, size = 'full', controls } = props
  const [asTable, setAsTable] = useState(false)
  const zone = useZone()
  const summary = chartSummary(title, data, { unit, fromMs, toMs })
  return (
    <figure className={classNames('chart', size)}>
      <figcaption>
        <b>{title}</b>
        <span title={note}>{note}</span>
        {controls}
        <TwinButton title={title} drawn="chart" asTable={asTable} choose={setAsTable} />
      </figcaption>
      {asTable ? (
        <ChartTable data={data} unit={unit} zone={zone} caption={summary} />
      ) : (
        <>
          <p className="sr">{summary}</p>
          <PlotArea {...props} />
        </>
      )}
    </figure>
  )
}

function isEmpty({ series }: ChartData): boolean {
  return series.every(({ values }) => values.every((value) => value === null))
}

function PlotArea(props: PlotFigureProps) {
  const { data, unit, fromMs, toMs, top, ends, lines, size } = props
  const frame = { fromMs, toMs, top }
  if (isEmpty(data))
    return (
      <div className="plot" aria-hidden="true">
        <p className="no-data">
          <span>no data in this window</span>
        </p>
      </div>
    )
  return (
    <div className="plot" aria-hidden="true" data-from={fromMs} data-to={toMs}>
      <div
        className="plot-area"
        onPointerMove={(event) => pointAt(instantUnder(event, data.at, frame))}
        onPointerLeave={() => pointAt(null)}
      >
        <Drawing {...props} frame={frame} />
        <Axes {...props} frame={frame} />
        <Marks {...props} frame={frame} />
        <Pointed frame={frame} data={data} unit={unit} lines={lines ?? data.series} />
      </div>
      <div className="ends">
        {spread(ends, size === 'low' ? 17 : 9).map(({ label, value, ink, topPercent }) => (
          <span key={label} className={`end ${ink}`} style={{ top: `${topPercent}%` }}>
            {label} <b>{value ?? 'no data'}</b>
          </span>
        ))}
      </div>
    </div>
  )
}

type Framed = PlotFigureProps & { readonly frame: Frame }

function Drawing({ children }: Framed) {
  return (
    <svg viewBox={`0 0 ${BOX} ${BOX}`} preserveAspectRatio="none" aria-hidden="true">
      <path className="grid" d={`M0 0H${BOX}M0 ${BOX / 2}H${BOX}`} />
      {children}
      <path className="base" d={`M0 ${BOX}H${BOX}`} />
    </svg>
  )
}

/** Every other instant, always the same ones: labels must not jump as time goes on. */
function sparser(ticks: readonly number[]): readonly number[] {
  const stepMs = (ticks[1] ?? 0) - (ticks[0] ?? 0)
  return ticks.length < 4 ? ticks : ticks.filter((tick) => tick % (2 * stepMs) === 0)
}

function Axes({ unit, frame, size }: Framed) {
  const zone = useZone()
  const all = timeTicks(frame.fromMs, frame.toMs)
  const ticks = size === 'low' ? sparser(all) : all
  return (
    <>
      {[frame.top, frame.top / 2, 0].map((value) => (
        <span key={value} className="y" style={{ top: `${100 - (value / frame.top) * 100}%` }}>
          {value === 0 ? '0' : valueWords(value, unit)}
        </span>
      ))}
      {ticks.map((tick) => (
        <span key={tick} className="x" style={{ left: `${xOf(tick, frame) / 10}%` }}>
          {tickWords(tick, zone, frame.toMs - frame.fromMs)}
        </span>
      ))}
    </>
  )
}

function Marks({ data, frame, unit, limit, events = [], recordedSinceMs, size = 'full' }: Framed) {
  const gaps = gapsOf(data, Math.max(frame.fromMs, recordedSinceMs ?? frame.fromMs), frame.toMs)
  const percent = (at: number) => xOf(at, frame) / 10
  const { markMs } = usePageRange()
  const all = markMs === null ? events : [{ at: markMs, text: 'this instant' }, ...events]
  const inside = all
    .filter(({ at }) => at >= frame.fromMs && at <= frame.toMs)
    .map((mark) => ({ ...mark, percent: percent(mark.at) }))
  return (
    <>
      {gaps.map(({ fromMs, toMs }) => (
        <i
          key={fromMs}
          className="gap"
          style={{ left: `${percent(fromMs)}%`, width: `${percent(toMs) - percent(fromMs)}%` }}
        />
      ))}
      {limit !== undefined && (
        <span className="limit-mark" style={{ top: `${100 - (limit.value / frame.top) * 100}%` }}>
          {limit.text} {valueWords(limit.value, unit)}
        </span>
      )}
      {markTexts(inside).map(({ at, percent: left, side, text }) => (
        <i key={at} className={classNames('event-mark', side === 'before' && 'before')} style={{ left: `${left}%` }}>
          {size === 'full' && text !== null && <b>{text}</b>}
        </i>
      ))}
    </>
  )
}
