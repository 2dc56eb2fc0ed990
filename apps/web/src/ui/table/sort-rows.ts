/** Sorts rows that are all here by `sort` (`field` or `-field`). Unknown comes last both ways; equal rows keep their order. */
export function sortRows<Row>(
  rows: readonly Row[],
  sort: string | undefined,
  values: Readonly<Record<string, (row: Row) => number | string | null>>,
): readonly Row[] {
  const value = values[(sort ?? '').replace(/^-/, '')]
  if (sort === undefined || value === undefined) return rows
  const sign = sort.startsWith('-') ? -1 : 1
  return rows.toSorted((a, b) => {
    const left = value(a)
    const right = value(b)
    if (left === right) return 0
    if (left === null) return 1
    if (right === null) return -1
    return left < right ? -sign : sign
  })
}
