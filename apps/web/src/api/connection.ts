import { useSyncExternalStore } from 'react'

// Whether Perigee's own server answers. While it does not, everything on screen stays, with its age, under one banner.

export interface Connection {
  readonly state: 'up' | 'down'
  readonly downSince: number | null
  readonly lastSuccessAt: number | null
  readonly nextTryAt: number | null
  /** Whether the event stream stands; without it the page polls. */
  readonly stream: 'live' | 'polling'
}

let current: Connection = { state: 'up', downSince: null, lastSuccessAt: null, nextTryAt: null, stream: 'polling' }
const listeners = new Set<() => void>()

function change(next: Partial<Connection>): void {
  current = { ...current, ...next }
  for (const listener of listeners) listener()
}

export function connection(): Connection {
  return current
}

/** Runs `listener` after each change; answers with the way to stop. */
export function onConnection(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export function useConnection(): Connection {
  return useSyncExternalStore(onConnection, connection, connection)
}

export function reportAnswer(now: number): void {
  // Successes come often; only a change of state is worth a render.
  if (current.state === 'up' && current.lastSuccessAt !== null && now - current.lastSuccessAt < 1000) return
  change({ state: 'up', downSince: null, nextTryAt: null, lastSuccessAt: now })
}

export function reportSilence(now: number): void {
  if (current.state === 'up') change({ state: 'down', downSince: now })
}

export function reportNextTry(at: number): void {
  change({ nextTryAt: at })
}

export function reportStream(stream: Connection['stream']): void {
  if (current.stream !== stream) change({ stream })
}
