import type { Envelope } from '@perigee/contract'
import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { ApiError } from '../api/api-error.ts'
import { PageFailure } from './page-failure.tsx'
import { QueryFailure } from './query-failure.tsx'
import { Skeleton } from './skeleton.tsx'

/**
 * The four states of a query in one place: waiting (bars), failed without ever having had data (why), and data, which
 * stays also while a refresh fails: the banner and the ages say so.
 */
export function WithData<T>({
  query,
  what,
  rows = 6,
  as = 'page',
  children,
}: {
  query: UseQueryResult<Envelope<T>, ApiError>
  /** What is read, in words: “the overview”. */
  what: string
  rows?: number
  /** `part`: a section of a page that has its heading already. */
  as?: 'page' | 'part'
  children: (envelope: Envelope<T>) => ReactNode
}) {
  if (query.data !== undefined) return children(query.data)
  const Failure = as === 'page' ? PageFailure : QueryFailure
  if (query.error !== null) return <Failure error={query.error} what={what} onAgain={() => void query.refetch()} />
  return <Skeleton rows={rows} waitingFor={what} />
}
