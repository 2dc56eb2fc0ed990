export interface PeerScale {
  /** Places on the line, per cent of its width. */
  readonly value: number | null
  readonly median: number | null
  readonly peers: readonly number[]
}

const EDGE_PERCENT = 3

/**
 * Places own value, peers and median on one line. The line starts at zero when nothing is negative, so that a
 * difference of two per cent looks like two per cent.
 */
export function peerScale(value: number | null, median: number | null, peers: readonly number[]): PeerScale {
  const known = [...peers, ...(value === null ? [] : [value]), ...(median === null ? [] : [median])]
  const low = Math.min(0, ...known)
  const high = Math.max(...known, low + Number.EPSILON)
  const place = (at: number) => EDGE_PERCENT + ((at - low) / (high - low)) * (100 - 2 * EDGE_PERCENT)
  return {
    value: value === null ? null : place(value),
    median: median === null ? null : place(median),
    peers: peers.map(place),
  }
}
