import type { Troubles } from './attribution.ts'
import type { Explained } from './judgement.ts'
import { listed, thousands } from './words.ts'

/** The counts a cause explains, each with the filter that opens exactly its rows. `where` narrows, in words without quotes: `broker:3`. */
export function explainedCounts(troubles: Troubles, total: Troubles, where = ''): readonly Explained[] {
  const entry = (count: number, all: number, what: { words: string; q: string }): Explained[] => {
    if (count === 0) return []
    const text =
      count === all ? `${thousands(count)} ${what.words}` : `${thousands(count)} of ${thousands(all)} ${what.words}`
    return [
      {
        text,
        count,
        target: { page: 'partitions', q: [...new Set(`${what.q} ${where}`.trim().split(' '))].join(' ') },
      },
    ]
  }
  // No broker explains a partition that refuses writes with every replica in sync: its settings do.
  const refusing = where === '' ? 'is:under-min-isr -is:offline' : 'is:under-min-isr is:under-replicated -is:offline'
  return [
    ...entry(troubles.offline, total.offline, { words: 'offline', q: 'is:offline' }),
    ...entry(troubles.refusing, total.refusing, { words: 'refusing writes', q: refusing }),
    ...entry(troubles.underReplicated, total.underReplicated, { words: 'under-replicated', q: 'is:under-replicated' }),
  ]
}

/** `Explains 3 offline and 762 of 778 under-replicated partitions.` Empty when it explains nothing. */
export function explainsSentence(explained: readonly Explained[]): string {
  if (explained.length === 0) return ''
  const last = explained[explained.length - 1] as Explained
  return `Explains ${listed(explained.map(({ text }) => text))} ${last.count === 1 ? 'partition' : 'partitions'}.`
}
