import type { EndOffsetFacts, Topology } from '@perigee/domain'
import type { Pause } from './wire/pause.ts'

/** Rows whose offsets are compared between two looks at the clock. */
const STRIDE = 512

/**
 * Messages per second by row of `now.topology` since an earlier reading. NaN where one of the two offsets is unknown, the
 * topic was made anew (other topic id), or the offset went back (truncation): a rate below zero would be a lie.
 */
export async function messageRates(
  now: { readonly topology: Topology; readonly endOffset: BigInt64Array },
  earlier: { readonly facts: EndOffsetFacts; readonly elapsedMs: number } | undefined,
  pause: Pause,
): Promise<Float64Array> {
  const rates = new Float64Array(now.endOffset.length).fill(Number.NaN)
  if (!earlier || !(earlier.elapsedMs > 0)) return rates
  const rows = rowMapping(now.topology, earlier.facts.topology)
  const seconds = earlier.elapsedMs / 1000
  const [current, then] = [offsetsOf(now.endOffset), offsetsOf(earlier.facts.endOffset)]
  for (let row = 0; row < rates.length; row += 1) {
    const before = rows(row)
    const grown = before < 0 || then.isUnknown(before) ? -1 : current.since(row, then, before)
    if (grown >= 0) rates[row] = grown / seconds
    if (row % STRIDE === 0 && pause.due()) await pause.take()
  }
  return rates
}

interface Offsets {
  readonly halves: Int32Array
  /** Below zero. */
  isUnknown(row: number): boolean
  /** How much larger than another's, exact where that is below 2^53. */
  since(row: number, other: Offsets, otherRow: number): number
}

/** Offsets in halves: a big integer for each of a hundred thousand rows is an object for each of them. */
function offsetsOf({ buffer, byteOffset, length }: BigInt64Array): Offsets {
  const halves = new Int32Array(buffer, byteOffset, 2 * length)
  return {
    halves,
    isUnknown: (row) => (halves[2 * row + 1] as number) < 0,
    since(row, other, otherRow) {
      const high = (halves[2 * row + 1] as number) - (other.halves[2 * otherRow + 1] as number)
      const low = ((halves[2 * row] as number) >>> 0) - ((other.halves[2 * otherRow] as number) >>> 0)
      return high * 2 ** 32 + low
    },
  }
}

/** Row of the earlier topology for a row of the new one, −1 = none. Must be asked in ascending order: both are sorted. */
function rowMapping(now: Topology, then: Topology): (row: number) => number {
  if (now === then) return (row) => row
  let topic = 0
  return (row) => {
    const t = now.partitions.topic[row] as number
    const name = now.topics.names[t] as string
    while (topic < then.topics.count && (then.topics.names[topic] as string) < name) topic += 1
    if (then.topics.names[topic] !== name || !sameId(now.topics.ids[t], then.topics.ids[topic])) return -1
    // Partition ids of a topic are 0, 1, 2 …: the distance from the first row is the id, unless rows are missing.
    const guess = (then.topics.firstRow[topic] as number) + row - (now.topics.firstRow[t] as number)
    const inTopic = guess < (then.topics.firstRow[topic + 1] as number)
    return inTopic && then.partitions.id[guess] === now.partitions.id[row] ? guess : -1
  }
}

function sameId(a: string | null | undefined, b: string | null | undefined): boolean {
  return a == null || b == null || a === b
}

/** Sum over known rows; NaN when none is known. */
export function totalRate(rates: Float64Array): number {
  let sum = Number.NaN
  for (const rate of rates) if (!Number.isNaN(rate)) sum = (Number.isNaN(sum) ? 0 : sum) + rate
  return sum
}
