// Places of a drawing in a box of 1000 × 1000 that is stretched to the chart; strokes do not scale with it.
export const BOX = 1000

export interface Frame {
  readonly fromMs: number
  readonly toMs: number
  /** Value at the upper edge; the lower edge is zero. */
  readonly top: number
}

type Values = readonly (number | null)[]

const round = (value: number) => Math.round(value * 10) / 10

export function xOf(at: number, { fromMs, toMs }: Frame): number {
  return ((at - fromMs) / (toMs - fromMs)) * BOX
}

export function yOf(value: number, { top }: Frame): number {
  return BOX - (value / top) * BOX
}

export interface LineShape {
  readonly at: readonly number[]
  readonly values: Values
  readonly step?: boolean
}

/** Path of a line; broken where a value is unknown, and a lone value is a short dash. */
export function linePath({ at, values, step = false }: LineShape, frame: Frame): string {
  const parts: string[] = []
  let open = false
  at.forEach((time, index) => {
    const value = values[index] ?? null
    if (value === null || time < frame.fromMs) {
      open = false
      return
    }
    const x = round(xOf(time, frame))
    const y = round(yOf(value, frame))
    if (!open) parts.push(`M${x} ${y}h1`)
    else parts.push(step ? `H${x}V${y}` : `L${x} ${y}`)
    open = true
  })
  return parts.join('')
}

export interface Layer {
  /** Lower and upper edge at every instant; null where the stack is not known. */
  readonly low: Values
  readonly high: Values
}

/**
 * Stacks values, first at the bottom. Where one of them is unknown the whole stack is: a part left out would make the
 * others stand too low and the sum too small. A series that never told anything takes no part.
 */
export function stacked(series: readonly { readonly values: Values }[], length: number): readonly Layer[] {
  const taking = series.filter(({ values }) => values.some((value) => value !== null))
  const known = Array.from({ length }, (_, index) => taking.every(({ values }) => (values[index] ?? null) !== null))
  const sum = new Array<number>(length).fill(0)
  return series.map((each) => {
    const low = sum.map((value, index) => (known[index] === true ? value : null))
    if (taking.includes(each))
      for (let index = 0; index < length; index += 1) sum[index] = (sum[index] ?? 0) + (each.values[index] ?? 0)
    return { low, high: sum.map((value, index) => (known[index] === true ? value : null)) }
  })
}

/** Closed outlines of one layer, one for each span that is known. */
export function areaPath(at: readonly number[], { low, high }: Layer, frame: Frame): string {
  const parts: string[] = []
  let from = -1
  for (let index = 0; index <= at.length; index += 1) {
    const inside = index < at.length && (high[index] ?? null) !== null && (at[index] ?? 0) >= frame.fromMs
    if (inside && from < 0) from = index
    if (inside || from < 0) continue
    parts.push(outline(at.slice(from, index), { low: low.slice(from, index), high: high.slice(from, index) }, frame))
    from = -1
  }
  return parts.join('')
}

function outline(at: readonly number[], { low, high }: Layer, frame: Frame): string {
  const place = (index: number, values: Values) =>
    `${round(xOf(at[index] ?? 0, frame))} ${round(yOf(values[index] ?? 0, frame))}`
  const forth = at.map((_, index) => place(index, high))
  const back = at.map((_, index) => place(at.length - 1 - index, low))
  return `M${[...forth, ...back].join('L')}Z`
}

/** Index of the instant nearest to `time`; -1 when there is none. */
export function nearestIndex(at: readonly number[], time: number): number {
  let best = -1
  for (let index = 0; index < at.length; index += 1)
    if (best < 0 || Math.abs((at[index] ?? 0) - time) < Math.abs((at[best] ?? 0) - time)) best = index
  return best
}

export interface Labelled {
  readonly topPercent: number
}

/**
 * Pushes labels at least `gapPercent` of the height apart, downwards first, then back up when they would leave the chart.
 * Keeps their order on screen.
 */
export function spread<Label extends Labelled>(labels: readonly Label[], gapPercent: number): readonly Label[] {
  const sorted = labels.toSorted((a, b) => a.topPercent - b.topPercent)
  const places = sorted.map(({ topPercent }) => topPercent)
  for (let at = 1; at < places.length; at += 1)
    places[at] = Math.max(places[at] ?? 0, (places[at - 1] ?? 0) + gapPercent)
  for (let at = places.length - 1, below = 100 + gapPercent; at >= 0; at -= 1) {
    places[at] = Math.min(places[at] ?? 0, below - gapPercent)
    below = places[at] ?? 0
  }
  return sorted.map((label, at) => ({ ...label, topPercent: places[at] ?? label.topPercent }))
}

/** The middle one of what is known at an instant; of an even number the mean of the two in the middle. */
export function medianOf(values: Values): number | null {
  const known = values.filter((value) => value !== null).toSorted((a, b) => a - b)
  if (known.length === 0) return null
  const upper = known[Math.floor(known.length / 2)] ?? 0
  return known.length % 2 === 1 ? upper : (upper + (known[known.length / 2 - 1] ?? 0)) / 2
}
