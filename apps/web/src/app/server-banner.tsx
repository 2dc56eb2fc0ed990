import { useConnection } from '../api/connection.ts'
import { retryNow } from '../api/watch.ts'
import { serverNow } from '../time/server-clock.ts'
import { useAtSecond } from '../time/ticker.ts'
import { ageWords, clockWords } from '../time/words.ts'
import { useZone } from '../time/zone.ts'
import { StatusShape } from '../ui/status-shape.tsx'
import '../ui/empty.css'

/** While our own server is silent: what is on screen stays with its age, and this says so. */
export function ServerBanner() {
  const { state, downSince, nextTryAt } = useConnection()
  const zone = useZone()
  const wait = useAtSecond((now) => (nextTryAt === null ? '' : ageWords(Math.max(0, serverNow(nextTryAt) - now))))
  if (state === 'up' || downSince === null) return null
  return (
    <p className="banner crit server-banner" role="alert">
      <StatusShape status="critical" />
      <span>
        Perigee’s server cannot be reached since {clockWords(serverNow(downSince), zone)}. Everything shown is from
        before and keeps its age.
        <span aria-hidden="true">{wait === '' ? ' Trying …' : ` Next try in ${wait}.`}</span>
      </span>
      <button type="button" className="go" onClick={retryNow}>
        Try now
      </button>
    </p>
  )
}
