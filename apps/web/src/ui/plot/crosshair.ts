import { type PointerEvent, useEffect, useSyncExternalStore } from 'react'
import { type Frame, nearestIndex } from './geometry.ts'

// One instant per page: pointing at one chart marks the same moment on all of them.

const listeners = new Set<() => void>()
let pointed: number | null = null

/** Epoch ms that the pointer or the keyboard is at; null = none. */
export function pointAt(at: number | null): void {
  if (pointed === at) return
  pointed = at
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

/** The instant that is pointed at. It goes with the chart: one that is taken away is never told that the pointer left. */
export function usePointed(): number | null {
  useEffect(() => () => pointAt(null), [])
  return useSyncExternalStore(
    subscribe,
    () => pointed,
    () => null,
  )
}

/** The known instant nearest to the pointer over a drawing; null when there is none. */
export function instantUnder(
  event: Pick<PointerEvent<HTMLElement>, 'clientX' | 'currentTarget'>,
  at: readonly number[],
  { fromMs, toMs }: Frame,
): number | null {
  const box = event.currentTarget.getBoundingClientRect()
  const time = fromMs + ((event.clientX - box.left) / Math.max(1, box.width)) * (toMs - fromMs)
  return at[nearestIndex(at, time)] ?? null
}
