import { setTimeWords } from '../../time/words.ts'
import { sizeWords } from '../quantity-words.ts'

const NO_LIMIT = -1
const SMALLEST_WORTH_WORDS = 1024

/** A setting's value in words, when its name says that it is a time or a size: `604800000` of retention.ms is `7 d`. */
export function configWords(name: string, value: string): string | null {
  if (!/^-?\d{1,18}$/.test(value)) return null
  const number = Number(value)
  const isTime = name.endsWith('.ms')
  const isSize = name.endsWith('.bytes')
  if (!isTime && !isSize) return null
  if (number === NO_LIMIT) return isTime ? 'for ever' : 'no limit'
  // Kafka writes the largest 64-bit number for "never".
  if (number < SMALLEST_WORTH_WORDS || !Number.isSafeInteger(number)) return null
  if (isTime) return setTimeWords(number)
  const { text, unit } = sizeWords(number)
  return `${text} ${unit}`
}
