import { useEffect, useRef } from 'react'
import { type KeyId, readKey, SEQUENCE_MS } from './keys.ts'
import { preferences } from './preferences.ts'

export type KeyActions = Readonly<Record<KeyId, () => void>>

/** Listens on the document. Never while typing (but for Ctrl K), never when a part of the page took the key already. */
export function useKeyboard(actions: KeyActions): void {
  const latest = useRef(actions)
  useEffect(() => {
    latest.current = actions
  })
  useEffect(() => {
    let before: { key: string; at: number } | null = null
    const onKeyDown = (event: KeyboardEvent) => {
      if (isTaken(event)) return
      const recent = before !== null && event.timeStamp - before.at < SEQUENCE_MS ? before.key : null
      const result = readKey(event, recent, preferences().keysOff)
      before = result !== null && 'waitFor' in result ? { key: result.waitFor, at: event.timeStamp } : null
      if (result === null || !('hit' in result)) return
      event.preventDefault()
      latest.current[result.hit]()
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [])
}

/** A part of the page took the key, or it is typed into something. Ctrl K acts everywhere. */
function isTaken(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.isComposing) return true
  const typing = isField(event.target) || inOverlay(event.target)
  return typing && !event.ctrlKey && !event.metaKey
}

function isField(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('input, textarea, select, [contenteditable="true"]') !== null
}

function inOverlay(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('[role="dialog"], [role="menu"], [role="listbox"]') !== null
}
