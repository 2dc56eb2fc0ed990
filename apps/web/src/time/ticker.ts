import { useSyncExternalStore } from 'react'
import { serverNow } from './server-clock.ts'

// One timer for all ages on the page, aligned to whole seconds and stopped while the tab is hidden.

const listeners = new Set<() => void>()
let second = Math.floor(serverNow() / 1000)
let timer: ReturnType<typeof setTimeout> | null = null

function tick(): void {
  second = Math.floor(serverNow() / 1000)
  for (const listener of listeners) listener()
  schedule()
}

function schedule(): void {
  if (timer !== null) clearTimeout(timer)
  timer = listeners.size === 0 || document.hidden ? null : setTimeout(tick, 1000 - (serverNow() % 1000) + 5)
}

function subscribe(listener: () => void): () => void {
  if (listeners.size === 0) document.addEventListener('visibilitychange', tick)
  listeners.add(listener)
  if (timer === null) schedule()
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    document.removeEventListener('visibilitychange', tick)
    schedule()
  }
}

/** Server time in whole seconds since the epoch; renders once per second while mounted. */
export function useServerSecond(): number {
  return useSyncExternalStore(
    subscribe,
    () => second,
    () => second,
  )
}

/** The result of `read` at the current second; renders only when that result changes (compared with Object.is). */
export function useAtSecond<T extends string | number | null>(read: (nowMs: number) => T): T {
  const snapshot = () => read(second * 1000)
  return useSyncExternalStore(subscribe, snapshot, snapshot)
}
