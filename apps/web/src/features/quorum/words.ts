import type { FindingWire, FreshnessState, Status } from '@perigee/contract'
import { durationWords } from '../../time/words.ts'
import { countWords, sizeWords, threeDigits } from '../../ui/quantity-words.ts'

type Evidence = FindingWire['evidence'][number]

/** `recent_avg_fsynctime 141 ms`; a sentence of its own where there is no number. */
export function evidenceText({ text, value, unit }: Evidence): string {
  return value === null ? text : `${text} ${numberWords(value, unit)}`
}

function numberWords(value: number, unit: string): string {
  if (unit === 'bytes') {
    const size = sizeWords(value)
    return `${size.text}\u00a0${size.unit}`
  }
  if (unit === 'ms ago') return `${durationWords(value)} ago`
  const words = Number.isInteger(value) ? countWords(value) : threeDigits(value)
  return unit === '' ? words : `${words}\u00a0${unit}`
}

/** What was true at the last answer is not known to be true now. */
export function statusNow(status: Status, freshness: FreshnessState): Status {
  return freshness === 'lost' ? 'unknown' : status
}

/** Milliseconds of a request or a write to disk: below a second they differ in the digits. */
export function milliseconds(ms: number): string {
  return ms < 1_000 ? `${threeDigits(ms)}\u00a0ms` : durationWords(ms)
}

/** `none may fail`, `1 more may fail`. */
export function losableWords(losable: number | null): string | null {
  if (losable === null) return null
  return losable === 0 ? 'none' : String(losable)
}

/** A peer's reason begins small and has no stop. */
export function asSentence(reason: string): string {
  return `${reason.charAt(0).toUpperCase()}${reason.slice(1)}.`
}
