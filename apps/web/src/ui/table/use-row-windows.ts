import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { holdOrder } from './held-order.ts'
import type { RowSource } from './virtual-table.tsx'
import { type RowRange, rowsByPlace } from './windows.ts'

/** One answer of the server: a slice of a list that has `matched` rows in all. */
export interface WindowAnswer<Row> {
  readonly offset: number
  readonly items: readonly Row[]
  /** Null: nothing was read yet. */
  readonly matched: number | null
}

export interface WindowState<Row> {
  /** Answers for the windows asked for; those that have not come are missing. */
  readonly answers: readonly WindowAnswer<Row>[]
}

interface Shown<Row> {
  readonly list: string
  readonly rows: ReadonlyMap<number, Row>
  readonly total: number
}

export interface HeldRows<Row> {
  readonly source: RowSource<Row>
  /** Rows that would stand elsewhere if the order were not held. */
  readonly moved: number
  readonly resort: () => void
  /** A row by its id, among those that are here. */
  readonly find: (id: string) => Row | undefined
}

/**
 * Rows as they are drawn: the newest answers, but while held every row stays where it is and only its values change.
 * Until the first window of another list has come, the rows of the last one stay.
 */
export function useHeldRows<Row>(
  list: string,
  state: WindowState<Row>,
  { idOf, see }: { readonly idOf: (row: Row) => string; readonly see: (range: RowRange) => void },
): HeldRows<Row> {
  const [held, setHeld] = useState<'held' | 'free'>('free')
  const [sortedAt, setSortedAt] = useState(0)
  const shown = useRef<Shown<Row>>({ list, rows: new Map(), total: 0 })
  const next = useMemo(() => rowsByPlace(state.answers), [state.answers])
  const arrived = state.answers.length > 0
  const keep = held === 'held' && shown.current.list === list && shown.current.rows.size > 0
  const total = state.answers[0]?.matched ?? shown.current.total
  // biome-ignore lint/correctness/useExhaustiveDependencies: sortedAt asks for the newest order once
  const { rows, moved } = useMemo(() => {
    if (!arrived) return { rows: shown.current.rows, moved: 0 }
    return keep ? holdOrder(shown.current.rows, next, idOf) : { rows: next, moved: 0 }
  }, [arrived, keep, next, idOf, sortedAt])
  const drawnTotal = keep ? shown.current.total : total
  useEffect(() => {
    if (arrived) shown.current = { list, rows, total: drawnTotal }
  }, [arrived, list, rows, drawnTotal])
  const resort = useCallback(() => {
    shown.current = { ...shown.current, rows: new Map() }
    setSortedAt((times) => times + 1)
  }, [])
  const hold = useCallback(() => setHeld('held'), [])
  const release = useCallback(() => setHeld('free'), [])
  const rowAt = useCallback((index: number) => rows.get(index), [rows])
  const find = (id: string) => rows.values().find((row) => idOf(row) === id)
  return { find, source: { total: drawnTotal, rowAt, see, hold, release }, moved, resort }
}
