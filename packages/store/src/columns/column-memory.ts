/** Columns are taken from blocks of this many: one column alone would cost an allocation of its own each. */
const COLUMNS_A_BLOCK = 16
const VALUE_BYTES = 4
/** Of a series besides its columns: its name, its place in the map, its view of the block. */
const SERIES_OVERHEAD_BYTES = 200

/**
 * Memory of charted columns, shared by all clusters, with one cap: bytes = sum over series of (columns × points × 4 +
 * 200). What does not fit is refused, never taken from others.
 */
export class ColumnMemory {
  readonly limitBytes: number
  #usedBytes = 0
  readonly #free = new Map<number, Float32Array[]>()

  constructor(limitBytes: number) {
    this.limitBytes = limitBytes
  }

  get usedBytes(): number {
    return this.#usedBytes
  }

  /** `columns` empty columns (NaN) of so many points; null when the cap leaves no room for them. */
  take(points: number, columns: number): readonly Float32Array[] | null {
    const bytes = costOf(points, columns)
    if (this.#usedBytes + bytes > this.limitBytes) return null
    this.#usedBytes += bytes
    return Array.from({ length: columns }, () => this.#column(points))
  }

  giveBack(columns: readonly Float32Array[]): void {
    this.#usedBytes -= bytesOf(columns)
    const free = this.#freeOf(columns[0]?.length ?? 0)
    for (const column of columns) free.push(column.fill(Number.NaN))
  }

  #column(points: number): Float32Array {
    const free = this.#freeOf(points)
    if (free.length === 0) {
      const block = new Float32Array(points * COLUMNS_A_BLOCK).fill(Number.NaN)
      for (let i = 0; i < COLUMNS_A_BLOCK; i += 1) free.push(block.subarray(i * points, (i + 1) * points))
    }
    return free.pop() as Float32Array
  }

  #freeOf(points: number): Float32Array[] {
    let free = this.#free.get(points)
    if (free === undefined) {
      free = []
      this.#free.set(points, free)
    }
    return free
  }
}

/** What the columns of one series cost. */
export function bytesOf(columns: readonly Float32Array[]): number {
  return costOf(columns[0]?.length ?? 0, columns.length)
}

function costOf(points: number, columns: number): number {
  return columns * points * VALUE_BYTES + SERIES_OVERHEAD_BYTES
}
