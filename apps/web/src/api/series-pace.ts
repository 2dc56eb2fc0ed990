// How often a series is worth another question. A page has dozens of charts, each of every broker perhaps, and events come
// every few seconds: without this all of them would be read again for nothing.
import type { Query } from '@tanstack/react-query'
import { resolveRange } from '../time/range.ts'
import { serverNow } from '../time/server-clock.ts'

/** Points come every 15 s; events about them every 5 s at most. */
const FRESH_MS = 12_000
const LONGEST_FRESH_MS = 60_000
/** Until what happened in a window was gathered by its minutes and written down, even with clocks that differ. */
const SETTLES_WITHIN_MS = 180_000

interface Chosen {
  readonly from?: string
  readonly to?: string
  readonly at?: string
}

type Read = Pick<Query, 'state' | 'queryKey'>

/** The window ended long before it was read: nothing in it will change any more. */
export function isSettled({ state, queryKey }: Read): boolean {
  // Never read, or failed since.
  if (state.data === undefined || state.status === 'error') return false
  const readAt = serverNow(state.dataUpdatedAt)
  const { mode, toMs } = resolveRange((queryKey[3] ?? {}) as Chosen, readAt)
  return mode === 'frozen' && toMs + SETTLES_WITHIN_MS < readAt
}

/** Whether asking again would bring nothing new: it is settled, or no point can have come since. */
export function isFresh(query: Read, nowMs: number): boolean {
  const { data, status, dataUpdatedAt } = query.state
  if (data === undefined || status === 'error') return false
  const ageMs = nowMs - dataUpdatedAt
  const freshMs = Math.min(LONGEST_FRESH_MS, Math.max(FRESH_MS, stepOf(data) / 2))
  return isSettled(query) || (ageMs >= 0 && ageMs < freshMs)
}

function stepOf(answer: unknown): number {
  const { data } = answer as { data?: { stepMs?: unknown } }
  return typeof data?.stepMs === 'number' ? data.stepMs : 0
}
