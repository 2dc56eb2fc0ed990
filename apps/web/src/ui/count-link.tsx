import type { Status } from '@perigee/contract'
import { classNames } from './class-names.ts'
import { Unknown } from './quantity.tsx'
import { countWords } from './quantity-words.ts'

const EMPHASIS: Partial<Record<Status, string>> = { critical: 'bad', warning: 'mid' }

/** A count that opens exactly the rows it counts. Zero opens nothing and is quiet; unknown is said. */
export function CountLink({
  count,
  href,
  status,
  label,
  unknown = 'dash',
}: {
  count: number | null
  href: string | null
  /** Colours a count above zero that is a reason for trouble. */
  status?: Status
  /** What is counted, for screen readers: “3 offline partitions”. */
  label: string
  unknown?: 'word' | 'dash'
}) {
  if (count === null) return <Unknown as={unknown} />
  const text = countWords(count)
  if (count === 0 || href === null) return <span className={count === 0 ? 'z' : undefined}>{text}</span>
  return (
    <a className={classNames('ln', status && EMPHASIS[status])} href={href} aria-label={`${text} ${label}`}>
      {text}
    </a>
  )
}
