import type { ReactNode } from 'react'

/** 1 never leaves; 2, 3 and 4 leave as the table gets narrower (4 first). */
export type Priority = 1 | 2 | 3 | 4

export interface Column<Row> {
  readonly id: string
  readonly label: string
  /** Spoken and shown on hover when the label is an abbreviation. */
  readonly hint?: string
  readonly align?: 'right'
  readonly priority: Priority
  /** CSS width; without it the column takes what is left. Virtual tables need it on all columns but one. */
  readonly width?: string
  readonly sort?: { readonly key: string; readonly first: 'ascending' | 'descending' }
  /** Off until chosen in the column chooser. */
  readonly off?: boolean
  /** Text may take several lines where it is short of room. */
  readonly wraps?: true
  /** This column names the row. */
  readonly names?: true
  readonly cell: (row: Row) => ReactNode
}

/** How a table is sorted: the `sort` parameter of the URL and how to change it. */
export interface Sorting {
  /** `size`, `-size`, or undefined for the table's own order. */
  readonly current: string | undefined
  /** What the server does without a sort. */
  readonly fallback: string
  readonly choose: (sort: string | undefined) => void
}

export type SortDirection = 'ascending' | 'descending' | 'none'

export function sortDirection<Row>(column: Column<Row>, sorting: Sorting): SortDirection {
  const sort = sorting.current ?? sorting.fallback
  if (column.sort === undefined) return 'none'
  if (sort === column.sort.key) return 'ascending'
  return sort === `-${column.sort.key}` ? 'descending' : 'none'
}

/** What a press on the header asks for: its first direction, then the other, and the fallback is left out of the URL. */
export function nextSort<Row>(column: Column<Row>, sorting: Sorting): string | undefined {
  if (column.sort === undefined) return sorting.current
  const now = sortDirection(column, sorting)
  const opposite = now === 'ascending' ? 'descending' : 'ascending'
  const wanted = now === 'none' ? column.sort.first : opposite
  const sort = wanted === 'descending' ? `-${column.sort.key}` : column.sort.key
  return sort === sorting.fallback ? undefined : sort
}

/** Columns to draw: the chosen ones in the table's own order, or all that are not off. The first always stays. */
export function visibleColumns<Row>(
  columns: readonly Column<Row>[],
  chosen: ReadonlySet<string> | null,
): readonly Column<Row>[] {
  return columns.filter(
    (column) => column.priority === 1 || (chosen === null ? column.off !== true : chosen.has(column.id)),
  )
}
