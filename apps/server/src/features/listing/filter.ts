import type { FilterKeys } from './fields.ts'
import type { RowTest } from './window.ts'

/** Reads a filter against the keys of a list; null = everything passes. */
export function readFilter(text: string | undefined, keys: FilterKeys): RowTest | null {
  if (text === undefined || text.trim() === '') return null
  void keys
  throw new Error('not wired')
}
