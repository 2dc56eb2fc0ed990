import { parseFilter } from './parse-filter.ts'
import { printFilter, printTerm } from './print-filter.ts'
import type { Filter } from './terms.ts'

/** A term as something to press: its text, its place, and the filter that is left without it. */
export interface FilterChip {
  readonly text: string
  readonly negated: boolean
  /** Null for words looked for in the name. */
  readonly key: string | null
  readonly at: number
  readonly end: number
  readonly without: string
}

export function filterChips(filter: Filter): readonly FilterChip[] {
  return filter.terms.map((term, index) => ({
    text: printTerm(term),
    negated: term.negated,
    key: term.kind === 'key' ? term.key : null,
    at: term.at,
    end: term.end,
    without: printFilter({ terms: filter.terms.filter((_, other) => other !== index) }),
  }))
}

/** A filter with a term added, or taken out when it is there: pressing a facet twice changes nothing. Text that cannot be read is replaced. */
export function toggleTerm(text: string, term: string): string {
  const filter = parseFilter(text)
  if ('error' in filter) return term
  const rest = filter.terms.filter((candidate) => printTerm(candidate) !== term)
  const left = printFilter({ terms: rest })
  return rest.length < filter.terms.length ? left : [left, term].filter(Boolean).join(' ')
}
