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

interface Incident {
  readonly at: number
  readonly isCritical: boolean
  readonly text: string
}

/**
 * What went wrong, to be marked at the same instants on every chart of the page: the newest, which one looks for, and of the
 * others the worst. Of changes that came together the first of the worst stands for all.
 */
export function incidentMarks(changes: readonly Change[]): readonly Mark[] {
  const [newest, ...older] = incidentsOf(changes)
  if (newest === undefined) return []
  const worst = older.sort((a, b) => Number(b.isCritical) - Number(a.isCritical) || b.at - a.at)
  return [newest, ...worst.slice(0, MOST_MARKS - 1)]
    .map(({ at, text }) => ({ at, text: shortened(text) }))
    .sort((a, b) => a.at - b.at)
}

/** Newest first. */
function incidentsOf(changes: readonly Change[]): Incident[] {
  const incidents: Incident[] = []
  let beganAt = Number.NEGATIVE_INFINITY
  for (const { at: instant, status, text } of changes.toReversed()) {
    const at = instantMs(instant)
    if (at === null || (status !== 'critical' && status !== 'warning')) continue
    const one = { at, isCritical: status === 'critical', text }
    const last = incidents.at(-1)
    if (last === undefined || at - beganAt > APART_MS) {
      incidents.push(one)
      beganAt = at
    } else if (one.isCritical && !last.isCritical) incidents[incidents.length - 1] = one
  }
  return incidents.reverse()
}

function shortened(text: string): string {
  // The first clause, without its reason; an address or a comma inside a list of brokers ends none.
  const plain = text.replace(/(?:[.;:](?=\s|$)|,(?! ?\d)| because ).*$/, '')
  return plain.length <= MOST_LETTERS ? plain : `${plain.slice(0, MOST_LETTERS - 1).trimEnd()}…`
}
