const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** A duration in the words of the console: `8 s`, `42 min`, `3 h 5 min`, `12 d`. Negative ones count as zero. */
export function durationWords(ms: number): string {
  const value = Math.max(0, ms)
  if (value < SECOND) return `${Math.round(value)}\u00a0ms`
  if (value < 2 * MINUTE) return `${Math.floor(value / SECOND)}\u00a0s`
  if (value < 2 * HOUR) return `${Math.floor(value / MINUTE)}\u00a0min`
  if (value < DAY) return two(Math.floor(value / HOUR), 'h', Math.floor((value % HOUR) / MINUTE), 'min')
  if (value < 10 * DAY) return two(Math.floor(value / DAY), 'd', Math.floor((value % DAY) / HOUR), 'h')
  return `${Math.floor(value / DAY)}\u00a0d`
}

/** An age: like a duration, but nothing below a second is said. */
export function ageWords(ms: number): string {
  return ms < SECOND ? '0\u00a0s' : durationWords(ms)
}

const UNITS = [
  [DAY, 'd'],
  [HOUR, 'h'],
  [MINUTE, 'min'],
  [SECOND, 's'],
] as const

/**
 * A length of time that somebody set, never rounded: the largest unit that fits it whole (`1 h`, `90 min`, `36 h`), where
 * a duration that was measured says `60 min`.
 */
export function setTimeWords(ms: number): string {
  const [size, unit] = UNITS.find(([each]) => ms >= each && ms % each === 0) ?? [1, 'ms']
  return `${(ms / size).toLocaleString('en-GB')}\u00a0${unit}`
}

function two(large: number, largeUnit: string, small: number, smallUnit: string): string {
  const head = `${large}\u00a0${largeUnit}`
  return small === 0 ? head : `${head} ${small}\u00a0${smallUnit}`
}

export type Zone = 'utc' | 'local'

const formats = new Map<string, Intl.DateTimeFormat>()
function format(zone: Zone, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${zone}${JSON.stringify(options)}`
  let known = formats.get(key)
  if (known === undefined) {
    known = new Intl.DateTimeFormat('en-GB', {
      ...options,
      hourCycle: 'h23',
      ...(zone === 'utc' && { timeZone: 'UTC' }),
    })
    formats.set(key, known)
  }
  return known
}

/** `02:50:48`, or `02:50` without seconds. */
export function clockWords(at: number, zone: Zone, seconds: 'with-seconds' | 'minutes' = 'with-seconds'): string {
  const base = { hour: '2-digit', minute: '2-digit' } as const
  return format(zone, seconds === 'minutes' ? base : { ...base, second: '2-digit' }).format(at)
}

/** `22 Nov 2026, 02:50:48 UTC`: what every absolute time says in full. */
export function fullTimeWords(at: number, zone: Zone): string {
  const date = format(zone, { day: 'numeric', month: 'short', year: 'numeric' }).format(at)
  return `${date}, ${clockWords(at, zone)} ${zone === 'utc' ? 'UTC' : localZoneName(at)}`
}

/** Clock time when it was within a day of `now`, else day and month with it. */
export function shortTimeWords(
  at: number,
  now: number,
  form: { zone: Zone; seconds?: 'with-seconds' | 'minutes' },
): string {
  const { zone, seconds } = form
  if (Math.abs(now - at) < DAY / 2) return clockWords(at, zone, seconds)
  return `${format(zone, { day: 'numeric', month: 'short' }).format(at)} ${clockWords(at, zone, 'minutes')}`
}

/** A range up to this long is read by the clock alone. */
const CLOCK_ALONE_MS = 26 * HOUR
const WITH_HOURS_MS = 8 * DAY
const WITH_YEAR_MS = 370 * DAY
const SAME_DAY_AGAIN_MS = 300 * DAY

/** An instant on the axis of a range so long: `14:00`, `22 Nov 14:00`, `22 Nov`, `Nov 2026`. */
export function tickWords(at: number, zone: Zone, spanMs: number): string {
  if (spanMs <= CLOCK_ALONE_MS) return clockWords(at, zone, 'minutes')
  if (spanMs > WITH_YEAR_MS) return format(zone, { month: 'short', year: 'numeric' }).format(at)
  const day = format(zone, { day: 'numeric', month: 'short' }).format(at)
  return spanMs <= WITH_HOURS_MS ? `${day} ${clockWords(at, zone, 'minutes')}` : day
}

/** The instant of one point in a range so long: with seconds where they matter, with the day where the clock is not enough. */
export function pointWords(at: number, zone: Zone, spanMs: number): string {
  if (spanMs <= CLOCK_ALONE_MS) return clockWords(at, zone)
  const year = spanMs > WITH_YEAR_MS ? ({ year: 'numeric' } as const) : {}
  const day = format(zone, { day: 'numeric', month: 'short', ...year }).format(at)
  return `${day} ${clockWords(at, zone, 'minutes')}`
}

/** An end of a range so long: the day and, where it is less than weeks, the hour; over years the year, for the same day comes again. */
export function endOfRangeWords(at: number, zone: Zone, spanMs: number): string {
  if (spanMs > SAME_DAY_AGAIN_MS) return format(zone, { day: 'numeric', month: 'short', year: 'numeric' }).format(at)
  return tickWords(at, zone, Math.min(spanMs, WITH_HOURS_MS))
}

export function localZoneName(at: number): string {
  const part = new Intl.DateTimeFormat('en-GB', { timeZoneName: 'short' })
    .formatToParts(at)
    .find((each) => each.type === 'timeZoneName')
  return part?.value ?? 'local'
}
