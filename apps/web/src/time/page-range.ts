import { useMemo } from 'react'
import { isHeld } from '../api/hold.ts'
import { useWhere } from '../app/view.ts'
import { askedRange, DEFAULT_FROM, type ResolvedRange, resolveRange } from './range.ts'
import { useAtSecond } from './ticker.ts'

/** The page's clock moves in these steps, so that every chart of a page ends at the same instant. */
const CLOCK_STEP_MS = 15_000

export interface PageRange extends ResolvedRange {
  /** As the API takes them: what the URL keeps, never the evaluated instant. */
  readonly query: { readonly from: string; readonly to?: string; readonly at?: string }
}

let clockMs = 0

/** Stands still while the page is held: axes must not move on from what was read. */
function stepOf(nowMs: number): number {
  if (clockMs === 0 || !isHeld()) clockMs = Math.floor(nowMs / CLOCK_STEP_MS) * CLOCK_STEP_MS
  return clockMs
}

/** The one range and the one clock of the page: every chart and every count "in the window" uses it. */
export function usePageRange(): PageRange {
  const { view } = useWhere()
  const { from = DEFAULT_FROM, to, at } = view
  const nowMs = useAtSecond(stepOf)
  return useMemo(() => {
    const chosen = { from, to, at }
    return { ...resolveRange(chosen, nowMs), query: askedRange(chosen, nowMs) }
  }, [from, to, at, nowMs])
}
