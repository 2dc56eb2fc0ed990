// Reads PromQL: selectors, rates and what happens over time, subqueries, aggregations, arithmetic, comparisons and `or`.
// Whatever else there is, is refused by name.
import {
  type AggregateName,
  type BinaryName,
  type Expression,
  type Matcher,
  type MatchOperator,
  matcher,
  PromqlError,
  type RangeFunction,
} from './expression.ts'
import { durationMs, type Token, tokensOf, unquoted } from './tokens.ts'

/** Weakest first; those of one row are of the same strength. */
const STRENGTHS: readonly (readonly BinaryName[])[] = [
  ['or'],
  ['==', '!=', '>', '<', '>=', '<='],
  ['+', '-'],
  ['*', '/'],
]
const AGGREGATES: ReadonlySet<string> = new Set<AggregateName>(['sum', 'min', 'max', 'avg', 'count'])
const RANGE_FUNCTIONS: ReadonlySet<string> = new Set<RangeFunction>([
  'rate',
  'increase',
  'avg_over_time',
  'max_over_time',
  'min_over_time',
])
const MATCH_OPERATORS: ReadonlySet<string> = new Set<MatchOperator>(['=', '!=', '=~', '!~'])

/** @throws PromqlError for what is no PromQL, and for what this reader does not know. */
export function parsePromql(text: string): Expression {
  return new Parser(tokensOf(text)).whole()
}

class Parser {
  readonly #tokens: readonly Token[]
  #at = 0

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens
  }

  whole(): Expression {
    const expression = this.#binary(0)
    if (this.#next().kind !== 'end') throw this.#unexpected()
    return expression
  }

  #next(): Token {
    return this.#tokens[this.#at] ?? { kind: 'end', text: '', at: 0 }
  }

  #take(): Token {
    const token = this.#next()
    this.#at += 1
    return token
  }

  #is(text: string): boolean {
    const { kind, text: found } = this.#next()
    return found === text && kind !== 'text'
  }

  #skip(text: string): boolean {
    if (!this.#is(text)) return false
    this.#at += 1
    return true
  }

  #expect(text: string): void {
    if (!this.#skip(text)) throw this.#unexpected()
  }

  #unexpected(): PromqlError {
    const { text, at } = this.#next()
    const what = text === '' ? 'unexpected end of input' : `unexpected ${JSON.stringify(text)}`
    return new PromqlError(`invalid parameter "query": 1:${at + 1}: parse error: ${what}`)
  }

  #binary(strength: number): Expression {
    const names = STRENGTHS[strength]
    if (names === undefined) return this.#ranged()
    let left = this.#binary(strength + 1)
    for (;;) {
      const name = names.find((one) => this.#is(one))
      if (name === undefined) return left
      this.#at += 1
      left = { kind: 'binary', name, left, right: this.#binary(strength + 1) }
    }
  }

  #ranged(): Expression {
    const of = this.#single()
    if (!this.#skip('[')) return of
    const rangeMs = this.#duration()
    let stepMs: number | null = null
    if (this.#skip(':')) stepMs = this.#is(']') ? 60_000 : this.#duration()
    this.#expect(']')
    if (stepMs === null && of.kind !== 'selector') throw this.#unexpected()
    return { kind: 'range', of, rangeMs, stepMs }
  }

  #duration(): number {
    const token = this.#take()
    if (token.kind !== 'duration') throw this.#unexpected()
    return durationMs(token)
  }

  #single(): Expression {
    const token = this.#next()
    if (token.kind === 'number') return { kind: 'number', value: Number(this.#take().text) }
    if (this.#skip('(')) {
      const inner = this.#binary(0)
      this.#expect(')')
      return inner
    }
    if (this.#is('{')) return { kind: 'selector', matchers: this.#matchers() }
    if (token.kind !== 'name') throw this.#unexpected()
    return this.#named(this.#take().text)
  }

  #named(name: string): Expression {
    if (AGGREGATES.has(name)) return this.#aggregate(name as AggregateName)
    if (!this.#is('(')) {
      const rest = this.#is('{') ? this.#matchers() : []
      return { kind: 'selector', matchers: [matcher('__name__', '=', name), ...rest] }
    }
    if (RANGE_FUNCTIONS.has(name)) {
      const of = this.#argument()
      if (of.kind !== 'range') {
        throw new PromqlError(
          `invalid parameter "query": parse error: expected type range vector in call to function "${name}"`,
        )
      }
      return { kind: 'over-time', name: name as RangeFunction, of }
    }
    if (name === 'label_replace') return this.#labelReplace()
    throw new PromqlError(`invalid parameter "query": parse error: unknown function with name "${name}"`)
  }

  #argument(): Expression {
    this.#expect('(')
    const of = this.#binary(0)
    this.#expect(')')
    return of
  }

  #labelReplace(): Expression {
    this.#expect('(')
    const of = this.#binary(0)
    const texts: string[] = []
    while (this.#skip(',')) texts.push(this.#text())
    this.#expect(')')
    if (texts.length !== 4)
      throw new PromqlError('invalid parameter "query": parse error: expected 5 argument(s) in call to "label_replace"')
    return { kind: 'label-replace', of, texts }
  }

  #text(): string {
    const token = this.#take()
    if (token.kind !== 'text') throw this.#unexpected()
    return unquoted(token)
  }

  /** `by` may stand before the expression, and after it. */
  #aggregate(name: AggregateName): Expression {
    const before = this.#by()
    const of = this.#argument()
    return { kind: 'aggregate', name, by: before ?? this.#by() ?? [], of }
  }

  #by(): readonly string[] | null {
    if (this.#is('without'))
      throw new PromqlError('invalid parameter "query": this Prometheus is a simulated one: "without" is not known')
    if (!this.#skip('by')) return null
    this.#expect('(')
    const labels: string[] = []
    while (!this.#is(')')) {
      const token = this.#take()
      if (token.kind !== 'name') throw this.#unexpected()
      labels.push(token.text)
      if (!this.#skip(',')) break
    }
    this.#expect(')')
    return labels
  }

  #matchers(): readonly Matcher[] {
    this.#expect('{')
    const matchers: Matcher[] = []
    while (!this.#is('}')) {
      const label = this.#take()
      const operator = this.#take()
      if (label.kind !== 'name' || !MATCH_OPERATORS.has(operator.text)) throw this.#unexpected()
      matchers.push(matcher(label.text, operator.text as MatchOperator, this.#text()))
      if (!this.#skip(',')) break
    }
    this.#expect('}')
    return matchers
  }
}
