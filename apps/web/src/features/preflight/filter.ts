import { CHECK_FAMILIES, CHECK_SEVERITIES, CHECK_STATES, type PreflightCheck } from '@perigee/contract'
import type { Facet, FilterKey } from '../../ui/filter/completion.ts'
import type { FilterMistake } from '../../ui/filter/filter-wrong.tsx'
import { splitTerms, type Term } from '../../ui/filter/terms.ts'

// All checks are on the page, so the page filters them itself: a small part of the grammar of the lists.

export const CHECK_KEYS: readonly FilterKey[] = [
  { key: 'is', hint: 'what was found', values: CHECK_STATES },
  { key: 'about', hint: 'what it looks at', values: CHECK_FAMILIES },
  { key: 'severity', hint: 'what is at stake', values: CHECK_SEVERITIES },
  { key: 'id', hint: 'its stable name' },
]

type Test = (check: PreflightCheck) => boolean

const FIELDS: Readonly<Record<string, (check: PreflightCheck) => string>> = {
  is: ({ state }) => state,
  about: ({ family }) => family,
  severity: ({ severity }) => severity,
  id: ({ id }) => id,
}

function termTest({ text }: Term): Test | null {
  const plain = text.replace(/^-/, '').toLowerCase()
  const colon = plain.indexOf(':')
  const test =
    colon > 0 ? fieldTest(plain.slice(0, colon), plain.slice(colon + 1)) : wordTest(plain.replaceAll('"', ''))
  if (test === null) return null
  return text.startsWith('-') ? (check) => !test(check) : test
}

/** Exact, but for names, of which a part is enough. */
function fieldTest(key: string, list: string): Test | null {
  const field = FIELDS[key]
  const values = list.split(',')
  if (field === undefined) return null
  return (check) => values.some((value) => (key === 'id' ? field(check).includes(value) : field(check) === value))
}

function wordTest(word: string): Test {
  return ({ title, evidence, details, fix, command, id }) =>
    [title, evidence, fix ?? '', command ?? '', id, ...details].join(' ').toLowerCase().includes(word)
}

/** Filters, or says at which character the text stopped making sense. */
export function filterChecks(q: string, checks: readonly PreflightCheck[]): readonly PreflightCheck[] | FilterMistake {
  const tests: Test[] = []
  for (const term of splitTerms(q)) {
    const test = termTest(term)
    if (test === null)
      return { message: `There is no key in “${term.text}”`, hint: 'Keys: is, about, severity, id.', at: term.start }
    tests.push(test)
  }
  return checks.filter((check) => tests.every((test) => test(check)))
}

/** How many checks are in each state. */
export function checkFacets(counts: Readonly<Record<PreflightCheck['state'], number>>): readonly Facet[] {
  return CHECK_STATES.map((state) => ({ q: `is:${state}`, count: counts[state] }))
}
