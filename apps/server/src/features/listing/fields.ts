import type { RowTest } from './window.ts'

/** What a filter key reads of a row; absent answers (NaN, null) never match, not even a negated comparison's opposite. */
export type Field =
  | { readonly kind: 'text'; of(index: number): string | null }
  | { readonly kind: 'number'; readonly unit: 'count' | 'bytes' | 'duration' | 'rate'; of(index: number): number }
  /** A row has several of them: the brokers or racks of its replicas. */
  | { readonly kind: 'set'; has(index: number, test: (value: string) => boolean): boolean }

export interface FilterKeys {
  /** What bare words match. */
  name(index: number): string
  readonly fields: Readonly<Record<string, Field>>
  /** Named conditions: `is:word`. */
  readonly conditions: Readonly<Record<string, RowTest>>
}
