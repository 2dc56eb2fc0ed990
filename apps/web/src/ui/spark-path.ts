const WIDTH = 64
const HEIGHT = 18
const PAD = 1

/**
 * Path over a 64 × 18 drawing, y from zero to the largest value. `null` breaks the line; a lone point becomes a short
 * dash, so that one known value among unknown ones is still seen.
 */
export function sparkPath(values: readonly (number | null)[]): string {
  const known = values.filter((value): value is number => value !== null)
  if (known.length === 0) return ''
  const top = Math.max(...known, Number.MIN_VALUE)
  const x = (at: number) => round((at / Math.max(1, values.length - 1)) * WIDTH)
  const y = (value: number) => round(HEIGHT - PAD - (value / top) * (HEIGHT - 2 * PAD))
  let path = ''
  values.forEach((value, at) => {
    if (value === null) return
    const before = at > 0 ? values[at - 1] : null
    const after = at < values.length - 1 ? values[at + 1] : null
    const joined = before !== null && before !== undefined
    path += `${joined ? 'L' : 'M'}${x(at)} ${y(value)}`
    if (!joined && (after === null || after === undefined)) path += 'h1'
  })
  return path
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
