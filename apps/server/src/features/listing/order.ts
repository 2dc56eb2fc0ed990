// Sort orders over columns, kept per table: a table lives as long as the readings it was made from.

import { orderByNumber } from './number-order.ts'

/** A column to sort by: numbers (NaN = unknown) or texts (null = unknown). Unknown comes last both ways. */
export type SortColumn =
  | { readonly kind: 'numbers'; readonly values: ArrayLike<number> }
  | { readonly kind: 'texts'; readonly values: readonly (string | null)[] }

export interface SortSpec {
  readonly field: string
  readonly descending: boolean
}

/** Reads `field` or `-field`. */
export function sortSpec(text: string): SortSpec {
  return text.startsWith('-') ? { field: text.slice(1), descending: true } : { field: text, descending: false }
}

const cache = new WeakMap<object, Map<string, Uint32Array>>()

/** The order of `count` rows by a column; equal rows stay in their natural order (name, then partition). */
export function orderOf(
  table: object,
  spec: SortSpec,
  { count, column }: { count: number; column: () => SortColumn },
): Uint32Array {
  const orders = cache.get(table) ?? new Map<string, Uint32Array>()
  cache.set(table, orders)
  const key = `${spec.descending ? '-' : ''}${spec.field}`
  const known = orders.get(key)
  if (known !== undefined) return known
  const order = sorted(count, column(), spec.descending)
  orders.set(key, order)
  return order
}

function sorted(count: number, column: SortColumn, descending: boolean): Uint32Array {
  if (column.kind === 'numbers') return orderByNumber(column.values, { descending })
  const order = Uint32Array.from({ length: count }, (_, index) => index)
  return order.sort(byText(column.values, descending ? -1 : 1))
}

function byText(values: readonly (string | null)[], sign: number) {
  return (a: number, b: number) => {
    const left = values[a] ?? null
    const right = values[b] ?? null
    if (left === right) return a - b
    if (left === null) return 1
    if (right === null) return -1
    return left < right ? -sign : sign
  }
}
