/** How one value stands among those of its peers. */
export interface Comparison {
  /** Of all known values, its own among them: what pages draw. Null when nobody tells. */
  readonly median: number | null
  /** 1 = best; equals share the better rank. Null when its own value is not known. */
  readonly rank: number | null
  /** Nodes whose value is known. */
  readonly of: number
  /** The others' known values. */
  readonly peers: readonly number[]
}

/** Which end is good: times and load are better low, idle shares and free memory better high. */
export type Better = 'low' | 'high'

/** Compares a node with the others. `values` by node id; unknown ones are left out by the caller. */
export function comparePeers(values: ReadonlyMap<number, number>, id: number, better: Better): Comparison {
  const own = values.get(id)
  const all = [...values.values()]
  const peers = [...values].flatMap(([node, value]) => (node === id ? [] : [value]))
  const beats = (value: number) => own !== undefined && (better === 'low' ? value < own : value > own)
  return {
    median: medianOf(all),
    rank: own === undefined ? null : peers.filter(beats).length + 1,
    of: all.length,
    peers,
  }
}

/** The middle value; of two middle ones their mean. Null of none. */
export function medianOf(values: readonly number[]): number | null {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  const upper = sorted[middle]
  if (upper === undefined) return null
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] as number)) / 2
}

/**
 * The value that a healthy peer has: the middle one, of two middle ones the better. With three brokers of which two are
 * slow, a mean of both would hide them from each other.
 */
export function healthyMedian(values: readonly number[], better: Better): number | null {
  const sorted = values.toSorted((a, b) => (better === 'low' ? a - b : b - a))
  return sorted[(sorted.length - 1) >> 1] ?? null
}
