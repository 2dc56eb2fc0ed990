// Numbers as Java and Go print them: 3.0, 1.500986437485E12, NaN, +Inf.
const ZERO = 48
const SPACE = 32
const PLUS = 43
const MINUS = 45
/** The point, counted from the digit 0. */
const POINT = 46 - ZERO
const LOWER_CASE = 32
const LOWER_E = 101
/** Every whole number up to here is exact; so are these powers of ten, and hence one product or quotient of both. */
const LARGEST_EXACT = Number.MAX_SAFE_INTEGER
const POWERS = Float64Array.from({ length: 23 }, (_, i) => 10 ** i)

/** The number that begins at `from`, up to white space or `end`; undefined when there is none. */
export function readNumber(buffer: Uint8Array, from: number, end: number): number | undefined {
  let start = from
  while (start < end && (buffer[start] as number) <= SPACE) start += 1
  const isNegative = buffer[start] === MINUS
  const value = exact(buffer, isNegative ? start + 1 : start, end)
  if (value === undefined) return slow(buffer, start, end)
  return isNegative ? -value : value
}

/** Of the digits read last: no object is made for a number. */
let point = 0

/** Digits with a point and an exponent, where the arithmetic is exact; undefined where it may not be. */
function exact(buffer: Uint8Array, start: number, end: number): number | undefined {
  let at = digitsEnd(buffer, start, end)
  const mantissa = wholeOf(buffer, start, at)
  if (mantissa > LARGEST_EXACT || at - start < (point < 0 ? 1 : 2)) return undefined
  let shift = point < 0 ? 0 : point + 1 - at
  if (at < end && ((buffer[at] as number) | LOWER_CASE) === LOWER_E) {
    const sign = buffer[at + 1]
    const digits = sign === MINUS || sign === PLUS ? at + 2 : at + 1
    at = digitsEnd(buffer, digits, end)
    if (at === digits || at - digits > 3 || point >= 0) return undefined
    shift += (sign === MINUS ? -1 : 1) * wholeOf(buffer, digits, at)
  }
  if ((at < end && (buffer[at] as number) > SPACE) || shift > 22 || shift < -22) return undefined
  return shift < 0 ? mantissa / (POWERS[-shift] as number) : mantissa * (POWERS[shift] as number)
}

/** Behind the digits and their one point, whose place it notes. */
function digitsEnd(buffer: Uint8Array, from: number, end: number): number {
  point = -1
  for (let at = from; at < end; at += 1) {
    const digit = (buffer[at] as number) - ZERO
    if (digit === POINT && point < 0) point = at
    else if (digit < 0 || digit > 9) return at
  }
  return end
}

function wholeOf(buffer: Uint8Array, from: number, to: number): number {
  let whole = 0
  for (let at = from; at < to; at += 1) {
    const digit = (buffer[at] as number) - ZERO
    if (digit !== POINT) whole = whole * 10 + digit
  }
  return whole
}

const NAMED: ReadonlyMap<string, number> = new Map([
  ['nan', Number.NaN],
  ['inf', Number.POSITIVE_INFINITY],
  ['+inf', Number.POSITIVE_INFINITY],
  ['-inf', Number.NEGATIVE_INFINITY],
])

/** What has too many digits for exact arithmetic, or is a word. */
function slow(buffer: Uint8Array, start: number, end: number): number | undefined {
  let stop = start
  while (stop < end && (buffer[stop] as number) > SPACE) stop += 1
  const text = String.fromCharCode(...buffer.subarray(start, Math.min(stop, start + 64)))
  const named = NAMED.get(text.toLowerCase())
  if (named !== undefined) return named
  return /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(text) ? Number(text) : undefined
}
