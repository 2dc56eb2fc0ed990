import { filterTerm } from '@perigee/links'
import { hrefOf } from '../../app/view.ts'
import type { Standing } from './words.ts'

interface RowsOf {
  readonly cluster: string
  /** The loss, as in the URL; empty = none. */
  readonly lose: string
}

/** The partitions behind a count of a what-if; null when no filter opens exactly them. */
export function rowsAfter({ cluster, lose }: RowsOf, standing: Standing): string | null {
  return standing === null ? null : hrefOf({ kind: 'partitions', cluster }, { q: `after:${standing}`, lose })
}

/** The partitions of a topic that a loss would newly take: those that are so already are not counted against it. */
export function newlyHit({ cluster, lose }: RowsOf, topic: string, standing: 'offline' | 'unwritable'): string {
  const already = standing === 'offline' ? 'is:offline' : 'is:under-min-isr'
  return hrefOf(
    { kind: 'partitions', cluster },
    { q: `${filterTerm('topic', topic)} after:${standing} -${already}`, lose },
  )
}
