// Expressions of PromQL, as far as the fleet's Prometheus knows them.

export type MatchOperator = '=' | '!=' | '=~' | '!~'

export interface Matcher {
  readonly label: string
  readonly operator: MatchOperator
  readonly value: string
  test(value: string): boolean
}

export type AggregateName = 'sum' | 'min' | 'max' | 'avg' | 'count'
export type BinaryName = 'or' | '==' | '!=' | '>' | '<' | '>=' | '<=' | '+' | '-' | '*' | '/'
export type RangeFunction = 'rate' | 'increase' | 'avg_over_time' | 'max_over_time' | 'min_over_time'

export type Expression =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'selector'; readonly matchers: readonly Matcher[] }
  /** Times are ms; `of` a selector's own samples, or of any expression (a subquery), looked at every `stepMs`. */
  | { readonly kind: 'range'; readonly of: Expression; readonly rangeMs: number; readonly stepMs: number | null }
  | { readonly kind: 'over-time'; readonly name: RangeFunction; readonly of: Expression }
  | { readonly kind: 'label-replace'; readonly of: Expression; readonly texts: readonly string[] }
  | {
      readonly kind: 'aggregate'
      readonly name: AggregateName
      readonly by: readonly string[]
      readonly of: Expression
    }
  | {
      readonly kind: 'binary'
      readonly name: BinaryName
      readonly left: Expression
      readonly right: Expression
    }

/** What Prometheus would answer with status 400, or this one does not know. */
export class PromqlError extends Error {}

export function matcher(label: string, operator: MatchOperator, value: string): Matcher {
  if (operator === '=' || operator === '!=') {
    return { label, operator, value, test: (text) => (text === value) === (operator === '=') }
  }
  const pattern = anchored(value)
  return { label, operator, value, test: (text) => pattern.test(text) === (operator === '=~') }
}

/** RE2's flags stand in the pattern; what is written here is the same in JavaScript otherwise. */
export function anchored(value: string): RegExp {
  const isFolded = value.startsWith('(?i)')
  const text = isFolded ? value.slice('(?i)'.length) : value
  try {
    return new RegExp(`^(?:${text})$`, isFolded ? 'is' : 's')
  } catch {
    throw new PromqlError(`invalid parameter "query": error parsing regexp: ${value}`)
  }
}
