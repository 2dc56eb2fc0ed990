import { splitTerms } from './terms.ts'

/** A filter that the server could not read. */
export interface FilterMistake {
  readonly message: string
  readonly hint: string | null
  /** 0-based character of the text; null = not told. */
  readonly at: number | null
}

/** Index of the term that holds the character. */
export function termAt(q: string, at: number | null): number | null {
  if (at === null) return null
  const index = splitTerms(q).findIndex((term) => at >= term.start && at <= term.end)
  return index < 0 ? null : index
}

const AROUND = 40

/** The text around a mistake and the column at which to point. */
export function pointAt(q: string, at: number): { readonly text: string; readonly column: number } {
  const from = Math.max(0, at - AROUND)
  const cut = from > 0 ? '…' : ''
  const text = `${cut}${q.slice(from, at + AROUND)}${at + AROUND < q.length ? '…' : ''}`
  return { text, column: at - from + cut.length }
}

interface WrongProps {
  readonly id: string
  readonly q: string
  readonly mistake: FilterMistake
}

/** Points at the character where the filter stopped making sense. */
export function FilterWrong({ id, q, mistake }: WrongProps) {
  const place = mistake.at === null ? null : pointAt(q, mistake.at)
  return (
    <div className="filter-wrong" id={id} role="alert">
      {place === null ? null : (
        <pre aria-hidden="true">
          {place.text}
          {'\n'}
          {' '.repeat(place.column)}^
        </pre>
      )}
      {mistake.message}
      {mistake.at === null ? null : <span className="sr"> at character {mistake.at + 1}</span>}
      {mistake.hint === null ? null : <span className="q2">{mistake.hint}</span>}
      <span className="q2">The rows below are those of the last filter that could be read.</span>
    </div>
  )
}
