import type { Envelope, Status } from '@perigee/contract'
import { hrefOf } from '../../app/view.ts'
import { AgeStamp } from '../../ui/age-stamp.tsx'
import { countWords } from '../../ui/quantity-words.ts'
import { StatusPill } from '../../ui/status-pill.tsx'
import { STATUS_WORDS } from '../../ui/status-shape.tsx'
import { SubjectLine } from '../../ui/subject-line.tsx'
import type { TopicsData } from './queries.ts'

const LOUD: readonly Status[] = ['critical', 'warning', 'unknown', 'busy']
/** How all topics of the cluster are, by count; each count opens its topics. */
export function TopicsHead({
  cluster,
  envelope,
}: {
  readonly cluster: string
  readonly envelope: Envelope<TopicsData>
}) {
  const { data, freshness } = envelope
  const loud = LOUD.filter((status) => (data.statuses[status] ?? 0) > 0)
  return (
    <SubjectLine
      name="Topics"
      right={
        <>
          metadata <AgeStamp observedAt={freshness.observedAt} intervalMs={freshness.expectedIntervalMs} />, sizes{' '}
          <AgeStamp observedAt={data.sizesObservedAt} intervalMs={data.sizesIntervalMs} />
        </>
      }
    >
      {loud.map((status) => (
        <a key={status} href={hrefOf({ kind: 'topics', cluster }, { q: `status:${status}`, internal: 'show' })}>
          <StatusPill
            status={status}
            word={`${countWords(data.statuses[status] ?? 0)} ${STATUS_WORDS[status].toLowerCase()}`}
          />
        </a>
      ))}
      <span>{data.total === null ? 'not read yet' : `of ${countWords(data.total)} topics`}</span>
    </SubjectLine>
  )
}
