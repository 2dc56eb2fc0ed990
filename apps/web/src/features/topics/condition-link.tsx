import type { Status, TopicRow } from '@perigee/contract'
import { hrefOf } from '../../app/view.ts'
import { classNames } from '../../ui/class-names.ts'

const EMPHASIS: Partial<Record<Status, string>> = { critical: 'bad', warning: 'mid' }

/** The worst finding in words; with rows behind it, a link to exactly those. */
export function ConditionLink({ cluster, row }: { readonly cluster: string; readonly row: TopicRow }) {
  if (row.condition === null) return null
  const emphasis = EMPHASIS[row.status]
  if (row.conditionQ === null)
    return (
      <span className={emphasis} title={row.condition}>
        {row.condition}
      </span>
    )
  return (
    <a
      className={classNames('ln', emphasis)}
      href={hrefOf({ kind: 'partitions', cluster }, { q: row.conditionQ })}
      title={row.condition}
      aria-label={`${row.condition} of ${row.name}`}
    >
      {row.condition}
    </a>
  )
}
