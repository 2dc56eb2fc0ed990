import type { FreshnessState } from '@perigee/contract'
import { freshnessAt, instantMs } from '../time/freshness.ts'
import { useAtSecond } from '../time/ticker.ts'
import { ageWords, fullTimeWords, shortTimeWords } from '../time/words.ts'
import { useZone } from '../time/zone.ts'
import './status.css'

/** Freshness of a reading now, ticking on the server's clock. */
export function useFreshness(observedAt: string | null, intervalMs: number): FreshnessState {
  const at = instantMs(observedAt)
  return useAtSecond((now) => freshnessAt(at, intervalMs, now)) as FreshnessState
}

/** Age of a reading: fresh muted, late bold, lost hatched with its instant, never in words. */
export function AgeStamp({
  observedAt,
  intervalMs,
  short = 'ago',
}: {
  observedAt: string | null
  intervalMs: number
  /** `bare` for a column headed “Age”: “8 s” instead of “8 s ago”. */
  short?: 'ago' | 'bare'
}) {
  const zone = useZone()
  const at = instantMs(observedAt)
  const state = useFreshness(observedAt, intervalMs)
  const words = useAtSecond((now) => {
    if (at === null) return 'not read yet'
    if (freshnessAt(at, intervalMs, now) === 'lost')
      return shortTimeWords(at, now, { zone, seconds: short === 'bare' ? 'minutes' : 'with-seconds' })
    return ageWords(now - at)
  })
  if (at === null) return <span className="lost">{short === 'bare' ? 'never' : 'not read yet'}</span>
  const full = fullTimeWords(at, zone)
  if (state === 'lost')
    return (
      <time className="lost" dateTime={observedAt ?? undefined} title={full}>
        {short === 'bare' ? words : `as of ${words}`}
      </time>
    )
  const late = state === 'late'
  return (
    <time className={late ? 'late' : 'q'} dateTime={observedAt ?? undefined} title={full}>
      {short === 'bare' ? words : `${words} ago${late ? ', late' : ''}`}
    </time>
  )
}
