import type { ReactNode } from 'react'
import { countWords } from '../quantity-words.ts'
import type { RowRange } from './windows.ts'

interface FootProps {
  readonly range: RowRange
  readonly total: number
  readonly children?: ReactNode
  readonly right?: ReactNode
}

/** "rows 1–24 of 18,967" and whatever else a table has to say about itself. */
export function TableFoot({ range, total, children, right }: FootProps) {
  return (
    <div className="table-foot">
      {total === 0 ? null : (
        <span>
          rows {countWords(range.first + 1)}–{countWords(range.last + 1)} of {countWords(total)}
        </span>
      )}
      {children}
      {right === undefined ? null : <span className="r">{right}</span>}
    </div>
  )
}
