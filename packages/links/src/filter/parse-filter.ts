import { linearRegex, RegexProblem } from '../regex/linear-regex.ts'
import {
  type Filter,
  type FilterProblem,
  MOST_FILTER_CHARS,
  OPERATORS,
  type Pattern,
  type Term,
  type Value,
} from './terms.ts'

/**
 * Reads the filter grammar: words (found in the name), "phrases", * wildcards, /regular expressions/, key:value with comma
 * for or, comparisons (size:>=1GiB), a leading - for not; everything given must hold. Never throws.
 */
export function parseFilter(text: string): Filter | FilterProblem {
  if (text.length > MOST_FILTER_CHARS) {
    return { error: `A filter has at most ${MOST_FILTER_CHARS} characters`, at: MOST_FILTER_CHARS }
  }
  const reader = new Reader(text)
  const terms: Term[] = []
  for (reader.skipSpace(); !reader.done(); reader.skipSpace()) {
    const term = readTerm(reader)
    if ('error' in term) return term
    terms.push(term)
  }
  return { terms }
}

const KEY = /[A-Za-z][A-Za-z0-9-]*:/y
const SPACE = /\s/

class Reader {
  readonly text: string
  at = 0

  constructor(text: string) {
    this.text = text
  }

  done(): boolean {
    return this.at >= this.text.length
  }

  skipSpace(): void {
    while (!this.done() && SPACE.test(this.text.charAt(this.at))) this.at += 1
  }

  peek(): string {
    return this.text.charAt(this.at)
  }

  /** At the end or before a space: nothing more belongs to this term. */
  atBreak(): boolean {
    return this.done() || SPACE.test(this.peek())
  }

  take(expected: string): boolean {
    if (!this.text.startsWith(expected, this.at)) return false
    this.at += expected.length
    return true
  }

  key(): string | null {
    KEY.lastIndex = this.at
    const found = KEY.exec(this.text)
    if (found === null) return null
    this.at += found[0].length
    return found[0].slice(0, -1).toLowerCase()
  }
}

function readTerm(reader: Reader): Term | FilterProblem {
  const at = reader.at
  const negated = reader.take('-')
  if (reader.atBreak()) return { error: 'Something must follow the -', at }
  const key = reader.key()
  if (key !== null) return readKeyTerm(reader, { key, negated, at })
  const pattern = readPattern(reader, 'name')
  if ('error' in pattern) return pattern
  if (!reader.atBreak()) return { error: 'A space must follow here', at: reader.at }
  return { kind: 'name', negated, pattern, at, end: reader.at }
}

function readKeyTerm(
  reader: Reader,
  { key, negated, at }: { key: string; negated: boolean; at: number },
): Term | FilterProblem {
  const values: (Value & { at: number })[] = []
  do {
    const valueAt = reader.at
    const operator = OPERATORS.find((candidate) => reader.take(candidate)) ?? null
    if (operator === null) reader.take('=')
    if (reader.atBreak() || reader.peek() === ',') return { error: `A value must follow ${key}:`, at: reader.at }
    const pattern = readPattern(reader, 'value')
    if ('error' in pattern) return pattern
    values.push({ operator, pattern, at: valueAt })
  } while (reader.take(','))
  if (!reader.atBreak()) return { error: 'A space or comma must follow here', at: reader.at }
  return { kind: 'key', key, negated, values, at, end: reader.at }
}

function readPattern(reader: Reader, place: 'name' | 'value'): Pattern | FilterProblem {
  if (reader.peek() === '"') return readQuoted(reader)
  if (reader.peek() === '/') return readRegex(reader)
  const start = reader.at
  while (!reader.atBreak() && !(place === 'value' && reader.peek() === ',')) reader.at += 1
  const text = reader.text.slice(start, reader.at)
  return text.includes('*') ? { kind: 'glob', text } : { kind: 'word', text }
}

/** In quotes a backslash takes the next character as it is. */
function readQuoted(reader: Reader): Pattern | FilterProblem {
  const opened = reader.at
  let text = ''
  for (reader.at += 1; !reader.done(); reader.at += 1) {
    if (reader.peek() === '"') {
      reader.at += 1
      return text === '' ? { error: 'There is nothing between the quotes', at: opened } : { kind: 'word', text }
    }
    if (reader.peek() === '\\') reader.at += 1
    text += reader.peek()
  }
  return { error: 'This " is not closed', at: opened }
}

function readRegex(reader: Reader): Pattern | FilterProblem {
  const opened = reader.at
  for (reader.at += 1; !reader.done() && reader.peek() !== '/'; reader.at += 1) {
    if (reader.peek() === '\\') reader.at += 1
  }
  if (reader.done())
    return { error: 'This / opens a regular expression that is not closed; quote the word if it is none', at: opened }
  const source = reader.text.slice(opened + 1, reader.at)
  reader.at += 1
  const compiled = linearRegex(source)
  if (compiled instanceof RegexProblem) return { error: compiled.message, at: opened + 1 + compiled.at }
  return { kind: 'regex', source }
}
