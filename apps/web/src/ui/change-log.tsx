import type { Change } from '@perigee/contract'
import { useState } from 'react'
import { clockWords, fullTimeWords } from '../time/words.ts'
import { useZone } from '../time/zone.ts'
import { STATUS_WORDS, StatusShape } from './status-shape.tsx'
import './change-log.css'

/** Shown at first: a restless hour must not push everything else off the page. */
const SHOWN = 12

/** State transitions, newest first, one line each. On a page of one cluster its name is left out. */
export function ChangeLog({ changes, name = 'shown' }: { changes: readonly Change[]; name?: 'shown' | 'left-out' }) {
  const zone = useZone()
  const [all, setAll] = useState(false)
  const shown = all ? changes : changes.slice(0, SHOWN)
  if (changes.length === 0) return <p className="note">No change was seen in the past hour.</p>
  return (
    <ol className="log">
      {shown.map(({ at, cluster, status, text, href }, index) => (
        // Two changes of one instant may read the same; the position tells them apart.
        // biome-ignore lint/suspicious/noArrayIndexKey: see above
        <li key={`${at} ${cluster} ${text} ${index}`}>
          <a href={href}>
            <time dateTime={at} title={fullTimeWords(Date.parse(at), zone)}>
              {clockWords(Date.parse(at), zone, 'minutes')}
            </time>
            <StatusShape status={status} title={STATUS_WORDS[status]} />
            <span>
              {name === 'shown' && <b>{cluster} </b>}
              {text.startsWith(`${cluster} `) ? text.slice(cluster.length + 1) : text}
            </span>
          </a>
        </li>
      ))}
      {shown.length < changes.length && (
        <li>
          <button type="button" className="go more" onClick={() => setAll(true)}>
            {changes.length - shown.length} more
          </button>
        </li>
      )}
    </ol>
  )
}
