import { useEffect, useState } from 'react'
import './empty.css'

/** True once `ms` have passed since mounting. */
function useAfter(ms: number): boolean {
  const [passed, setPassed] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setPassed(true), ms)
    return () => clearTimeout(timer)
  }, [ms])
  return passed
}

const WIDTHS = ['42%', '88%', '74%', '81%', '66%', '79%']

/** Bars where the text will be: nothing for 300 ms, after 3 s it says what is waited for. */
export function Skeleton({ rows = 4, waitingFor }: { rows?: number; waitingFor: string }) {
  const visible = useAfter(300)
  const long = useAfter(3_000)
  return (
    <div className="skel" role="status" aria-busy="true">
      <span className="sr">{visible ? `Waiting for ${waitingFor}` : ''}</span>
      {visible &&
        Array.from({ length: rows }, (_, row) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: bars have no identity
          <i key={row} style={{ width: WIDTHS[row % WIDTHS.length] }} />
        ))}
      {long && <p className="note">still waiting for {waitingFor} …</p>}
    </div>
  )
}
