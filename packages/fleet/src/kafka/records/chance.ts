// Reproducible chance: the same name and offset give the same draws, on every machine and in any order of asking.

/** A draw in [0, 1). */
export type Chance = () => number

/** 32-bit FNV-1a of a text, the start of a chain of draws. */
export function hashOf(text: string): number {
  let hash = 0x811c9dc5
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  return hash >>> 0
}

/** Draws for one record: `stream` names the partition, `offset` the record. A Weyl sequence through a mixing function. */
export function chanceAt(stream: number, offset: bigint): Chance {
  const low = Number(offset & 0xffffffffn)
  const high = Number((offset >> 32n) & 0xffffffffn)
  let state = mix(stream ^ mix(low + 0x9e3779b9) ^ mix(high + 0x85ebca6b))
  return () => {
    state = (state + 0x9e3779b9) >>> 0
    return mix(state) / 0x1_0000_0000
  }
}

/** A whole number from `low` to `high`, both included. */
export function between(chance: Chance, low: number, high: number): number {
  return low + Math.floor(chance() * (high - low + 1))
}

/** One of the choices; there is at least one. */
export function oneOf<T>(chance: Chance, choices: readonly [T, ...T[]]): T {
  return choices[Math.floor(chance() * choices.length)] ?? choices[0]
}

function mix(value: number): number {
  let mixed = value >>> 0
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x21f0aaad)
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97)
  return (mixed ^ (mixed >>> 15)) >>> 0
}
