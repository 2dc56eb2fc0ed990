import { durationWords } from '../../time/words.ts'
import { countWords, percentWords, rateWords, sizeWords, threeDigits } from '../quantity-words.ts'
import { type ChartData, type ChartUnit, gapsOf } from './series.ts'

/** A value with its unit, as labels and the table say it. */
export function valueWords(value: number, unit: ChartUnit): string {
  if (unit === 'duration') return durationWords(value)
  if (unit === 'count') return Number.isInteger(value) ? countWords(value) : threeDigits(value)
  if (unit === 'ms') return `${threeDigits(value)}\u00a0ms`
  if (unit === 'bytes-per-second') return `${valueWords(value, 'bytes')}/s`
  const words = unit === 'bytes' ? sizeWords(value) : unit === 'ratio' ? percentWords(value) : rateWords(value)
  return words.unit === '' ? words.text : `${words.text}\u00a0${words.unit}`
}

/** One sentence for those who do not see the drawing: range, last value, gaps. */
export function chartSummary(
  title: string,
  data: ChartData,
  window: { unit: ChartUnit; fromMs: number; toMs: number },
): string {
  const { unit, fromMs, toMs } = window
  const parts = data.series.map(({ label, values }) => {
    const known = values.filter((value): value is number => value !== null)
    const last = known.at(-1)
    if (last === undefined) return `${label}: no data`
    const low = valueWords(Math.min(...known), unit)
    const high = valueWords(Math.max(...known), unit)
    return `${label}: between ${low} and ${high}, last ${valueWords(last, unit)}`
  })
  const gaps = gapsOf(data, fromMs, toMs).length
  const holes = gaps === 0 ? '' : `; ${gaps === 1 ? 'one span' : `${gaps} spans`} without data`
  return `${title}, last ${durationWords(toMs - fromMs)}. ${parts.join('; ')}${holes}.`
}

export interface EndLabel {
  readonly line: number
  readonly text: string
  /** The last value in words; null when there never was one. */
  readonly value: string | null
  readonly topPercent: number
}

/** Least distance of two labels at the line ends, in per cent of the height. */
const LABEL_GAP_PERCENT = 11

/** Points that may be missing before the end of a line is no longer its present. */
const MISSING_AT_END = 3

/** Labels at the line ends, pushed apart where lines end close together. A line that broke off has no value now. */
export function endLabels(data: ChartData, unit: ChartUnit, top: number): readonly EndLabel[] {
  const labels = data.series.map(({ label, values }, line) => {
    const last = values.slice(-MISSING_AT_END).findLast((value) => value !== null) ?? null
    const text = last === null ? null : valueWords(last, unit)
    return { line, text: label, value: text, topPercent: last === null ? 100 : 100 - (last / top) * 100 }
  })
  const fromTop = labels.toSorted((a, b) => a.topPercent - b.topPercent)
  fromTop.forEach((label, at) => {
    const above = fromTop[at - 1]
    if (above !== undefined) label.topPercent = Math.max(label.topPercent, above.topPercent + LABEL_GAP_PERCENT)
  })
  return labels
}
