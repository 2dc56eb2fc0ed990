import type { ReactNode } from 'react'
import { countWords } from '../quantity-words.ts'
import type { Facet } from './completion.ts'
import { hasTerm, toggleTerm } from './terms.ts'
import './filter.css'

interface FacetRowProps {
  readonly q: string
  readonly facets: readonly Facet[]
  readonly choose: (q: string) => void
  readonly right?: ReactNode
}

/** Named conditions with their counts; pressing one adds it to the filter or takes it away. */
export function FacetRow({ q, facets, choose, right }: FacetRowProps) {
  return (
    <div className="facets">
      {facets.map((facet) => (
        <button
          key={facet.q}
          type="button"
          className="facet"
          aria-pressed={hasTerm(q, facet.q)}
          onClick={() => choose(toggleTerm(q, facet.q))}
        >
          {facet.q} <b className={facet.count === 0 ? 'z' : undefined}>{countWords(facet.count)}</b>
        </button>
      ))}
      {right === undefined ? null : <span className="r">{right}</span>}
    </div>
  )
}
