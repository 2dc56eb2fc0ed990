import type { Envelope } from '@perigee/contract'
import { type UseQueryResult, useQueries } from '@tanstack/react-query'
import { useCallback, useMemo, useRef, useState } from 'react'
import type { ApiError } from '../../api/api-error.ts'
import type { apiQuery } from '../../api/queries.ts'
import type { FilterMistake } from '../filter/filter-wrong.tsx'
import { type HeldRows, useHeldRows, type WindowAnswer } from './use-row-windows.ts'
import { type RowRange, windowOffsets } from './windows.ts'

export interface ListOptions<Row, Data extends WindowAnswer<Row>> {
  /** Which list: changes with filter and order. */
  readonly list: string
  readonly windowAt: (offset: number) => ReturnType<typeof apiQuery<Data>>
  readonly idOf: (row: Row) => string
}

export interface List<Row, Data> {
  /** Newest first window of this list, or of the last list that could be read. */
  readonly lead: Envelope<Data> | null
  readonly held: HeldRows<Row>
  /** The filter could not be read; what is shown is the list before. */
  readonly mistake: FilterMistake | null
  /** Nothing could be read at all. */
  readonly error: ApiError | null
  /** A window of this very list is on its way. */
  readonly waiting: boolean
  readonly again: () => void
}

interface Combined<Data> {
  readonly envelopes: readonly Envelope<Data>[]
  readonly error: ApiError | null
  readonly waiting: boolean
  readonly refetch: readonly (() => unknown)[]
}

function combine<Data>(results: UseQueryResult<Envelope<Data>, ApiError>[]): Combined<Data> {
  return {
    envelopes: results.flatMap(({ data }) => (data === undefined ? [] : [data])),
    error: results.find(({ error }) => error !== null)?.error ?? null,
    waiting: results.some(({ isPending, error }) => isPending && error === null),
    refetch: results.map(({ refetch }) => refetch),
  }
}

/** Windows of a server list: asked for as they come into view, kept in order while someone points at them. */
export function useList<Row, Data extends WindowAnswer<Row>>(options: ListOptions<Row, Data>): List<Row, Data> {
  const { list, windowAt, idOf } = options
  const [range, setRange] = useState<RowRange>({ first: 0, last: 0 })
  const see = useCallback((next: RowRange) => {
    setRange((now) => (now.first === next.first && now.last === next.last ? now : next))
  }, [])
  const last = useRef<{ readonly list: string; readonly lead: Envelope<Data> } | null>(null)
  const total = last.current?.list === list ? last.current.lead.data.matched : null
  const offsets = windowOffsets(range, total)
  const { envelopes, error, waiting, refetch } = useQueries({
    queries: offsets.map(windowAt),
    combine: combine<Data>,
  })
  const answers = useMemo(() => envelopes.map(({ data }) => data), [envelopes])
  const held = useHeldRows(list, { answers }, { idOf, see })
  const newest = envelopes[0]
  if (newest !== undefined && newest !== last.current?.lead) last.current = { list, lead: newest }
  return {
    lead: last.current?.lead ?? null,
    held,
    mistake: error === null ? null : mistakeOf(error),
    error: error !== null && mistakeOf(error) === null && last.current === null ? error : null,
    waiting,
    again: () => {
      for (const ask of refetch) ask()
    },
  }
}

const BAD_REQUEST = 400

/** A refusal of the filter or sort is the reader's to mend; everything else is not. */
export function mistakeOf(error: ApiError): FilterMistake | null {
  if (error.kind !== 'refused' || error.status !== BAD_REQUEST) return null
  return { message: error.message, hint: error.hint, at: error.at }
}
