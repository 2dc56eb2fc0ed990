import type { Full, GrowthWire } from '@perigee/contract'
import { DAY_MS, type Growth, type Projection, type TopicLevel } from '@perigee/domain'
import { bytesWords, durationWords, exactDurationWords, plural } from '../wire/words.ts'

/** Full within a day: somebody must act now; within two weeks: somebody must plan. */
const CRITICAL_DAYS = 1
const WARNING_DAYS = 14

/** `12 d`, `9 h`, `3 y`. */
export function daysWords(days: number): string {
  if (days < 2) return durationWords(days * DAY_MS)
  return days < 730 ? `${Math.round(days)} d` : `${Math.round(days / 365)} y`
}

/** `the past 6 h`. */
export function windowWords(overMs: number): string {
  return `the past ${durationWords(Math.round(overMs / 60_000) * 60_000)}`
}

export function growthWire(growth: Growth | null, lack: string): GrowthWire {
  if (growth === null)
    return { bytesPerDay: null, lowBytesPerDay: null, highBytesPerDay: null, overMs: null, text: lack }
  const { bytesPerDay } = growth
  const amount = `${bytesWords(Math.round(Math.abs(bytesPerDay)))} a day`
  const verb = Math.abs(bytesPerDay) < 1 ? 'does not grow' : `${bytesPerDay > 0 ? 'grows' : 'shrinks'} by ${amount}`
  return { ...growth, text: `${verb}, over ${windowWords(growth.overMs)}` }
}

/** `rests` = what the number is made of, in words. */
export function fullWire(projection: Projection, rests: string): Full {
  const nothing = { days: null, earliestDays: null, latestDays: null, assumption: rests }
  switch (projection.kind) {
    case 'full': {
      const { days, earliestDays, latestDays } = projection
      const status = days <= CRITICAL_DAYS ? 'critical' : days <= WARNING_DAYS ? 'warning' : 'ok'
      const word = days <= 0 ? 'Full' : `Full in ${daysWords(days)}`
      return { status, word, days, earliestDays, latestDays, assumption: rests }
    }
    case 'levels-off': {
      const { inDays, freeBytes, earliestDays } = projection
      const word = `Levels off with ${bytesWords(Math.round(freeBytes))} free, in ${daysWords(inDays)}`
      return { ...nothing, status: 'ok', word, earliestDays }
    }
    case 'far':
      return { ...nothing, status: 'ok', word: 'Not within ten years' }
    case 'not-growing':
      return { ...nothing, status: 'ok', word: 'Does not grow' }
    default: {
      const word = projection.lacks === 'size' ? 'Free space not told' : 'Too little history'
      return { ...nothing, status: 'unknown', word }
    }
  }
}

export interface Retention {
  readonly retentionMs: number | null
  readonly retentionBytes: number | null
}

/** What becomes of a topic's growth: `kept 7 d, of which 31 h are there: levels off at 1.2 TiB`. */
export function levelWords(level: TopicLevel, { retentionMs, retentionBytes }: Retention): string {
  switch (level.kind) {
    case 'levels-off': {
      const end = `levels off at ${bytesWords(Math.round(level.atBytes))} in ${daysWords(level.inDays)}`
      if (level.by === 'size') return `kept up to ${bytesWords(retentionBytes ?? 0)} a partition: ${end}`
      return `kept ${exactDurationWords(retentionMs ?? 0)}, of which ${daysWords(level.heldDays)} are there: ${end}`
    }
    case 'retention-reached':
      return 'at its retention: more is written than before'
    case 'compacted':
      return 'compacted: it grows with its keys'
    case 'kept-for-ever':
      return 'kept for ever: its growth does not end'
    case 'steady':
      return 'does not grow'
    default:
      return 'where its growth ends is not known'
  }
}

/** `at the rate of the past 6 h; retention not yet reached by 12 topics, whose growth ends with it`. */
export function restsWords(overMs: number | null, notReached: number): string {
  if (overMs === null) return 'an hour of history is needed'
  const rate = `at the rate of ${windowWords(overMs)}`
  if (notReached === 0) return rate
  return `${rate}; retention not yet reached by ${plural(notReached, 'topic')}, whose growth ends with it`
}
