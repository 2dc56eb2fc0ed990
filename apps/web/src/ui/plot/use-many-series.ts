import { useQueries } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { ApiError } from '../../api/api-error.ts'
import { apiQuery } from '../../api/queries.ts'
import type { SeriesAsk, SeriesData } from '../../api/series.ts'
import { type PageRange, usePageRange } from '../../time/page-range.ts'

export interface ManySeries {
  /** In the order asked; null: not read yet. */
  readonly answers: readonly (SeriesData | null)[]
  /** Of the first that failed without ever having been read. */
  readonly error: ApiError | null
  readonly range: PageRange
  readonly again: () => void
}

/** Several measures over the page's range at once: the parts of a stack. */
export function useManySeries(asks: readonly SeriesAsk[]): ManySeries {
  const range = usePageRange()
  const queries = useQueries({
    queries: asks.map((ask) =>
      apiQuery<SeriesData>({ route: 'series', query: { ...ask, ...range.query } }, { keepPrevious: true }),
    ),
  })
  const versions = queries.map(({ dataUpdatedAt }) => dataUpdatedAt).join(' ')
  // biome-ignore lint/correctness/useExhaustiveDependencies: answers change with their versions only
  const answers = useMemo(() => queries.map(({ data }) => data?.data ?? null), [versions, queries.length])
  return {
    answers,
    error: queries.find(({ data, error }) => data === undefined && error !== null)?.error ?? null,
    range,
    again: () => {
      for (const query of queries) void query.refetch()
    },
  }
}
