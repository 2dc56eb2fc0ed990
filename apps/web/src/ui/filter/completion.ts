import type { Facet } from '@perigee/contract'

export type { Facet }

/** What can be written before a colon, and which values are worth offering. */
export interface FilterKey {
  readonly key: string
  readonly hint: string
  readonly values?: readonly string[]
}

export interface Suggestion {
  /** Replaces the term that is being typed. */
  readonly text: string
  readonly hint: string
  /** Rows that match it now; null = not counted. */
  readonly count: number | null
}

const MAX_SUGGESTIONS = 12

/** Keys while a key is typed, then its values with counts. The leading minus is kept. */
export function suggestions(
  typed: string,
  keys: readonly FilterKey[],
  facets: readonly Facet[],
): readonly Suggestion[] {
  const minus = typed.startsWith('-') ? '-' : ''
  const term = typed.slice(minus.length)
  const colon = term.indexOf(':')
  const found =
    colon < 0 ? keysFor(term, keys, facets) : valuesFor(term.slice(0, colon), term.slice(colon + 1), keys, facets)
  return found.slice(0, MAX_SUGGESTIONS).map((each) => ({ ...each, text: minus + each.text }))
}

function keysFor(term: string, keys: readonly FilterKey[], facets: readonly Facet[]): readonly Suggestion[] {
  const wanted = term.toLowerCase()
  const named = keys
    .filter(({ key }) => key.startsWith(wanted))
    .map(({ key, hint }): Suggestion => ({ text: `${key}:`, hint, count: null }))
  const conditions =
    wanted === ''
      ? []
      : facets
          .filter(({ q }) => q.startsWith('is:') && q.slice(3).includes(wanted))
          .map(({ q, count }): Suggestion => ({ text: q, hint: '', count }))
  return [...conditions, ...named]
}

function valuesFor(
  key: string,
  typed: string,
  keys: readonly FilterKey[],
  facets: readonly Facet[],
): readonly Suggestion[] {
  // After a comma the next alternative is completed: status:critical,wa
  const comma = typed.lastIndexOf(',')
  const kept = comma < 0 ? '' : typed.slice(0, comma + 1)
  const wanted = typed.slice(comma + 1).toLowerCase()
  const counted = new Map(
    facets.filter(({ q }) => q.startsWith(`${key}:`)).map(({ q, count }) => [q.slice(key.length + 1), count]),
  )
  const values = new Set([...counted.keys(), ...(keys.find((each) => each.key === key)?.values ?? [])])
  return [...values]
    .filter((value) => value.toLowerCase().startsWith(wanted) && value.toLowerCase() !== wanted)
    .map((value) => ({ text: `${key}:${kept}${value}`, hint: '', count: counted.get(value) ?? null }))
}
