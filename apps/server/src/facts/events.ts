import type { ChangeNotice, Events } from './state.ts'

const KEPT = 256

/** Notices for the event stream, the newest kept for browsers that reconnect. */
export function createEvents(): Events {
  const listeners = new Set<(notice: ChangeNotice) => void>()
  const kept: ChangeNotice[] = []
  let lastId = 0
  return {
    publish(notice) {
      lastId += 1
      const numbered = { ...notice, id: lastId }
      kept.push(numbered)
      if (kept.length > KEPT) kept.shift()
      for (const listener of listeners) listener(numbered)
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    since(id) {
      const oldest = kept[0]?.id ?? lastId + 1
      // An id from before a restart, or older than what is kept, cannot be continued.
      if (id > lastId || id < oldest - 1) return null
      return kept.filter((notice) => notice.id > id)
    },
  }
}
