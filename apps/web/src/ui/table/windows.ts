/** Rows asked for at once. */
export const WINDOW_ROWS = 200

export interface RowRange {
  readonly first: number
  readonly last: number
}

/** Offsets of the windows that cover the rows in view; always at least the first window. */
export function windowOffsets(range: RowRange, total: number | null): readonly number[] {
  const lastRow = total === null ? range.last : Math.min(range.last, total - 1)
  const from = Math.max(0, Math.floor(range.first / WINDOW_ROWS))
  const to = Math.max(from, Math.floor(lastRow / WINDOW_ROWS))
  return Array.from({ length: to - from + 1 }, (_, at) => (from + at) * WINDOW_ROWS)
}

export interface RowWindow<Row> {
  readonly offset: number
  readonly items: readonly Row[]
}

/** Rows by their place in the whole list. */
export function rowsByPlace<Row>(windows: readonly RowWindow<Row>[]): ReadonlyMap<number, Row> {
  return new Map(windows.flatMap(({ offset, items }) => items.map((row, at): [number, Row] => [offset + at, row])))
}
