// Interim reader of the filter grammar (ux.md §7).

export interface Value {
  readonly text: string
  readonly kind: 'word' | 'phrase' | 'regex'
}

export interface Term {
  readonly negated: boolean
  /** Null = a bare word, matched against the name. */
  readonly key: string | null
  readonly comparison: '=' | '>' | '>=' | '<' | '<='
  readonly values: readonly Value[]
  /** 0-based character where the term begins. */
  readonly at: number
}

export type Parsed = { readonly terms: readonly Term[] } | { readonly error: string; readonly at: number }

const TOKEN = /\s*(-?)(?:([a-z][a-z-]*):(>=|<=|>|<)?)?/iy
const VALUE = /"([^"]*)"|\/((?:[^/\\]|\\.)*)\/|([^\s,"]+)/y

export function parseFilter(text: string): Parsed {
  const terms: Term[] = []
  let at = 0
  while (text.slice(at).trim() !== '') {
    TOKEN.lastIndex = at
    const [head = '', minus, key, comparison] = TOKEN.exec(text) ?? []
    const start = at + head.length - head.trimStart().length
    at += head.length
    const values: Value[] = []
    for (;;) {
      VALUE.lastIndex = at
      const found = VALUE.exec(text)
      if (found === null)
        return { error: text[at] === '"' ? 'This quote is not closed' : 'A value is missing here', at }
      at += found[0].length
      values.push(valueFrom(found))
      if (key === undefined || text[at] !== ',') break
      at += 1
    }
    terms.push({
      negated: minus === '-',
      key: key?.toLowerCase() ?? null,
      comparison: (comparison as Term['comparison']) ?? '=',
      values,
      at: start,
    })
  }
  return { terms }
}

function valueFrom([, phrase, regex, word]: RegExpExecArray): Value {
  if (phrase !== undefined) return { kind: 'phrase', text: phrase }
  return regex === undefined ? { kind: 'word', text: word ?? '' } : { kind: 'regex', text: regex }
}
