import { useEffect, useSyncExternalStore } from 'react'

// Confirms the user's own action, nothing else. Bad news never comes as a toast.

let text: string | null = null
const listeners = new Set<() => void>()

export function say(next: string | null): void {
  text = next
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export function Toast() {
  const shown = useSyncExternalStore(
    subscribe,
    () => text,
    () => null,
  )
  useEffect(() => {
    if (shown === null) return
    const timer = setTimeout(() => say(null), 2_500)
    return () => clearTimeout(timer)
  }, [shown])
  return (
    <div role="status" aria-live="polite">
      {shown !== null && <p className="toast">{shown}</p>}
    </div>
  )
}
