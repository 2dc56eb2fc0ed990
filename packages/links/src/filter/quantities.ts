/** What a number in a filter measures; decides the units it may carry. */
export type Quantity = 'count' | 'bytes' | 'duration' | 'rate'

const COUNT: Readonly<Record<string, number>> = { '': 1, k: 1e3, m: 1e6, g: 1e9, b: 1e9 }
const BYTES: Readonly<Record<string, number>> = {
  ...{ '': 1, b: 1, k: 1e3, kb: 1e3, m: 1e6, mb: 1e6, g: 1e9, gb: 1e9, t: 1e12, tb: 1e12, p: 1e15, pb: 1e15 },
  ...{ kib: 2 ** 10, mib: 2 ** 20, gib: 2 ** 30, tib: 2 ** 40, pib: 2 ** 50 },
}
const DURATION: Readonly<Record<string, number>> = {
  ...{ ms: 1, s: 1e3, sec: 1e3, m: 6e4, min: 6e4, h: 3.6e6, d: 8.64e7, w: 6.048e8, y: 3.15576e10 },
}

const UNITS = { count: COUNT, bytes: BYTES, duration: DURATION, rate: COUNT } as const
const EXAMPLES = {
  count: '12, 10k, 1.5M',
  bytes: '500MB, 1GiB',
  duration: '30s, 5m, 12h, 7d',
  rate: '200, 10k, 10k/s',
} as const

/** Reads a number with its unit: counts as they are, bytes, ms, per second. Null = not such a number. */
export function readQuantity(text: string, quantity: Quantity): number | null {
  const plain = quantity === 'rate' ? text.replace(/\/s$/i, '') : text
  if (quantity === 'duration') return readDuration(plain)
  const found = /^(-?\d+(?:\.\d+)?)([a-z]*)$/i.exec(plain)
  const factor = found ? factorOf(UNITS[quantity], found[2] as string) : undefined
  return found && factor !== undefined ? Number(found[1]) * factor : null
}

function factorOf(units: Readonly<Record<string, number>>, unit: string): number | undefined {
  const name = unit.toLowerCase()
  return Object.hasOwn(units, name) ? units[name] : undefined
}

/** One or more parts: `90s`, `1h30m`. Zero needs no unit. */
function readDuration(text: string): number | null {
  if (text === '0') return 0
  if (!/^(\d+(\.\d+)?[a-z]+)+$/i.test(text)) return null
  let total = 0
  for (const [, amount, unit] of text.matchAll(/(\d+(?:\.\d+)?)([a-z]+)/gi)) {
    const factor = factorOf(DURATION, unit as string)
    if (factor === undefined) return null
    total += Number(amount) * factor
  }
  return total
}

/** Examples for messages: `500MB, 1GiB`. */
export function quantityExamples(quantity: Quantity): string {
  return EXAMPLES[quantity]
}
