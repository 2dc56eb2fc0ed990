// CSV as RFC 4180 has it, with cells that no spreadsheet takes for a formula.

const STARTS_A_FORMULA = /^[=+\-@\t\r]/
const NEEDS_QUOTES = /[",\r\n]/

/** One cell. Unknown (null) is the word, never empty or 0. Texts that could start a formula get a leading apostrophe. */
export function csvCell(value: string | number | boolean | null): string {
  if (value === null) return 'unknown'
  if (typeof value !== 'string') return String(value)
  const safe = STARTS_A_FORMULA.test(value) ? `'${value}` : value
  return NEEDS_QUOTES.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** One line with its end. */
export function csvLine(cells: readonly (string | number | boolean | null)[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`
}

/** Lines in chunks, so that twenty thousand rows are neither one string nor twenty thousand writes. */
export function* csvChunks(
  head: readonly string[],
  indices: ArrayLike<number>,
  cells: (index: number) => readonly (string | number | boolean | null)[],
): Generator<string> {
  let chunk = csvLine(head)
  for (let at = 0; at < indices.length; at += 1) {
    chunk += csvLine(cells(indices[at] as number))
    if (chunk.length > 65_536) {
      yield chunk
      chunk = ''
    }
  }
  if (chunk !== '') yield chunk
}
