/** Ranges on offer; those longer than what is kept are left out. */
export const RANGES = [
  { from: 'now-15m', text: 'Last 15 min', ms: 15 * 60_000 },
  { from: 'now-1h', text: 'Last 1 h', ms: 3_600_000 },
  { from: 'now-3h', text: 'Last 3 h', ms: 3 * 3_600_000 },
  { from: 'now-6h', text: 'Last 6 h', ms: 6 * 3_600_000 },
  { from: 'now-1d', text: 'Last 1 d', ms: 86_400_000 },
  { from: 'now-3d', text: 'Last 3 d', ms: 3 * 86_400_000 },
  { from: 'now-7d', text: 'Last 7 d', ms: 7 * 86_400_000 },
  { from: 'now-30d', text: 'Last 30 d', ms: 30 * 86_400_000 },
  { from: 'now-90d', text: 'Last 90 d', ms: 90 * 86_400_000 },
  { from: 'now-365d', text: 'Last year', ms: 365 * 86_400_000 },
  { from: 'now-730d', text: 'Last 2 years', ms: 730 * 86_400_000 },
] as const
export type RangeOffer = (typeof RANGES)[number]
export const DEFAULT_FROM = 'now-1h'
const DEFAULT_MS = 3_600_000
/** Around an instant: this long before and after it. */
const AROUND_MS = 30 * 60_000

/**
 * The ranges that hold something: all that fit into what is kept, and the first that shows the whole of it. `extentMs` is
 * its length, null = nothing is kept yet.
 */
export function offeredRanges(extentMs: number | null): readonly RangeOffer[] {
  const whole = RANGES.findIndex(({ ms }) => ms >= (extentMs ?? 0))
  const upTo = whole < 0 ? RANGES.length : whole + 1
  return RANGES.slice(0, Math.max(2, upTo))
}

const SCALE = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000, y: 365 * 86_400_000 } as const

/** Length of a window given as `now-90m`, `now-3h` …; null when it is something else. */
export function rangeMs(from: string): number | null {
  const [, digits, unit] = /^now-(\d{1,6})([smhdwy])$/.exec(from) ?? []
  return digits === undefined || unit === undefined ? null : Number(digits) * SCALE[unit as keyof typeof SCALE]
}

/** Epoch ms of `now`, `now-6h`, `now-1d/d`, epoch milliseconds or RFC 3339; null when it is none of them. */
export function timeMs(text: string, nowMs: number): number | null {
  const [whole, shift, rounding] = /^now(-\d{1,6}[smhdwy])?(?:\/([smhdw]))?$/.exec(text) ?? []
  if (whole !== undefined) {
    const at = nowMs - (shift === undefined ? 0 : (rangeMs(`now${shift}`) ?? 0))
    return rounding === undefined ? at : at - (at % SCALE[rounding as keyof typeof SCALE])
  }
  if (/^\d{1,15}$/.test(text)) return Number(text)
  const at = /^\d{4}-\d\d-\d\dT/.test(text) ? Date.parse(text) : Number.NaN
  return Number.isNaN(at) ? null : at
}

/** Times are epoch ms. */
export interface ResolvedRange {
  readonly fromMs: number
  readonly toMs: number
  /** Frozen: the window does not move with time. */
  readonly mode: 'live' | 'frozen'
  /** The instant that the page was opened for, to be marked on charts; null: none. */
  readonly markMs: number | null
}

/** What the URL keeps (`from`, `to`, `at`) as instants; what cannot be read counts as not given. */
export function resolveRange(
  chosen: { readonly from?: string | undefined; readonly to?: string | undefined; readonly at?: string | undefined },
  nowMs: number,
): ResolvedRange {
  const markMs = chosen.at === undefined ? null : timeMs(chosen.at, nowMs)
  if (markMs !== null) {
    const toMs = Math.min(nowMs, markMs + AROUND_MS)
    // An instant yet to come, as of a clock that goes ahead: what led up to now.
    return { fromMs: Math.min(markMs - AROUND_MS, toMs - AROUND_MS), toMs, mode: 'frozen', markMs }
  }
  const toMs = timeMs(chosen.to ?? 'now', nowMs) ?? nowMs
  const fromMs = timeMs(chosen.from ?? DEFAULT_FROM, nowMs) ?? toMs - DEFAULT_MS
  return {
    fromMs: fromMs < toMs ? fromMs : toMs - DEFAULT_MS,
    toMs,
    mode: isFrozen(chosen) ? 'frozen' : 'live',
    markMs: null,
  }
}

/**
 * The same for the API, as the URL keeps it. What cannot be read is left out, as it is for the axes: a chart must not answer
 * with an error below a window that the page shows.
 */
export function askedRange(
  {
    from,
    to,
    at,
  }: { readonly from?: string | undefined; readonly to?: string | undefined; readonly at?: string | undefined },
  nowMs: number,
): { readonly from: string; readonly to?: string; readonly at?: string } {
  const isTime = (text: string | undefined): text is string => text !== undefined && timeMs(text, nowMs) !== null
  const start = isTime(from) ? from : DEFAULT_FROM
  if (isTime(at)) return { from: start, at }
  const end = isTime(to) ? to : 'now'
  const endMs = timeMs(end, nowMs) ?? nowMs
  if ((timeMs(start, nowMs) ?? endMs) < endMs) return { from: start, ...(isTime(to) && { to }) }
  return end === 'now' ? { from: DEFAULT_FROM } : { from: String(endMs - DEFAULT_MS), to: String(endMs) }
}

/** What the URL keeps of a window that stands still. */
export function fixedRange(fromMs: number, toMs: number): { from: string; to: string; at: undefined } {
  return { from: String(Math.round(fromMs)), to: String(Math.round(toMs)), at: undefined }
}

/** A window moved by half its length, or twice as long around its middle; it ends now at the latest. */
export function movedRange(
  { fromMs, toMs }: { readonly fromMs: number; readonly toMs: number },
  how: 'earlier' | 'later' | 'wider',
  nowMs: number,
): { readonly fromMs: number; readonly toMs: number } {
  const length = toMs - fromMs
  const half = length / 2
  const wanted = { earlier: toMs - half, later: toMs + half, wider: toMs + half }[how]
  const end = Math.min(wanted, nowMs)
  return { fromMs: end - (how === 'wider' ? 2 * length : length), toMs: end }
}

/** Whether the URL holds a window that does not move with time. */
export function isFrozen({ to, at }: { readonly to?: string | undefined; readonly at?: string | undefined }): boolean {
  return at !== undefined || (to !== undefined && to !== 'now')
}

/** What makes a page live again: a sliding range stays, a fixed one is the default's. */
export function liveRange(from: string | undefined): { from: string | undefined; to: undefined; at: undefined } {
  const slides = from !== undefined && from !== DEFAULT_FROM && rangeMs(from) !== null
  return { from: slides ? from : undefined, to: undefined, at: undefined }
}
