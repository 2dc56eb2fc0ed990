/** A stream of numbers that a seed decides: equal seeds give equal worlds. */
export interface Random {
  /** 0 ≤ x < 1 */
  next(): number
  /** 0 ≤ n < below */
  below(bound: number): number
  pick<T>(values: readonly T[]): T
  /** A stream of its own, decided by this one's seed and a name: what one part draws does not move another. */
  fork(name: string): Random
}

/** Mulberry32: 32 bits of state are plenty for a world that is looked at. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  return {
    next,
    below: (bound) => Math.floor(next() * bound),
    pick(values) {
      const value = values[Math.floor(next() * values.length)]
      if (value === undefined) throw new RangeError('nothing to pick from')
      return value
    },
    fork: (name) => seededRandom((seed ^ javaHash(name)) >>> 0),
  }
}

/** `String.hashCode` of Java, which Kafka uses to spread groups over the partitions of `__consumer_offsets`. */
export function javaHash(text: string): number {
  let hash = 0
  for (let i = 0; i < text.length; i += 1) hash = (Math.imul(hash, 31) + text.charCodeAt(i)) | 0
  return hash
}

/** 32 hexadecimal digits. */
export function randomUuid(random: Random): string {
  return Array.from({ length: 4 }, () =>
    random
      .below(2 ** 32)
      .toString(16)
      .padStart(8, '0'),
  ).join('')
}

/** The base64 form without padding in which Kafka shows its ids. */
export function shortUuid(uuid: string): string {
  return Buffer.from(uuid, 'hex').toString('base64url')
}
