import { usePageRange } from '../time/page-range.ts'
import { fixedRange, liveRange, movedRange } from '../time/range.ts'
import { serverNow } from '../time/server-clock.ts'
import { fullTimeWords, pointWords } from '../time/words.ts'
import { useZone } from '../time/zone.ts'
import { useView } from './view.ts'

/** Charts show the past while the rest of the page is of now: that must never be overlooked. */
export function FrozenBar() {
  const { view, choose } = useView()
  const zone = useZone()
  const range = usePageRange()
  if (range.mode === 'live') return null
  // A day is always said: a window of last week must not look like today's.
  const words = (at: number) => pointWords(at, zone, Number.POSITIVE_INFINITY)
  const move = (how: 'earlier' | 'later' | 'wider') => {
    const { fromMs, toMs } = movedRange(range, how, serverNow())
    choose(fixedRange(fromMs, toMs))
  }
  return (
    <div className="held-bar" role="status">
      <span title={`${fullTimeWords(range.fromMs, zone)} – ${fullTimeWords(range.toMs, zone)}`}>
        Frozen {words(range.fromMs)} – {words(range.toMs)} {zone === 'utc' ? 'UTC' : 'local'}. Charts show that time,
        everything else is of now.
      </span>
      <span className="acts">
        <button type="button" onClick={() => move('earlier')}>
          Earlier
        </button>
        <button type="button" onClick={() => move('later')}>
          Later
        </button>
        <button type="button" onClick={() => move('wider')}>
          Wider
        </button>
        <button type="button" onClick={() => choose(liveRange(view.from))}>
          Back to live <kbd>L</kbd>
        </button>
      </span>
    </div>
  )
}
