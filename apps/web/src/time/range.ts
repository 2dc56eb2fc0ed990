/** Time windows on offer. History is kept six hours in memory, so nothing longer is. */
export const RANGES = [
  { from: 'now-15m', text: 'Last 15 min', ms: 15 * 60_000 },
  { from: 'now-1h', text: 'Last 1 h', ms: 60 * 60_000 },
  { from: 'now-3h', text: 'Last 3 h', ms: 3 * 60 * 60_000 },
  { from: 'now-6h', text: 'Last 6 h', ms: 6 * 60 * 60_000 },
] as const
export const DEFAULT_FROM = 'now-1h'

/** Length of a window given as `now-90m`, `now-3h` …; null when it is something else. */
export function rangeMs(from: string): number | null {
  const [, digits, unit] = /^now-(\d{1,4})([smhd])$/.exec(from) ?? []
  if (digits === undefined || unit === undefined) return null
  const scale = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 }[unit as 's' | 'm' | 'h' | 'd']
  return Number(digits) * scale
}
