/** Ids of a block that a broker draws at once (ProducerIdManager). */
const BLOCK = 1_000n

/** Hands out producer ids as a cluster does: each broker from its own block of a thousand, so none is given twice. */
export class ProducerIds {
  #nextBlock = 0n
  readonly #blocks = new Map<number, { next: bigint; end: bigint }>()

  /** A producer id never given before in this cluster. */
  next(brokerId: number): bigint {
    const block = this.#blocks.get(brokerId)
    if (block !== undefined && block.next < block.end) return block.next++
    const first = this.#nextBlock
    this.#nextBlock += BLOCK
    this.#blocks.set(brokerId, { next: first + 1n, end: first + BLOCK })
    return first
  }
}
