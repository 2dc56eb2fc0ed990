import { SOURCE_STATES, type Source } from '@perigee/contract'
import type { Facet, FilterKey } from '../../ui/filter/completion.ts'
import type { FilterMistake } from '../../ui/filter/filter-wrong.tsx'
import { splitTerms, type Term } from '../../ui/filter/terms.ts'

// All sources are on the page, so the page filters them itself: a small part of the grammar of the lists.

export const SOURCE_KEYS: readonly FilterKey[] = [
  { key: 'is', hint: 'state', values: SOURCE_STATES },
  { key: 'cluster', hint: 'its name' },
  { key: 'kind', hint: 'kafka.topology, zookeeper, exporter …' },
  { key: 'target', hint: 'whom we ask' },
]

type Test = (source: Source) => boolean

const FIELDS: Readonly<Record<string, (source: Source) => string>> = {
  is: (source) => source.state,
  cluster: (source) => source.cluster,
  kind: (source) => source.kind,
  target: (source) => source.target,
}

/** Exact for states, else by part of the text. */
function fieldTest(key: string, values: readonly string[]): Test | null {
  const field = FIELDS[key]
  if (field === undefined) return null
  return (source) => {
    const text = field(source).toLowerCase()
    return values.some((value) => (key === 'is' ? text === value : text.includes(value)))
  }
}

function wordTest(word: string): Test {
  return (source) =>
    [source.cluster, source.kind, source.title, source.target, source.word, source.reason ?? '', source.code ?? '']
      .join(' ')
      .toLowerCase()
      .includes(word)
}

function termTest({ text }: Term): Test | null {
  const plain = text.replace(/^-/, '').toLowerCase()
  const colon = plain.indexOf(':')
  const test =
    colon > 0
      ? fieldTest(plain.slice(0, colon), plain.slice(colon + 1).split(','))
      : wordTest(plain.replaceAll('"', ''))
  if (test === null) return null
  return text.startsWith('-') ? (source) => !test(source) : test
}

/** Filters, or says at which character the text stopped making sense. */
export function filterSources(q: string, sources: readonly Source[]): readonly Source[] | FilterMistake {
  const tests: Test[] = []
  for (const term of splitTerms(q)) {
    const test = termTest(term)
    if (test === null)
      return { message: `There is no key in “${term.text}”`, hint: 'Keys: is, cluster, kind, target.', at: term.start }
    tests.push(test)
  }
  return sources.filter((source) => tests.every((test) => test(source)))
}

/** How many sources are in each state; the states that none is in are left out, but for lost and late. */
export function stateFacets(sources: readonly Source[]): readonly Facet[] {
  return SOURCE_STATES.map((state) => ({
    q: `is:${state}`,
    count: sources.filter((source) => source.state === state).length,
  })).filter(({ q, count }) => count > 0 || q === 'is:lost' || q === 'is:late')
}
