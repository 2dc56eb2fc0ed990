import { countWords, percentWords, rateWords, sizeWords, threeDigits, type Words } from '../quantity-words.ts'

/** A measure's value in the words of its unit. */
export function measureWords(value: number, unit: string): Words {
  if (unit === 'bytes') return sizeWords(value)
  if (unit === 'ratio') return percentWords(value)
  if (unit === 'B/s') {
    const size = sizeWords(value)
    return { text: size.text, unit: `${size.unit}/s`, full: `${size.full} per second` }
  }
  if (unit.endsWith('/s')) return rateWords(value, unit.slice(0, -2))
  const text = Number.isInteger(value) ? countWords(value) : threeDigits(value)
  return { text, unit, full: `${value} ${unit}` }
}
