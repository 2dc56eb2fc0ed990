import type { ReactNode } from 'react'
import type { SeriesData } from '../../api/series.ts'
import { instantMs } from '../../time/freshness.ts'
import type { PageRange } from '../../time/page-range.ts'
import { tickWords } from '../../time/words.ts'
import { useZone } from '../../time/zone.ts'
import { classNames } from '../class-names.ts'
import { Skeleton } from '../skeleton.tsx'
import { windowOf } from '../time-chart/series.ts'
import { startedMs } from './merge-series.ts'
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

/**
 * The window to draw. All charts of a page share one axis, whatever of it a measure was recorded in; only a cluster that
 * is young altogether has a shorter one. Time before the record is no gap: the note says since when there is one.
 */
export function useWindow(range: PageRange, answers: readonly (SeriesData | null)[], note: string) {
  const zone = useZone()
  const extents = answers.map((answer) => instantMs(answer?.extent?.from ?? null)).filter((at) => at !== null)
  const window = windowOf({
    toMs: range.toMs,
    wantedMs: range.toMs - range.fromMs,
    startedAt: extents.length === 0 ? null : Math.min(...extents),
  })
  const started = startedMs(answers)
  const young = started !== null && started > window.fromMs + YOUNG_MS
  return {
    fromMs: window.fromMs,
    toMs: range.toMs,
    recordedSinceMs: started,
    note: young ? `${note}, since ${tickWords(started, zone, range.toMs - range.fromMs)}` : note,
  }
}

/** A record that begins this soon after the window is as good as whole. */
const YOUNG_MS = 60_000
