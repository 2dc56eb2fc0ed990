import { Refusal, shortened } from '../wire/refusal.ts'

const UNITS = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000, y: 365 * 86_400_000 } as const
type Unit = keyof typeof UNITS
const RELATIVE = /^now(?:([+-])(\d{1,6})([smhdwy]))?(?:\/([smhdw]))?$/
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:\d\d)$/

/** Epoch ms of `now-6h`, `now-1d/d`, epoch milliseconds or RFC 3339; null when it is none of them. `now` is epoch ms. */
export function timeOf(text: string, now: number): number | null {
  const relative = RELATIVE.exec(text)
  if (relative !== null) {
    const [, sign, amount, unit, rounding] = relative
    const shifted = now + (sign === '-' ? -1 : 1) * Number(amount ?? 0) * (unit === undefined ? 0 : UNITS[unit as Unit])
    return rounding === undefined ? shifted : shifted - (shifted % UNITS[rounding as Unit])
  }
  if (/^\d{1,15}$/.test(text)) return Number(text)
  const at = INSTANT.test(text) ? Date.parse(text) : Number.NaN
  return Number.isNaN(at) ? null : at
}

export interface TimeRange {
  readonly fromMs: number
  readonly toMs: number
}

const HOUR_MS = 3_600_000

/** Before and after an instant that is asked for alone. */
const AROUND_MS = HOUR_MS / 2

interface AskedRange {
  readonly from?: string | undefined
  readonly to?: string | undefined
  readonly at?: string | undefined
}

/** The range asked for, one hour up to now by default; a refusal for what cannot be read or runs backwards. */
export function timeRange(query: AskedRange, now: number): TimeRange {
  if (query.at !== undefined) {
    const at = readTime('at', query.at, now)
    const toMs = Math.min(now, at + AROUND_MS)
    // An instant yet to come: what led up to now, as pages draw it.
    return { fromMs: Math.min(at - AROUND_MS, toMs - AROUND_MS), toMs }
  }
  const toMs = readTime('to', query.to ?? 'now', now)
  const fromMs = query.from === undefined ? toMs - HOUR_MS : readTime('from', query.from, now)
  if (fromMs >= toMs) throw new Refusal('PGE_INVALID_TIME', 'from must be before to.', { hint: HINT })
  return { fromMs, toMs }
}

const HINT = 'Write now-6h, now-1d/d, epoch milliseconds or 2026-11-22T02:10:00Z.'

function readTime(name: string, text: string, now: number): number {
  const at = timeOf(text, now)
  if (at === null) throw new Refusal('PGE_INVALID_TIME', `${name}=${shortened(text)} is not a time.`, { hint: HINT })
  return at
}
