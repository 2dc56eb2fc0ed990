/** A quantity over time: starts of points in epoch ms, ascending, and its values; null = a gap. */
export interface Measured {
  readonly at: readonly number[]
  readonly values: readonly (number | null)[]
}

/** How fast something grows. Bytes a day; negative = it shrinks. */
export interface Growth {
  readonly bytesPerDay: number
  /** A quarter of all slopes lie below, a quarter above. */
  readonly lowBytesPerDay: number
  readonly highBytesPerDay: number
  /** From the first to the last point that is known, ms. */
  readonly overMs: number
}

export const DAY_MS = 86_400_000
/** Less history says nothing: retention deletes whole segments, so sizes move in steps. */
export const SHORTEST_HISTORY_MS = 3_600_000
/** Slopes are counted by pairs: more points are brought down to the medians of so many spans. */
const MOST_POINTS = 48
const FEWEST_POINTS = 4

/**
 * The median of the slopes between all pairs of points (Theil and Sen): a deleted segment, a moved replica or a spike bends
 * it little. Null when there is less than an hour of history.
 */
export function growthOf(measured: Measured): Growth | null {
  const points = thinned(measured)
  const [first, last] = [points[0], points.at(-1)]
  if (first === undefined || last === undefined || points.length < FEWEST_POINTS) return null
  const overMs = last.at - first.at
  if (overMs < SHORTEST_HISTORY_MS) return null
  // Numbers in a typed array are sorted ten times as fast: hundreds of topics are counted at once.
  const slopes = new Float64Array((points.length * (points.length - 1)) / 2)
  let place = 0
  for (let i = 0; i < points.length; i += 1) {
    const a = points[i] as Point
    for (let j = i + 1; j < points.length; j += 1) {
      const b = points[j] as Point
      slopes[place] = ((b.value - a.value) / (b.at - a.at)) * DAY_MS
      place += 1
    }
  }
  slopes.sort()
  return {
    bytesPerDay: quantile(slopes, 0.5),
    lowBytesPerDay: quantile(slopes, 0.25),
    highBytesPerDay: quantile(slopes, 0.75),
    overMs,
  }
}

interface Point {
  readonly at: number
  readonly value: number
}

/** Known points; many of them as the medians of spans of equal length. */
function thinned({ at, values }: Measured): readonly Point[] {
  const known = at.flatMap((time, index): Point[] => {
    const value = values[index]
    return value === null || value === undefined ? [] : [{ at: time, value }]
  })
  if (known.length <= MOST_POINTS) return known
  const [first, last] = [known[0] as Point, known.at(-1) as Point]
  const width = (last.at - first.at + 1) / MOST_POINTS
  const spans = new Map<number, Point[]>()
  for (const point of known) {
    const span = Math.floor((point.at - first.at) / width)
    spans.set(span, [...(spans.get(span) ?? []), point])
  }
  return [...spans.values()].map((span) => ({
    at: middle(span.map((point) => point.at)),
    value: middle(span.map(({ value }) => value)),
  }))
}

function middle(values: readonly number[]): number {
  return quantile(
    values.toSorted((a, b) => a - b),
    0.5,
  )
}

/** Of sorted values, between neighbours where it falls there. */
function quantile(sorted: ArrayLike<number>, share: number): number {
  const place = (sorted.length - 1) * share
  const [low, high] = [sorted[Math.floor(place)] as number, sorted[Math.ceil(place)] as number]
  return low + (high - low) * (place - Math.floor(place))
}
