// Words and numbers inside sentences: times in UTC, thousands with commas, durations in at most two units.

const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** RFC 3339 in UTC of an epoch-ms time; null stays null. */
export function instantOf(at: number | null | undefined): string | null {
  return at === null || at === undefined || !Number.isFinite(at) ? null : new Date(at).toISOString()
}

/** `12 s`, `4 min 12 s`, `42 min`, `2 h 5 min`, `12 d 4 h`: two units at most, the second one dropped once it says little. */
export function durationWords(ms: number): string {
  const rounded = Math.max(0, Math.round(ms / SECOND) * SECOND)
  if (rounded < MINUTE) return `${rounded / SECOND} s`
  if (rounded < 10 * MINUTE) return twoUnits(rounded, [MINUTE, 'min'], [SECOND, 's'])
  if (rounded < HOUR) return `${Math.floor(rounded / MINUTE)} min`
  if (rounded < DAY) return twoUnits(rounded, [HOUR, 'h'], [MINUTE, 'min'])
  return twoUnits(rounded, [DAY, 'd'], [HOUR, 'h'])
}

function twoUnits(ms: number, large: readonly [number, string], small: readonly [number, string]): string {
  const whole = Math.floor(ms / large[0])
  const rest = Math.floor((ms % large[0]) / small[0])
  return rest === 0 ? `${whole} ${large[1]}` : `${whole} ${large[1]} ${rest} ${small[1]}`
}

/** A retention or limit as people set it: `7 d`, `36 h`, `90 s`; the largest unit that divides it. */
export function exactDurationWords(ms: number): string {
  for (const [unit, word] of [
    [DAY, 'd'],
    [HOUR, 'h'],
    [MINUTE, 'min'],
    [SECOND, 's'],
  ] as const) {
    if (ms >= unit && ms % unit === 0) return `${thousands(ms / unit)} ${word}`
  }
  return `${thousands(ms)} ms`
}

/** `02:13` today, `21 Nov 02:13` before. UTC. */
export function clockWords(at: number, now: number): string {
  const iso = new Date(at).toISOString()
  const time = iso.slice(11, 16)
  return iso.slice(0, 10) === new Date(now).toISOString().slice(0, 10) ? time : `${dayWords(at)} ${time}`
}

/** `02:50:48` today, `21 Nov 02:50:48` before: for "as of". UTC. */
export function clockSecondsWords(at: number, now: number): string {
  return `${clockWords(at, now)}:${new Date(at).toISOString().slice(17, 19)}`
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

function dayWords(at: number): string {
  const date = new Date(at)
  return `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]}`
}

/** `6,140`. Of a whole number. By hand: the first use of Intl costs some 9 MB and 50 ms. */
export function thousands(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ',')
}

/** `1 partition`, `6,140 partitions`. */
export function plural(value: number, one: string, many = `${one}s`): string {
  return `${thousands(value)} ${value === 1 ? one : many}`
}

/** `a`, `a and b`, `a, b and c`, `a, b, c and 4 more`. */
export function listWords(items: readonly (string | number)[], most = 4): string {
  if (items.length === 0) return 'none'
  if (items.length === 1) return String(items[0])
  if (items.length <= most) return `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`
  return `${items.slice(0, most - 1).join(', ')} and ${items.length - most + 1} more`
}

const BYTE_UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB']

/** IEC with three significant digits: `61.8 GiB`. */
export function bytesWords(bytes: number): string {
  let value = bytes
  let unit = 0
  while (value >= 1024 && unit < BYTE_UNITS.length - 1) {
    value /= 1024
    unit += 1
  }
  return `${unit === 0 ? thousands(value) : Number(value.toPrecision(3))} ${BYTE_UNITS[unit]}`
}
