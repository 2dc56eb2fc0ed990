import type { FreshnessWire } from '@perigee/contract'
import { instantMs } from '../../time/freshness.ts'
import { fullTimeWords } from '../../time/words.ts'
import { useZone } from '../../time/zone.ts'
import { Empty } from '../empty.tsx'

interface UnreadProps {
  /** What was never read, as the start of a sentence: "Topics of audit-us". */
  readonly what: string
  readonly freshness: FreshnessWire
}

/** Nothing was ever read: whom we asked, what they said in their own words, and where to look. */
export function Unread({ what, freshness }: UnreadProps) {
  const zone = useZone()
  const [failure] = freshness.failures
  const since = failure === undefined ? null : instantMs(failure.since)
  return (
    <Empty title={`${what} have not been read yet`} status="unknown">
      {failure === undefined ? (
        'The first poll has not ended. '
      ) : (
        <>
          {failure.target}: <span className="mono">{failure.message}</span>
          {since === null ? '' : `, since ${fullTimeWords(since, zone)}`}.{' '}
        </>
      )}
      <a className="go" href="/sources">
        Data sources
      </a>
    </Empty>
  )
}
