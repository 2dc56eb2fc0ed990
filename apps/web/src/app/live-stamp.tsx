import { type Connection, useConnection } from '../api/connection.ts'
import { serverNow } from '../time/server-clock.ts'
import { useAtSecond } from '../time/ticker.ts'
import { ageWords } from '../time/words.ts'
import { classNames } from '../ui/class-names.ts'

const WORDS = {
  live: ['Live', 'The server tells what changed as it happens'],
  polling: ['Every 10 s', 'The event stream is down: the page asks every 10 seconds'],
  held: ['Held', 'Nothing is refreshed until you go live'],
  frozen: ['Frozen', 'Charts show a fixed window; everything else is of now'],
  down: ['No answer', 'Perigee’s server does not answer'],
} as const

/** Live or not, and when the page last heard from the server. Always at the same place; key L holds the page. */
export function LiveStamp({ held, frozen, onToggle }: { held: boolean; frozen: boolean; onToggle: () => void }) {
  const connection = useConnection()
  const state = frozen && !held ? 'frozen' : stateOf(connection, held)
  const [word, why] = WORDS[state]
  const heardAt = connection.lastSuccessAt
  const ago = useAtSecond((now) => (heardAt === null ? '' : `${ageWords(Math.max(0, now - serverNow(heardAt)))} ago`))
  return (
    <button
      type="button"
      className={classNames('live', state)}
      onClick={onToggle}
      title={`${why} (L)`}
      aria-pressed={held || frozen}
    >
      <i aria-hidden="true" />
      <b>{word}</b>
      <span className="q ago">{ago}</span>
    </button>
  )
}

function stateOf({ state, stream }: Connection, held: boolean): keyof typeof WORDS {
  if (held) return 'held'
  return state === 'down' ? 'down' : stream
}
