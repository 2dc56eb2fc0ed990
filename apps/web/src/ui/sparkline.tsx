import { sparkPath } from './spark-path.ts'
import './sparkline.css'

/** A line without axes, drawn as one path: two hundred of them must cost nothing. Gaps stay gaps. */
export function Sparkline({ values, label }: { values: readonly (number | null)[]; label: string }) {
  const path = sparkPath(values)
  if (path === '')
    return (
      <span className="q" title="no data in the past hour">
        <span aria-hidden="true">—</span>
        <span className="sr">{label}: no data</span>
      </span>
    )
  return (
    <svg className="spark" viewBox="0 0 64 18" preserveAspectRatio="none" role="img" aria-label={label}>
      <title>{label}</title>
      <path d={path} />
    </svg>
  )
}
