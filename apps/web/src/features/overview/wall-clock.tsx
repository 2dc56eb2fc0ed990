import { useConnection } from '../../api/connection.ts'
import { serverNow } from '../../time/server-clock.ts'
import { useAtSecond } from '../../time/ticker.ts'
import { ageWords, clockWords, localZoneName } from '../../time/words.ts'
import { useZone } from '../../time/zone.ts'

/** The server's time, and when this wall last heard from it. Silence is said loudly: a wall has no banner. */
export function WallClock() {
  const zone = useZone()
  const { lastSuccessAt, state } = useConnection()
  const time = useAtSecond((now) => clockWords(now, zone, 'minutes'))
  const zoneName = useAtSecond((now) => (zone === 'utc' ? 'UTC' : localZoneName(now)))
  const ago = useAtSecond((now) =>
    lastSuccessAt === null ? '' : ageWords(Math.max(0, now - serverNow(lastSuccessAt))),
  )
  return (
    <p className="wclock">
      <b>{time}</b> {zoneName}
      <small className={state === 'down' ? 'bad' : undefined}>
        {state === 'down' ? `no answer from Perigee for ${ago}` : `updated ${ago} ago`}
      </small>
    </p>
  )
}
