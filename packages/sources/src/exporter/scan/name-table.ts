// Which names of a page are wanted, asked with the bytes of a line: no string is made for a name that is not.
const SEED = 0x811c9dc5
const PRIME = 0x01000193
const UPPER_A = 65
const UPPER_Z = 90
const TO_LOWER = 32

/** Names compare without regard to case. */
export class NameTable {
  readonly names: readonly string[]
  readonly #mask: number
  /** Hash of each slot, and the index of its name; -1: empty. Open addressing. */
  readonly #hashes: Int32Array
  readonly #indexes: Int32Array
  readonly #bytes: readonly Uint8Array[]

  /** `names` lower-cased and unique: their index is what is answered. Throws when two of them have one hash. */
  constructor(names: readonly string[]) {
    this.names = names
    this.#bytes = names.map((name) => new TextEncoder().encode(name))
    // Three of four slots empty: most names of a page are not in it and shall be told so by one look.
    const size = 2 ** Math.ceil(Math.log2(names.length * 4 + 1))
    this.#mask = size - 1
    this.#hashes = new Int32Array(size)
    this.#indexes = new Int32Array(size).fill(-1)
    for (const [index, bytes] of this.#bytes.entries()) {
      const hash = foldedHash(bytes)
      let slot = hash & this.#mask
      while (this.#indexes[slot] !== -1) {
        // The scanner compares hashes only: of two names with one hash it would never see the second.
        if (this.#hashes[slot] === hash) throw new Error(`${names[index]} has the hash of another name`)
        slot = (slot + 1) & this.#mask
      }
      this.#hashes[slot] = hash
      this.#indexes[slot] = index
    }
  }

  /** Index of a name with this hash; -1: none has it. */
  find(hash: number): number {
    const indexes = this.#indexes
    let slot = hash & this.#mask
    let index = indexes[slot] as number
    while (index !== -1 && this.#hashes[slot] !== hash) {
      slot = (slot + 1) & this.#mask
      index = indexes[slot] as number
    }
    return index
  }

  /** Whether the bytes from `start` to `end` are this name: two names may have one hash. */
  is(index: number, buffer: Uint8Array, start: number, end: number): boolean {
    const bytes = this.#bytes[index]
    if (bytes === undefined || bytes.length !== end - start) return false
    for (let i = 0; i < bytes.length; i += 1) {
      if (bytes[i] !== lowered(buffer[start + i] ?? 0)) return false
    }
    return true
  }
}

/** Of a whole name; the scanner takes the same steps byte by byte. */
export function foldedHash(bytes: Uint8Array): number {
  let hash = SEED
  for (const byte of bytes) hash = Math.imul(hash ^ lowered(byte), PRIME)
  return hash | 0
}

function lowered(byte: number): number {
  return byte >= UPPER_A && byte <= UPPER_Z ? byte + TO_LOWER : byte
}

export const HASH_SEED: number = SEED
export const HASH_PRIME: number = PRIME
