// Finds the lines of an exposition page whose names are wanted, over chunks that may be cut anywhere. Bytes only: nothing
// is decoded here (Prometheus text format 0.0.4, and OpenMetrics as far as it is the same).
import { HASH_PRIME, HASH_SEED, type NameTable } from './name-table.ts'

const NEWLINE = 10
const SPACE = 32
const HASH_SIGN = 35
const BRACE = 123
const UPPER_A = 65
const UPPER_Z = 90

/**
 * What a wanted line is handed to. `nameEnd` is behind the name, `end` at the line's end; the buffer is only lent. The name
 * is told by its hash: of a line not seen before, whoever takes it asks {@link NameTable.is}.
 */
export interface LineSink {
  line(name: number, buffer: Uint8Array, start: number, nameEnd: number, end: number): void
}

/** A series' line has at most some labels: what is longer is none, or would fill the memory. */
export const MAX_LINE_BYTES = 64 * 1024

export class LineScanner {
  /** Lines of series, wanted or not. */
  series = 0
  /** Lines that begin with no name: names in quotes (UTF-8), or noise. */
  nameless = 0
  overlong = 0
  readonly #table: NameTable
  readonly #sink: LineSink
  /** The beginning of a line whose end is in a later chunk. */
  readonly #carry = new Uint8Array(MAX_LINE_BYTES)
  #carried = 0
  /** Until the end of a line that is too long. */
  #isDropping = false
  /** Where the name of the series before is in the same buffer, and its index; a page tells all series of a name in a row. */
  #lastStart = 0
  #lastEnd = 0
  #lastIndex = -1

  constructor(table: NameTable, sink: LineSink) {
    this.#table = table
    this.#sink = sink
  }

  push(chunk: Uint8Array): void {
    let from = 0
    if (this.#carried > 0 || this.#isDropping) {
      const end = chunk.indexOf(NEWLINE)
      this.#keep(chunk, 0, end < 0 ? chunk.length : end + 1)
      if (end < 0) return
      this.#flush()
      from = end + 1
    }
    const last = chunk.lastIndexOf(NEWLINE)
    if (last >= from) {
      this.#lines(chunk, from, last + 1)
      from = last + 1
    }
    this.#keep(chunk, from, chunk.length)
  }

  /** The last line may lack its end. */
  end(): void {
    if (this.#carried > 0) {
      this.#keep(new Uint8Array([NEWLINE]), 0, 1)
      this.#flush()
    }
  }

  #keep(chunk: Uint8Array, from: number, to: number): void {
    if (this.#isDropping || from >= to) return
    if (this.#carried + to - from > MAX_LINE_BYTES) {
      this.overlong += 1
      this.#isDropping = true
      this.#carried = 0
      return
    }
    this.#carry.set(chunk.subarray(from, to), this.#carried)
    this.#carried += to - from
  }

  #flush(): void {
    if (!this.#isDropping) this.#lines(this.#carry, 0, this.#carried)
    this.#isDropping = false
    this.#carried = 0
  }

  /** Whole lines only: every one of them has its end. */
  #lines(buffer: Uint8Array, from: number, to: number): void {
    let start = from
    this.#lastEnd = this.#lastStart
    while (start < to) {
      const first = buffer[start] as number
      if (first <= SPACE || first === BRACE || first === HASH_SIGN) {
        if (first > SPACE || !isBlank(buffer, start)) this.nameless += first === HASH_SIGN ? 0 : 1
        start = buffer.indexOf(NEWLINE, start) + 1
      } else start = this.#series(buffer, start)
    }
  }

  /** The line of a series; answers where the next line begins. */
  #series(buffer: Uint8Array, start: number): number {
    this.series += 1
    const nameEnd = this.#name(buffer, start)
    const end = buffer.indexOf(NEWLINE, nameEnd)
    if (this.#lastIndex !== -1) {
      if (end - start <= MAX_LINE_BYTES) this.#sink.line(this.#lastIndex, buffer, start, nameEnd, end)
      else this.overlong += 1
    }
    return end + 1
  }

  /** Looks the name up that begins here; answers where it ends. The hot loops: comparing is five times as fast as hashing. */
  #name(buffer: Uint8Array, start: number): number {
    const lastEnd = this.#lastEnd
    let at = start
    let last = this.#lastStart
    while (last < lastEnd && buffer[last] === buffer[at]) {
      last += 1
      at += 1
    }
    if (last !== lastEnd || at === start || !isNameEnd(buffer[at] as number)) {
      at = start
      let hash = HASH_SEED
      let byte = buffer[at] as number
      while (!isNameEnd(byte)) {
        if (byte >= UPPER_A && byte <= UPPER_Z) byte += SPACE
        hash = Math.imul(hash ^ byte, HASH_PRIME)
        at += 1
        byte = buffer[at] as number
      }
      this.#lastIndex = this.#table.find(hash | 0)
    }
    this.#lastStart = start
    this.#lastEnd = at
    return at
  }
}

function isNameEnd(byte: number): boolean {
  return byte <= SPACE || byte === BRACE
}

/** Line ends of Windows, or nothing at all. */
function isBlank(buffer: Uint8Array, from: number): boolean {
  let at = from
  while (buffer[at] !== NEWLINE) {
    if ((buffer[at] as number) > SPACE) return false
    at += 1
  }
  return true
}
