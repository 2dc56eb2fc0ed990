import type { FilterVocabulary } from './vocabulary.ts'

export interface FilterOption {
  /** Replaces characters [from, to) of the text. */
  readonly text: string
  readonly words: string
  /** How many rows would be left, where the list told. */
  readonly count: number | null
}

export interface FilterCompletion {
  readonly from: number
  readonly to: number
  readonly options: readonly FilterOption[]
}

/** Facet counts as the list gives them: `is:offline` → 3. */
export type FacetCounts = ReadonlyMap<string, number>

const MOST_OPTIONS = 12

/**
 * What may stand at the cursor: keys and conditions where a term begins, values after a colon. Those that count rows come
 * first. Nothing inside quotes or a regular expression.
 */
export function completeFilter(
  at: { readonly text: string; readonly cursor: number },
  vocabulary: FilterVocabulary,
  counts: FacetCounts = new Map(),
): FilterCompletion {
  const before = at.text.slice(0, at.cursor)
  const token = /\S*$/.exec(before)?.[0] ?? ''
  const minus = token.startsWith('-') ? 1 : 0
  const from = at.cursor - token.length + minus
  const to = at.cursor + (/^\S*/.exec(at.text.slice(at.cursor))?.[0].length ?? 0)
  const none = { from: at.cursor, to: at.cursor, options: [] }
  if (insideQuotes(before) || token[minus] === '/') return none
  const typed = token.slice(minus).toLowerCase()
  const options = optionsFor(typed, vocabulary)
    .map(({ text, words }) => ({ text, words, count: counts.get(text) ?? null }))
    .sort((a, b) => (b.count ?? -1) - (a.count ?? -1))
  return options.length === 0 ? none : { from, to, options: options.slice(0, MOST_OPTIONS) }
}

function insideQuotes(before: string): boolean {
  let open = false
  for (let index = 0; index < before.length; index += 1) {
    if (open && before[index] === '\\') index += 1
    else if (before[index] === '"') open = !open
  }
  return open
}

function optionsFor(typed: string, { keys, conditions }: FilterVocabulary): { text: string; words: string }[] {
  const colon = typed.indexOf(':')
  if (colon < 0) {
    return [
      ...keys.map(({ key, words }) => ({ text: `${key}:`, words })),
      ...conditions.map(({ name, words }) => ({ text: `is:${name}`, words })),
    ].filter(({ text }) => text.startsWith(typed) || (typed.length >= 2 && text.includes(typed)))
  }
  const key = typed.slice(0, colon)
  const earlier = typed.slice(0, typed.lastIndexOf(',') + 1) || `${key}:`
  const last = typed.slice(earlier.length)
  const values =
    key === 'is'
      ? conditions.map(({ name, words }) => ({ value: name, words }))
      : (keys.find((candidate) => candidate.key === key)?.values ?? []).map((value) => ({ value, words: '' }))
  return values
    .filter(({ value }) => value.startsWith(last) && value !== last)
    .map(({ value, words }) => ({ text: earlier + value, words }))
}
