import type { ReactNode } from 'react'
import './page-head.css'

/** First line of a page: the thing, its status, a few facts, and at the right how old what is shown is. */
export function SubjectLine({ name, children, right }: { name: ReactNode; children?: ReactNode; right?: ReactNode }) {
  return (
    <div className="subject">
      <b>{name}</b>
      {children}
      {right !== undefined && <span className="r">{right}</span>}
    </div>
  )
}
