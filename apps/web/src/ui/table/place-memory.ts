// Where a list was left, by history entry: Back and Esc return to the same scroll and the same row, a fresh visit
// starts at the top. Memory of the tab only.
export interface Place {
  readonly scrollTopPx: number
  readonly active: number
}

const MAX_PLACES = 50
const places = new Map<string, Place>()

export function rememberPlace(key: string, place: Place): void {
  places.delete(key)
  places.set(key, place)
  const oldest = places.keys().next()
  if (places.size > MAX_PLACES && oldest.done !== true) places.delete(oldest.value)
}

export function placeOf(key: string): Place | null {
  return places.get(key) ?? null
}

let entries = 0

/** Key of the current history entry; given to it when it has none yet. */
export function entryKey(): string {
  const state: unknown = history.state
  const known = typeof state === 'object' && state !== null && 'list' in state ? state.list : null
  if (typeof known === 'string') return known
  entries += 1
  const key = `list-${Date.now().toString(36)}-${entries}`
  history.replaceState({ ...(typeof state === 'object' ? state : {}), list: key }, '')
  return key
}
