// A stage of a request as a distribution: most take about as long, some may take much longer.

/** Times in ms. */
export interface Stage {
  readonly typical: number
  /** Those that meet something slow: how long they take, and their share (0–1) of all. */
  readonly slow?: { readonly typical: number; readonly share: number }
  /** No request takes longer. */
  readonly atMost?: number
}

/** How far up percentiles stand above a typical time: Kafka's times lean to the right, all with much the same shape. */
const SHAPE: readonly (readonly [share: number, times: number])[] = [
  [0, 0.2],
  [0.5, 1],
  [0.75, 1.6],
  [0.95, 3.2],
  [0.98, 4.6],
  [0.99, 6],
  [0.999, 14],
  [1, 22],
]
const MEAN = 1.3
/** So far up the stages of a bounded sum are taken together: hardly a request is beyond. */
const BOUND = 0.99

/** The time below which a share (0–1) of the requests stay. */
export function quantileOf({ typical, slow, atMost = Number.POSITIVE_INFINITY }: Stage, share: number): number {
  const few = slow?.share ?? 0
  const quick = 1 - few
  const value =
    slow === undefined || few === 0 || share <= quick * 0.999
      ? typical * shapeAt(quick === 0 ? 0 : Math.min(1, share / quick))
      : Math.max(typical, slow.typical) * shapeAt((share - quick) / few)
  return Math.min(atMost, value)
}

export function meanOf({ typical, slow, atMost = Number.POSITIVE_INFINITY }: Stage): number {
  const few = slow?.share ?? 0
  return Math.min(atMost, MEAN * ((1 - few) * typical + few * (slow?.typical ?? 0)))
}

/**
 * Stages after each other: what is slow in one of them is slow in the sum. Where one of them is bounded (a fetch waits no
 * longer than it is willing to), so is the sum.
 */
export function sumOf(stages: readonly Stage[]): Stage {
  let typical = 0
  let share = 0
  let extra = 0
  const atMost = stages.some((one) => one.atMost !== undefined)
    ? stages.reduce((sum, one) => sum + quantileOf(one, BOUND), 0)
    : undefined
  for (const one of stages) {
    const within = Math.min(one.typical, one.atMost ?? Number.POSITIVE_INFINITY)
    typical += within
    if (one.slow === undefined) continue
    share = Math.max(share, one.slow.share)
    extra += Math.max(0, one.slow.typical - within)
  }
  return {
    typical,
    ...(share === 0 ? {} : { slow: { typical: typical + extra, share } }),
    ...(atMost === undefined ? {} : { atMost }),
  }
}

function shapeAt(share: number): number {
  const at = Math.max(0, share)
  for (let i = 1; i < SHAPE.length; i += 1) {
    const [end, top] = SHAPE[i] ?? [1, 22]
    const [start, low] = SHAPE[i - 1] ?? [0, 0]
    if (at <= end) return low + ((top - low) * (at - start)) / (end - start)
  }
  return 22
}
