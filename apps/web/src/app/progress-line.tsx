import { useIsFetching } from '@tanstack/react-query'
import { useEffect, useState } from 'react'

/** A refresh that is over by then is not worth a line. */
const SLOW_MS = 800

/** Thin line while a refresh takes long. What is on screen stays. */
export function ProgressLine() {
  const busy = useIsFetching() > 0
  const [slow, setSlow] = useState(false)
  useEffect(() => {
    if (!busy) {
      setSlow(false)
      return
    }
    const timer = setTimeout(() => setSlow(true), SLOW_MS)
    return () => clearTimeout(timer)
  }, [busy])
  return slow ? <div className="progress-line" aria-hidden="true" /> : null
}
