export interface CellPlace {
  readonly row: number
  readonly column: number
}

export interface MapSize {
  readonly rows: number
  readonly columns: number
}

/** Where a key leads; null for a key that does not move. */
export function moved(key: string, { row, column }: CellPlace, { rows, columns }: MapSize): CellPlace | null {
  if (key === 'ArrowDown') return { row: Math.min(rows - 1, row + 1), column }
  if (key === 'ArrowUp') return { row: Math.max(0, row - 1), column }
  if (key === 'ArrowLeft') return { row, column: Math.max(0, column - 1) }
  if (key === 'ArrowRight') return { row, column: Math.min(columns - 1, column + 1) }
  if (key === 'Home') return { row, column: 0 }
  return key === 'End' ? { row, column: columns - 1 } : null
}
