import type { ClusterSummary, Status } from '@perigee/contract'
import { useEffect, useRef, useState } from 'react'
import { useOverview } from '../features/overview/queries.ts'
import { STATUS_WORDS } from '../ui/status-shape.tsx'

/** At most one sentence in this time: a screen reader must not be talked over by every refresh. */
const QUIET_MS = 30_000

/** The one polite live region: says which clusters changed their status. */
export function Announcer() {
  const clusters = useOverview().data?.data.clusters
  const before = useRef<ReadonlyMap<string, Status> | null>(null)
  const spokenAt = useRef(0)
  const [sentence, setSentence] = useState('')
  useEffect(() => {
    if (clusters === undefined) return
    const now = Date.now()
    const text = before.current === null ? '' : changesInWords(before.current, clusters)
    if (text !== '' && now - spokenAt.current < QUIET_MS) return
    before.current = new Map(clusters.map(({ name, status }) => [name, status]))
    if (text === '') return
    spokenAt.current = now
    setSentence(text)
  }, [clusters])
  return (
    <p className="sr" role="status" aria-live="polite">
      {sentence}
    </p>
  )
}

/** One sentence for all changes of status, or nothing. */
export function changesInWords(
  before: ReadonlyMap<string, Status>,
  clusters: readonly Pick<ClusterSummary, 'name' | 'status'>[],
): string {
  const changed = clusters.filter(({ name, status }) => (before.get(name) ?? status) !== status)
  const [first] = changed
  if (first === undefined) return ''
  if (changed.length === 1) return `${first.name} is now ${STATUS_WORDS[first.status]}`
  const critical = changed.filter(({ status }) => status === 'critical').length
  const detail = critical > 0 ? `, ${critical} to critical` : ''
  return `${changed.length} clusters changed their status${detail}`
}
