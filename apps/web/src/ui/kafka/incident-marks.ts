import type { Change } from '@perigee/contract'
import { instantMs } from '../../time/freshness.ts'

/** Marks on a chart at most: more are a fence. */
const MOST_MARKS = 3
const MOST_LETTERS = 26
/** Changes that came together are one incident. */
const APART_MS = 120_000

export interface Mark {
  readonly at: number
  readonly text: string
}

/** What went wrong, to be marked at the same instants on every chart of the page: the worst first, the oldest of its kind. */
export function incidentMarks(changes: readonly Change[]): readonly Mark[] {
  const marks: Mark[] = []
  for (const status of ['critical', 'warning'] as const)
    for (const change of changes.toReversed()) {
      const at = instantMs(change.at)
      if (change.status !== status || at === null || marks.length >= MOST_MARKS) continue
      if (marks.every((mark) => Math.abs(mark.at - at) > APART_MS)) marks.push({ at, text: shortened(change.text) })
    }
  return marks.sort((a, b) => a.at - b.at)
}

function shortened(text: string): string {
  // The first clause, without its reason; an address or a comma inside a list of brokers ends none.
  const plain = text.replace(/(?:[.;:](?=\s|$)|,(?! ?\d)| because ).*$/, '')
  return plain.length <= MOST_LETTERS ? plain : `${plain.slice(0, MOST_LETTERS - 1).trimEnd()}…`
}
