import { useSyncExternalStore } from 'react'

// Holding the page: nothing is refreshed while someone reads or explains what is on screen. Ages go on.

let held = false
const listeners = new Set<() => void>()

export function isHeld(): boolean {
  return held
}

export function setHeld(next: boolean): void {
  held = next
  for (const listener of listeners) listener()
}

export function onHeld(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export function useHeld(): boolean {
  return useSyncExternalStore(onHeld, isHeld, isHeld)
}
