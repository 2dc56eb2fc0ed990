import { useMemo, useRef } from 'react'
import type { FilterMistake } from './filter-wrong.tsx'

interface Filtered<T> {
  readonly rows: readonly T[]
  readonly mistake: FilterMistake | null
}

/** Rows of a list that the page filters itself. While the filter cannot be read, those of the last one that could. */
export function useFiltered<T>(
  q: string,
  all: readonly T[],
  filter: (q: string, all: readonly T[]) => readonly T[] | FilterMistake,
): Filtered<T> {
  const result = useMemo(() => filter(q, all), [q, all, filter])
  const mistake = 'message' in result ? result : null
  const lastGood = useRef(all)
  if (!('message' in result)) lastGood.current = result
  return { rows: lastGood.current, mistake }
}
