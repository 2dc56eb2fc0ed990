/** One scenario's wish about one thing. */
export interface Hold {
  /** The highest of those that hold the same thing counts. */
  readonly rank: number
  begin(): void
}

/**
 * Who holds what: two scenarios may hold the same broker, and it comes back only when both have let go. Of several holds
 * the strongest is in force.
 */
export class Holds {
  readonly #held = new Map<string, Hold[]>()

  /** `end` puts the thing right; called when nobody holds it any more. Gives what lets go, which does so once. */
  hold(key: string, hold: Hold, end: () => void): () => void {
    const all = this.#held.get(key) ?? []
    this.#held.set(key, all)
    const before = strongest(all)
    all.push(hold)
    if (before === undefined || hold.rank > before.rank) hold.begin()
    return () => {
      const index = all.indexOf(hold)
      if (index < 0) return
      const wasInForce = strongest(all) === hold
      all.splice(index, 1)
      if (!wasInForce) return
      const next = strongest(all)
      if (next === undefined) end()
      else next.begin()
    }
  }
}

/** The first of equals: it was there before. */
function strongest(holds: readonly Hold[]): Hold | undefined {
  return holds.reduce<Hold | undefined>(
    (best, one) => (best === undefined || one.rank > best.rank ? one : best),
    undefined,
  )
}
