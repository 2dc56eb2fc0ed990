import { compileFilter, type FilterKeys, type FilterProblem, parseFilter } from '@perigee/links'
import { Refusal } from '../wire/refusal.ts'
import type { RowTest } from './window.ts'

/** Reads a filter against the keys of a list; null = everything passes. What cannot be read is refused with its place. */
export function readFilter(text: string | undefined, keys: FilterKeys): RowTest | null {
  if (text === undefined || text.trim() === '') return null
  const filter = parseFilter(text)
  if ('error' in filter) throw invalid(filter)
  const compiled = compileFilter(filter, keys)
  if ('error' in compiled) throw invalid(compiled)
  return compiled.test
}

function invalid({ error, at }: FilterProblem): Refusal {
  return new Refusal('PGE_INVALID_FILTER', `The filter cannot be read: ${error}.`, { at, hint: HINT })
}

const HINT = 'Words match the name; key:value, is:condition, a leading - for not, "quotes", * and /patterns/ narrow it.'
