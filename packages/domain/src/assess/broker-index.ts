/** Broker ids to small consecutive numbers, so that hot loops count in arrays. Ids may be as large as 2^31 − 1. */
export class BrokerIndex {
  readonly ids: number[] = []
  readonly #dense = new Int32Array(DENSE_LIMIT).fill(-1)
  readonly #sparse = new Map<number, number>()

  /** Number of a broker, −1 when it was never added. */
  get(id: number): number {
    if (id >= 0 && id < DENSE_LIMIT) return this.#dense[id] as number
    return this.#sparse.get(id) ?? -1
  }

  /** Number of a broker, given one when new. */
  add(id: number): number {
    const known = this.get(id)
    if (known >= 0) return known
    const index = this.ids.push(id) - 1
    if (id >= 0 && id < DENSE_LIMIT) this.#dense[id] = index
    else this.#sparse.set(id, index)
    return index
  }
}

const DENSE_LIMIT = 8192
