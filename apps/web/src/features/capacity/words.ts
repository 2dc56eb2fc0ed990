import type { Full, GrowthWire } from '@perigee/contract'
import { countWords, sizeWords, threeDigits } from '../../ui/quantity-words.ts'

const size = (bytes: number) => {
  const { text, unit } = sizeWords(bytes)
  return `${text}\u00a0${unit}`
}

/** Days as an operator plans: hours when it is soon, months when it is far. */
export function daysWords(days: number): string {
  if (days < 2) return `${threeDigits(Math.round(days * 24))}\u00a0h`
  if (days < 90) return `${countWords(Math.round(days))}\u00a0d`
  return days < 730 ? `${countWords(Math.round(days / 30.4))}\u00a0months` : `${threeDigits(days / 365)}\u00a0years`
}

/** `18 d to 31 d`: what the spread of the measured rates leaves open; null when there is no spread to tell. */
export function rangeWords({ days, earliestDays, latestDays }: Full): string | null {
  if (days === null || earliestDays === null) return null
  const early = daysWords(earliestDays)
  if (latestDays === null) return `${early} at the earliest`
  const late = daysWords(latestDays)
  return early === late ? null : `${early} to ${late}`
}

/** `+41 GiB`; with a sign, since logs shrink, too. */
export function growthWords(bytesPerDay: number): string {
  if (bytesPerDay === 0) return '0'
  return `${bytesPerDay > 0 ? '+' : '−'}${size(Math.abs(bytesPerDay))}`
}

/** What the rate lies between, for the title of a growth. */
export function spreadWords({ lowBytesPerDay, highBytesPerDay, text }: GrowthWire): string {
  if (lowBytesPerDay === null || highBytesPerDay === null) return text
  return `${text}; half of all slopes lie between ${growthWords(lowBytesPerDay)} and ${growthWords(highBytesPerDay)} a day`
}

/** A clause as a sentence of its own. */
export function sentenceCase(clause: string): string {
  const capital = `${clause.charAt(0).toUpperCase()}${clause.slice(1)}`
  return clause === '' || /[.!?]$/.test(clause) ? capital : `${capital}.`
}
