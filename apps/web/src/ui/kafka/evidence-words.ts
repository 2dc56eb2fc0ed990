import type { Why } from '@perigee/contract'
import { measureWords } from './measure-words.ts'

/** `880 ms`, kept together. */
export function amountWords(value: number, unit: string): string {
  const { text, unit: shown } = measureWords(value, unit)
  return shown === '' ? text : `${text}\u00a0${shown}`
}

/** `log flush p99 880 ms, median 9 ms`. */
export function evidenceWords({ text, value, median, unit }: Why['evidence'][number]): string {
  const own = value === null ? 'not known' : amountWords(value, unit)
  return `${text} ${own}${median === null ? '' : `, median ${amountWords(median, unit)}`}`
}

/** The loud part of a sentence is what stands before its colon: the claim, not its evidence. */
export function claimOf(sentence: string): { readonly claim: string; readonly rest: string } {
  const colon = sentence.indexOf(': ')
  return colon < 0 ? { claim: sentence, rest: '' } : { claim: sentence.slice(0, colon), rest: sentence.slice(colon) }
}
