import { lazy, Suspense, useState } from 'react'
import { PanelBoundary } from '../../app/panel-boundary.tsx'
import { useZone } from '../../time/zone.ts'
import { classNames } from '../class-names.ts'
import { loadChunk } from '../load-chunk.ts'
import { instantUnder, pointAt } from '../plot/crosshair.ts'
import { Pointed } from '../plot/pointed.tsx'
import { ChartTable } from './chart-table.tsx'
import { chartSummary, endLabels, valueWords } from './chart-words.ts'
import { type ChartProps, largestOf, niceTop } from './series.ts'
import { TwinButton } from './twin-button.tsx'
import './time-chart.css'
import '../plot/plot.css'

// The drawing library is a chunk of its own, fetched after the page has said its sentence.
const Drawing = lazy(async () => ({ default: (await loadChunk(() => import('./drawing.tsx'))).Drawing }))

/**
 * One chart: title and unit, the drawing, direct labels at the line ends, a sentence for those who do not see it, and a
 * table twin. Features know only this façade, never the library behind it.
 */
export function TimeChart(props: ChartProps) {
  const { title, note, data, unit, fromMs, toMs, limit, size = 'full' } = props
  const [asTable, setAsTable] = useState(false)
  const zone = useZone()
  const top = niceTop(Math.max(largestOf(data), limit?.value ?? 0), unit)
  const empty = data.series.every(({ values }) => values.every((value) => value === null))
  const summary = chartSummary(title, data, { unit, fromMs, toMs })
  return (
    <figure className={classNames('chart', size)}>
      <figcaption>
        <b>{title}</b>
        <span>{note}</span>
        <TwinButton title={title} drawn="chart" asTable={asTable} choose={setAsTable} />
      </figcaption>
      {asTable ? (
        <ChartTable data={data} unit={unit} zone={zone} caption={summary} />
      ) : (
        <>
          <p className="sr">{summary}</p>
          <div className="plot" aria-hidden="true" data-from={fromMs} data-to={toMs}>
            {empty ? (
              <p className="no-data">
                <span>no data in this window</span>
              </p>
            ) : (
              <PanelBoundary what="This chart">
                <Suspense fallback={null}>
                  <Drawing {...props} top={top} zone={zone} />
                </Suspense>
                <CrosshairLayer {...props} top={top} />
                <EndLabels {...props} top={top} />
              </PanelBoundary>
            )}
          </div>
        </>
      )}
    </figure>
  )
}

/** The instant pointed at, here or on another chart of the page. */
function CrosshairLayer({ data, unit, fromMs, toMs, top }: ChartProps & { top: number }) {
  const frame = { fromMs, toMs, top }
  return (
    <div
      className="plot-area over"
      onPointerMove={(event) => pointAt(instantUnder(event, data.at, frame))}
      onPointerLeave={() => pointAt(null)}
    >
      <Pointed frame={frame} data={data} unit={unit} lines={data.series} />
    </div>
  )
}

function EndLabels({ data, unit, top, limit }: ChartProps & { top: number }) {
  return (
    <div className="ends">
      {endLabels(data, unit, top).map(({ line, text, value, topPercent }) => (
        <span key={text} className={`end s${line + 1}`} style={{ top: `${topPercent}%` }}>
          {text} <b>{value ?? 'no data'}</b>
        </span>
      ))}
      {limit !== undefined && (
        <span className="limit" style={{ top: `${100 - (limit.value / top) * 100}%` }}>
          {limit.text} {valueWords(limit.value, unit)}
        </span>
      )}
    </div>
  )
}
