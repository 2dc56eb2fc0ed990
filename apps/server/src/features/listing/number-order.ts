// Order of rows by a column of numbers, by their bits: a hundred thousand rows in a few milliseconds, where comparing takes
// a tenth of a second in one piece.

const DIGIT_BITS = 16
const BUCKETS = 1 << DIGIT_BITS
const DIGITS = 4
const MOST = 0xffff_ffff
const SIGN = 0x8000_0000

/** Indices in the order of their values; NaN = unknown comes last both ways, equal values keep their natural order. */
export function orderByNumber(
  values: ArrayLike<number>,
  { descending }: { readonly descending: boolean },
): Uint32Array {
  const digits = sortableDigits(values, descending)
  let order = Uint32Array.from({ length: values.length }, (_, index) => index)
  let next = new Uint32Array(values.length)
  const starts = new Uint32Array(BUCKETS)
  // Least significant digit first: each pass keeps what the ones before have put in order.
  for (const digit of digits) {
    if (!isMixed(digit)) continue
    starts.fill(0)
    for (let at = 0; at < digit.length; at += 1)
      starts[digit[at] as number] = (starts[digit[at] as number] as number) + 1
    let sum = 0
    for (let bucket = 0; bucket < BUCKETS; bucket += 1) {
      const count = starts[bucket] as number
      starts[bucket] = sum
      sum += count
    }
    for (let at = 0; at < order.length; at += 1) {
      const index = order[at] as number
      const bucket = digit[index] as number
      next[starts[bucket] as number] = index
      starts[bucket] = (starts[bucket] as number) + 1
    }
    ;[order, next] = [next, order]
  }
  return order
}

/** IEEE 754 bits so turned that whole numbers in the same order stand for them, in digits from the least significant. */
function sortableDigits(values: ArrayLike<number>, descending: boolean): Uint16Array[] {
  const digits = Array.from({ length: DIGITS }, () => new Uint16Array(values.length))
  const [lowest, low, high, highest] = digits as [Uint16Array, Uint16Array, Uint16Array, Uint16Array]
  const number = new Float64Array(1)
  const [bottomBits, topBits] = [new Uint32Array(number.buffer, 0, 1), new Uint32Array(number.buffer, 4, 1)]
  const turnedRound = descending ? MOST : 0
  for (let at = 0; at < values.length; at += 1) {
    // Adding zero makes −0 the same as 0.
    number[0] = (values[at] as number) + 0
    // Negative numbers are larger bits the smaller they are; all others come after them.
    const isNegative = (topBits[0] as number) >= SIGN
    const flip = (isNegative ? MOST : 0) ^ turnedRound
    const isUnknown = Number.isNaN(number[0])
    const top = isUnknown ? MOST : (topBits[0] as number) ^ flip ^ (isNegative ? 0 : SIGN)
    const bottom = isUnknown ? MOST : (bottomBits[0] as number) ^ flip
    lowest[at] = bottom
    low[at] = bottom >>> DIGIT_BITS
    high[at] = top
    highest[at] = top >>> DIGIT_BITS
  }
  return digits
}

/** Counts and whole numbers leave most digits the same in every row. */
function isMixed(digit: Uint16Array): boolean {
  for (let at = 1; at < digit.length; at += 1) if (digit[at] !== digit[0]) return true
  return false
}
