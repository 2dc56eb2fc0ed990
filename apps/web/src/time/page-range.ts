import { useMemo } from 'react'
import { useWhere } from '../app/view.ts'
import { DEFAULT_FROM, type ResolvedRange, resolveRange } from './range.ts'
import { useAtSecond } from './ticker.ts'

/** The page's clock moves in these steps, so that every chart of a page ends at the same instant. */
const CLOCK_STEP_MS = 15_000

export interface PageRange extends ResolvedRange {
  /** As the API takes them: what the URL keeps, never the evaluated instant. */
  readonly query: { readonly from: string; readonly to?: string; readonly at?: string }
}

/** The one range and the one clock of the page: every chart and every count "in the window" uses it. */
export function usePageRange(): PageRange {
  const { view } = useWhere()
  const { from = DEFAULT_FROM, to, at } = view
  const clockMs = useAtSecond((now) => Math.floor(now / CLOCK_STEP_MS) * CLOCK_STEP_MS)
  return useMemo(() => {
    const query = at === undefined ? { from, ...(to !== undefined && { to }) } : { from, at }
    return { ...resolveRange({ from, to, at }, clockMs), query }
  }, [from, to, at, clockMs])
}
