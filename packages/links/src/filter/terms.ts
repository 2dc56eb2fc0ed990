/** How a text is compared. Words are found anywhere, globs (with *) and regular expressions as they say. */
export type Pattern =
  | { readonly kind: 'word'; readonly text: string }
  | { readonly kind: 'glob'; readonly text: string }
  | { readonly kind: 'regex'; readonly source: string }

export const OPERATORS = ['>=', '<=', '>', '<'] as const
export type Operator = (typeof OPERATORS)[number]

/** One of the alternatives after `key:`. */
export interface Value {
  /** Null = equals. */
  readonly operator: Operator | null
  readonly pattern: Pattern
}

interface Placed {
  readonly negated: boolean
  /** Characters [at, end) of the text it was read from. */
  readonly at: number
  readonly end: number
}

/** A word that the name must contain, or `key:value[,value]`. */
export type Term =
  | (Placed & { readonly kind: 'name'; readonly pattern: Pattern })
  | (Placed & {
      readonly kind: 'key'
      readonly key: string
      readonly values: readonly (Value & { readonly at: number })[]
    })

export interface Filter {
  /** All must hold. */
  readonly terms: readonly Term[]
}

/** What is wrong with a filter and at which character (0-based). */
export interface FilterProblem {
  readonly error: string
  readonly at: number
}

/** Longest filter, in characters. */
export const MOST_FILTER_CHARS = 500
