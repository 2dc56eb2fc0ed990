import { setTimeWords } from '../../time/words.ts'
import { sizeWords } from '../../ui/quantity-words.ts'

/** Kafka writes -1 for "no limit". */
const FOR_EVER = -1

export function retentionWords(ms: number): string {
  return ms === FOR_EVER ? 'for ever' : setTimeWords(ms)
}

export function retentionSizeWords(bytes: number): string {
  if (bytes === FOR_EVER) return 'no limit'
  const { text, unit } = sizeWords(bytes)
  return `${text} ${unit}`
}
