import type { ReactNode } from 'react'
import type { PageRange } from '../../time/page-range.ts'
import { clockWords } from '../../time/words.ts'
import { useZone } from '../../time/zone.ts'
import { classNames } from '../class-names.ts'
import { Skeleton } from '../skeleton.tsx'
import { windowOf } from '../time-chart/series.ts'
import '../time-chart/time-chart.css'

interface PlotPlaceProps {
  readonly title: string
  readonly note: string
  readonly size?: 'full' | 'low'
  readonly controls?: ReactNode
  /** Why there is nothing to draw; without it the chart is being read. */
  readonly because?: string | null
}

/** A chart's place while it is read, or the reason why it stays empty. */
export function PlotPlace({ title, note, size = 'full', controls, because = null }: PlotPlaceProps) {
  return (
    <figure className={classNames('chart', size)}>
      <figcaption>
        <b>{title}</b>
        <span>{note}</span>
        {controls}
      </figcaption>
      {because === null ? (
        <div className="plot">
          <Skeleton rows={4} waitingFor={`the history of ${title.toLowerCase()}`} />
        </div>
      ) : (
        <p className="note">Not known: {because}</p>
      )}
    </figure>
  )
}

/** The window to draw, and the note that says when the record began. */
export function useWindow(range: PageRange, startedMs: number | null, note: string) {
  const zone = useZone()
  const window = windowOf({ toMs: range.toMs, wantedMs: range.toMs - range.fromMs, startedAt: startedMs })
  const since = window.startedMs === null ? '' : `, recorded since ${clockWords(window.startedMs, zone, 'minutes')}`
  return { fromMs: window.fromMs, toMs: range.toMs, recordedSinceMs: window.startedMs, note: `${note}${since}` }
}
