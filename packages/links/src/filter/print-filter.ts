import type { Filter, Pattern, Term, Value } from './terms.ts'

/** The one way to write a filter: single spaces, quotes only where needed. Reading it back gives the same terms. */
export function printFilter(filter: Filter): string {
  return filter.terms.map(printTerm).join(' ')
}

/** One term as text, such as a chip shows it. */
export function printTerm(term: Term): string {
  const not = term.negated ? '-' : ''
  if (term.kind === 'name') return not + printPattern(term.pattern, 'name')
  return `${not}${term.key}:${term.values.map(printValue).join(',')}`
}

function printValue({ operator, pattern }: Value): string {
  return (operator ?? '') + printPattern(pattern, 'value')
}

function printPattern(pattern: Pattern, place: 'name' | 'value'): string {
  if (pattern.kind === 'regex') return `/${pattern.source}/`
  return pattern.kind === 'glob' ? pattern.text : quoted(pattern.text, place)
}

/** What would be read as something else when bare. */
const AS_NAME = /^[-/"]|[\s*]|^[A-Za-z][A-Za-z0-9-]*:|^$/
const AS_VALUE = /^[/"<>=]|[\s*,]|^$/

function quoted(text: string, place: 'name' | 'value'): string {
  const bare = !(place === 'name' ? AS_NAME : AS_VALUE).test(text)
  return bare ? text : `"${text.replace(/[\\"]/g, '\\$&')}"`
}

/** Filter text for one value, quoted when it must be: `filterTerm('topic', 'a b')` gives `topic:"a b"`. */
export function filterTerm(key: string, ...values: readonly (string | number)[]): string {
  return `${key}:${values.map((value) => quoted(String(value), 'value')).join(',')}`
}
