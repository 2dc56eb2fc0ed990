import { useSyncExternalStore } from 'react'

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

export function usePointed(): number | null {
  return useSyncExternalStore(
    subscribe,
    () => pointed,
    () => null,
  )
}
