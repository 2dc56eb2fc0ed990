/** Who reads which topics. */
export interface Subscription {
  readonly memberId: string
  /** Keys of all partitions of its topics. */
  readonly wanted: ReadonlySet<string>
  /** Keys of what it was to read until now. */
  readonly held: ReadonlySet<string>
}

/**
 * Shares partitions evenly and moves as few as that allows. Source: the server-side `uniform` assignor of KIP-848; where
 * members want different topics, each partition goes to the one with the fewest of those that want it.
 */
export function assignUniformly(subscriptions: readonly Subscription[]): Map<string, Set<string>> {
  const shares = new Map(subscriptions.map(({ memberId }) => [memberId, new Set<string>()]))
  const left = new Set(subscriptions.flatMap(({ wanted }) => [...wanted]))
  const fair = Math.floor(left.size / Math.max(1, subscriptions.length))
  let larger = left.size % Math.max(1, subscriptions.length)
  for (const { memberId, wanted, held } of subscriptions) {
    const share = shares.get(memberId)
    for (const key of held) {
      if (share === undefined || !wanted.has(key) || !left.has(key)) continue
      if (share.size >= fair && (share.size > fair || larger === 0)) break
      if (share.size === fair) larger -= 1
      share.add(key)
      left.delete(key)
    }
  }
  for (const key of [...left].toSorted()) leastOf(subscriptions, shares, key)?.add(key)
  return shares
}

function leastOf(subscriptions: readonly Subscription[], shares: ReadonlyMap<string, Set<string>>, key: string) {
  let least: Set<string> | undefined
  for (const { memberId, wanted } of subscriptions) {
    const share = shares.get(memberId)
    if (share !== undefined && wanted.has(key) && (least === undefined || share.size < least.size)) least = share
  }
  return least
}
