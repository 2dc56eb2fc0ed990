import { PromqlError } from './expression.ts'

export interface Token {
  readonly kind: 'name' | 'number' | 'text' | 'duration' | 'sign' | 'end'
  readonly text: string
  readonly at: number
}

const PATTERNS: readonly (readonly [Token['kind'], RegExp])[] = [
  ['duration', /(?:\d+(?:ms|[smhdw]))+/y],
  ['number', /(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/y],
  // Names may begin with a colon, too; here it stands before the step of a subquery.
  ['name', /[a-zA-Z_][\w:]*/y],
  ['text', /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/y],
  ['sign', /=~|!~|!=|==|>=|<=|[-+*/><=(){}[\],:]/y],
]
const BLANK = /\s*/y

export function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = []
  let at = skipBlank(text, 0)
  while (at < text.length) {
    const token = tokenAt(text, at)
    tokens.push(token)
    at = skipBlank(text, at + token.text.length)
  }
  return [...tokens, { kind: 'end', text: '', at }]
}

function tokenAt(text: string, at: number): Token {
  for (const [kind, pattern] of PATTERNS) {
    pattern.lastIndex = at
    const found = pattern.exec(text)
    if (found !== null) return { kind, text: found[0], at }
  }
  throw new PromqlError(`invalid parameter "query": 1:${at + 1}: parse error: unexpected character: '${text[at]}'`)
}

function skipBlank(text: string, at: number): number {
  BLANK.lastIndex = at
  return at + (BLANK.exec(text)?.[0].length ?? 0)
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r' }

/** The text that a quoted token stands for. */
export function unquoted({ text }: Token): string {
  return text.slice(1, -1).replace(/\\(.)/gs, (_, letter: string) => ESCAPES[letter] ?? letter)
}

const UNITS: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
}

/** `1m30s` in ms. */
export function durationMs({ text }: Token): number {
  let sum = 0
  for (const [, count, unit] of text.matchAll(/(\d+)(ms|[smhdw])/g)) sum += Number(count) * (UNITS[unit ?? ''] ?? 0)
  return sum
}
