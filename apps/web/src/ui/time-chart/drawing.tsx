import { useId, useMemo } from 'react'
import {
  CartesianGrid,
  Line,
  LineChart,
  ReferenceArea,
  ReferenceLine,
  ResponsiveContainer,
  XAxis,
  YAxis,
} from 'recharts'
import { tickWords, type Zone } from '../../time/words.ts'
import { valueWords } from './chart-words.ts'
import { type ChartProps, chartRows, gapsOf, largestOf, MAX_SERIES, timeTicks } from './series.ts'

// The only module that knows the drawing library. No animation, no dots: a live tick must cost little.

interface DrawingProps extends ChartProps {
  readonly top: number
  readonly zone: Zone
}

/** Second channel of a series besides its colour. */
const DASHES = ['', '5 3', '2 2', '7 2 2 2', '1 3', '9 3'] as const

export function Drawing(props: DrawingProps) {
  const { data, fromMs, toMs, recordedSinceMs, top } = props
  const hatch = useId()
  const rows = useMemo(() => chartRows(data), [data])
  const gaps = useMemo(
    () => gapsOf(data, Math.max(fromMs, recordedSinceMs ?? fromMs), toMs),
    [data, fromMs, recordedSinceMs, toMs],
  )
  return (
    <ResponsiveContainer width="100%" height="100%">
      <LineChart data={rows} margin={{ top: 8, right: 0, bottom: 0, left: 0 }} accessibilityLayer={false}>
        <defs>
          <pattern id={hatch} width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
            <path d="M0 0V7" className="hatch" />
          </pattern>
        </defs>
        <CartesianGrid vertical={false} className="grid" strokeWidth={1} />
        {gaps.map((gap) => (
          <ReferenceArea
            key={gap.fromMs}
            x1={gap.fromMs}
            x2={gap.toMs}
            y1={0}
            y2={top}
            fill={`url(#${hatch})`}
            fillOpacity={1}
          />
        ))}
        {axes(props)}
        {marks(props)}
        {lines(props)}
      </LineChart>
    </ResponsiveContainer>
  )
}

function axes({ data, unit, fromMs, toMs, limit, top, zone }: DrawingProps) {
  const flat = largestOf(data) === 0 && limit === undefined
  return (
    <>
      <XAxis
        dataKey="at"
        type="number"
        domain={[fromMs, toMs]}
        allowDataOverflow
        ticks={[...timeTicks(fromMs, toMs)]}
        tickFormatter={(at: number) => tickWords(at, zone, toMs - fromMs)}
        height={22}
        tickLine={false}
        className="axis x"
      />
      <YAxis
        domain={[0, top]}
        ticks={flat ? [0] : [0, top / 2, top]}
        tickFormatter={(value: number) => (value === 0 ? '0' : valueWords(value, unit))}
        width={58}
        axisLine={false}
        tickLine={false}
        className="axis y"
      />
    </>
  )
}

function marks({ limit, events = [], size = 'full' }: DrawingProps) {
  return (
    <>
      {limit !== undefined && <ReferenceLine y={limit.value} className="limit-line" strokeDasharray="5 3" />}
      {events.map(({ at, text }) => (
        <ReferenceLine
          key={`${at} ${text}`}
          x={at}
          className="event-line"
          {...(size === 'full' && { label: { value: text, position: 'insideTopLeft' as const } })}
        />
      ))}
    </>
  )
}

function lines({ data, shape = 'line' }: DrawingProps) {
  return data.series
    .slice(0, MAX_SERIES)
    .map(({ label }, line) => (
      <Line
        key={label}
        dataKey={`s${line}`}
        name={label}
        className={`line s${line + 1}`}
        type={shape === 'step' ? 'stepAfter' : 'linear'}
        strokeDasharray={DASHES[line] ?? ''}
        strokeWidth={1.5}
        dot={false}
        activeDot={{ r: 3 }}
        connectNulls={false}
        isAnimationActive={false}
      />
    ))
}
