import { type KeyboardEvent, type PointerEvent, type ReactNode, useId, useMemo, useRef, useState } from 'react'
import { usePageRange } from '../../time/page-range.ts'
import { useZone } from '../../time/zone.ts'
import { classNames } from '../class-names.ts'
import { pointAt, usePointed } from '../plot/crosshair.ts'
import { nearestIndex } from '../plot/geometry.ts'
import { cellWords, type HeatData, labelEvery, rowWords } from './heat-data.ts'
import { HeatLegend, type HeatMapProps } from './heat-map.tsx'
import type { HeatScale } from './heat-scale.ts'
import { type CellPlace, moved } from './moves.ts'
import { usePainting } from './use-painting.ts'

interface HeatCellsProps extends HeatMapProps {
  readonly scale: HeatScale
  readonly rowPx: number
  /** Labels of the time axis. */
  readonly children: ReactNode
}

/** The map: one stop for the keyboard, in which arrows move between brokers and instants and Enter opens the broker. */
export function HeatCells(props: HeatCellsProps) {
  const { title, data, unit, scale, rowPx, fromMs, toMs, open, children } = props
  const zone = useZone()
  const id = useId()
  const canvas = useRef<HTMLCanvasElement>(null)
  const legend = useRef<HTMLDivElement>(null)
  const [place, setPlace] = useState<CellPlace | null>(null)
  usePainting({ canvas, legend, data, scale, rowPx, fromMs, toMs })
  const words = useMemo(() => data.rows.map((row) => rowWords(data, row, { unit, zone })), [data, unit, zone])
  const go = (next: CellPlace | null) => {
    // The pointer moves far more often than it comes to another cell.
    setPlace((now) => (now?.row === next?.row && now?.column === next?.column ? now : next))
    pointAt(next === null ? null : (data.at[next.column] ?? null))
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const from = place ?? { row: 0, column: data.at.length - 1 }
    const next = moved(event.key, from, { rows: data.rows.length, columns: data.at.length })
    const row = data.rows[from.row]
    if (event.key === 'Enter' && row !== undefined) open(row.href)
    else if (next !== null) go(next)
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  const active = data.rows[place?.row ?? 0]
  const style = { height: `${data.rows.length * rowPx}px` }
  return (
    <>
      <div className="heat-scale" ref={legend} aria-hidden="true">
        <HeatLegend scale={scale} />
      </div>
      <div className="heat">
        <RowLabels data={data} rowPx={rowPx} at={place?.row ?? null} />
        <div
          className="heat-cells"
          style={style}
          role="listbox"
          aria-label={`${title}, a row per broker: arrows move, Enter opens the broker`}
          aria-activedescendant={active === undefined ? undefined : `${id}${active.id}`}
          tabIndex={0}
          onKeyDown={onKeyDown}
          onBlur={() => go(null)}
          onFocus={() => place === null && setPlace({ row: 0, column: data.at.length - 1 })}
          onPointerMove={(event) => go(placeAt(event, props))}
          onPointerLeave={() => go(null)}
          onClick={(event) => {
            const row = data.rows[placeAt(event, props).row]
            if (row !== undefined) open(row.href)
          }}
        >
          <canvas ref={canvas} />
          <HeatMarks {...props} />
          <HeatCursor {...props} place={place} />
          <Options data={data} words={words} at={place?.row ?? 0} id={id} />
        </div>
        <div className="heat-times" aria-hidden="true">
          {children}
        </div>
      </div>
      <p className="heat-read" aria-live="polite">
        {place === null ? '\u00a0' : cellWords(data, place, { unit, zone })}
      </p>
    </>
  )
}

interface OptionsProps {
  readonly data: HeatData
  readonly words: readonly string[]
  readonly at: number
  readonly id: string
}

/** The rows as they are heard. */
function Options({ data, words, at, id }: OptionsProps) {
  return (
    <div className="sr">
      {data.rows.map((row, index) => (
        <span key={row.id} id={`${id}${row.id}`} role="option" aria-selected={index === at} tabIndex={-1}>
          {words[index]}
        </span>
      ))}
    </div>
  )
}

function placeAt(
  event: Pick<PointerEvent<HTMLElement>, 'clientX' | 'clientY' | 'currentTarget'>,
  { data, rowPx, fromMs, toMs }: HeatCellsProps,
): CellPlace {
  const box = event.currentTarget.getBoundingClientRect()
  const time = fromMs + ((event.clientX - box.left) / Math.max(1, box.width)) * (toMs - fromMs)
  const row = Math.floor((event.clientY - box.top) / rowPx)
  return {
    row: Math.min(data.rows.length - 1, Math.max(0, row)),
    // A cell ends at its instant.
    column: Math.max(0, nearestIndex(data.at, time + data.stepMs / 2)),
  }
}

function RowLabels({
  data,
  rowPx,
  at,
}: {
  readonly data: HeatData
  readonly rowPx: number
  readonly at: number | null
}) {
  const every = labelEvery(data.rows.length)
  return (
    <div className="heat-rows" aria-hidden="true">
      {data.rows.map(({ id, label, loud }, index) =>
        index % every === 0 || index === at ? (
          <span
            key={id}
            className={classNames(loud && 'loud', index === at && 'at')}
            style={{ top: `${(index + 0.5) * rowPx}px` }}
          >
            {label}
          </span>
        ) : null,
      )}
    </div>
  )
}

function HeatMarks({ events = [], fromMs, toMs }: HeatCellsProps) {
  const { markMs } = usePageRange()
  const all = markMs === null ? events : [{ at: markMs, text: 'this instant' }, ...events]
  return all
    .filter(({ at }) => at > fromMs && at <= toMs)
    .map(({ at, text }) => (
      <i key={`${at} ${text}`} className="heat-mark" style={{ left: `${((at - fromMs) / (toMs - fromMs)) * 100}%` }} />
    ))
}

/** Row and instant pointed at; the instant also when another chart is pointed at. */
function HeatCursor({ place, rowPx, fromMs, toMs }: HeatCellsProps & { readonly place: CellPlace | null }) {
  const pointed = usePointed()
  return (
    <>
      {place !== null && <i className="heat-row" style={{ top: `${place.row * rowPx}px`, height: `${rowPx}px` }} />}
      {pointed !== null && pointed >= fromMs && pointed <= toMs && (
        <i className="heat-at" style={{ left: `${((pointed - fromMs) / (toMs - fromMs)) * 100}%` }} />
      )}
    </>
  )
}
