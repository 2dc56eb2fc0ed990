import { durationWords } from '../time/words.ts'
import { countWords, percentWords, rateWords, sizeWords, type Words } from './quantity-words.ts'
import './status.css'

export type QuantityKind = 'count' | 'bytes' | 'per-second' | 'ratio' | 'duration'

function wordsOf(value: number, kind: QuantityKind): Words {
  if (kind === 'bytes') return sizeWords(value)
  if (kind === 'per-second') return rateWords(value)
  if (kind === 'ratio') return percentWords(value)
  if (kind === 'duration') return { text: durationWords(value), unit: '', full: `${value} ms` }
  return { text: countWords(value), unit: '', full: countWords(value) }
}

/**
 * One number with its unit. `null` is unknown and says so: a hatched word in prose, an em dash with a hidden word in
 * cells (`unknown="dash"`). Zero is quiet. The whole value is in the title.
 */
export function Quantity({
  value,
  kind = 'count',
  unknown = 'word',
  unit = 'shown',
}: {
  value: number | null
  kind?: QuantityKind
  unknown?: 'word' | 'dash'
  /** `scale-only`: the header says “/s”, the cell only k or M. */
  unit?: 'shown' | 'scale-only' | 'in-header'
}) {
  if (value === null) return <Unknown as={unknown} />
  const words = wordsOf(value, kind)
  const title = words.full === words.text ? undefined : words.full
  return (
    <span className={value === 0 ? 'z' : undefined} title={title}>
      {words.text}
      {shownUnit(words.unit, unit) !== '' && <span className="u">{`\u00a0${shownUnit(words.unit, unit)}`}</span>}
    </span>
  )
}

function shownUnit(unit: string, shown: 'shown' | 'scale-only' | 'in-header'): string {
  if (shown === 'in-header') return ''
  return shown === 'scale-only' ? unit.replace('/s', '') : unit
}

/** What is not known: a word on a hatch, or an em dash that a screen reader hears as “unknown”. */
export function Unknown({ as = 'word', why }: { as?: 'word' | 'dash'; why?: string }) {
  if (as === 'word')
    return (
      <span className="lost" title={why}>
        unknown
      </span>
    )
  return (
    <span className="q" title={why ?? 'unknown'}>
      <span aria-hidden="true">—</span>
      <span className="sr">unknown</span>
    </span>
  )
}
