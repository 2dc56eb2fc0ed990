import { pointWords } from '../../time/words.ts'
import { useZone } from '../../time/zone.ts'
import { classNames } from '../class-names.ts'
import { valueWords } from '../time-chart/chart-words.ts'
import type { ChartData, ChartUnit } from '../time-chart/series.ts'
import { usePointed } from './crosshair.ts'
import { type Frame, nearestIndex, xOf } from './geometry.ts'

export interface PointedLine {
  readonly label: string
  readonly values: readonly (number | null)[]
}

interface PointedProps {
  readonly frame: Frame
  readonly data: ChartData
  readonly unit: ChartUnit
  readonly lines: readonly PointedLine[]
}

/** The instant pointed at, on this chart or another one of the page, with the values there. */
export function Pointed({ frame, data, unit, lines }: PointedProps) {
  const zone = useZone()
  const pointed = usePointed()
  if (pointed === null || pointed < frame.fromMs || pointed > frame.toMs) return null
  const index = nearestIndex(data.at, pointed)
  const at = data.at[index]
  if (at === undefined) return null
  const percent = xOf(at, frame) / 10
  return (
    <i className={classNames('pointed', percent > 55 && 'before')} style={{ left: `${percent}%` }}>
      <span className="point raised">
        <span className="q">
          {pointWords(at, zone, frame.toMs - frame.fromMs)} {zone === 'utc' ? 'UTC' : ''}
        </span>
        {lines.map(({ label, values }) => {
          const value = values[index] ?? null
          return (
            <span key={label}>
              {label} <b>{value === null ? 'no data' : valueWords(value, unit)}</b>
            </span>
          )
        })}
      </span>
    </i>
  )
}
