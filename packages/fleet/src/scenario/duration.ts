/** A length of time as scenario files write it: `500ms`, `10s`, `2m`, `1h`. */
export type Duration = `${number}${'ms' | 's' | 'm' | 'h'}`

const UNIT_MS = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 }

/** Milliseconds; null for what is no duration. */
export function durationMs(text: string): number | null {
  const found = /^(\d+(?:\.\d+)?)(ms|s|m|h)$/.exec(text)
  if (found === null) return null
  return Number(found[1]) * UNIT_MS[found[2] as keyof typeof UNIT_MS]
}

/** Of a duration that the types have checked. */
export function ms(duration: Duration): number {
  return durationMs(duration) ?? 0
}
