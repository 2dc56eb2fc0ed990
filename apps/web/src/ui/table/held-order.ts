export interface HeldOrder<Row> {
  readonly rows: ReadonlyMap<number, Row>
  /** Rows that stand elsewhere in the newest answer, new and gone ones included. */
  readonly moved: number
}

/**
 * Keeps every row where it is drawn and gives it its newest values. Rows by their place in the list.
 * A row that the newest answer no longer has keeps its last values; places never drawn take the newest row.
 */
export function holdOrder<Row>(
  shown: ReadonlyMap<number, Row>,
  next: ReadonlyMap<number, Row>,
  idOf: (row: Row) => string,
): HeldOrder<Row> {
  const byId = new Map([...next.values()].map((row) => [idOf(row), row]))
  const rows = new Map(next)
  let moved = 0
  for (const [index, row] of shown) {
    const id = idOf(row)
    const newest = next.get(index)
    if (newest !== undefined && idOf(newest) !== id) moved += 1
    rows.set(index, byId.get(id) ?? row)
  }
  return { rows, moved }
}
