import type { ReactNode } from 'react'
import './page-head.css'

/** Head of a section: name, what is counted in small, and whatever stands at the right. */
export function SectionHead({
  title,
  note,
  right,
  id,
}: {
  title: string
  note?: ReactNode
  right?: ReactNode
  id?: string
}) {
  return (
    <div className="sec">
      <h2 id={id}>{title}</h2>
      {note !== undefined && <span>{note}</span>}
      {right !== undefined && <span className="r">{right}</span>}
    </div>
  )
}
