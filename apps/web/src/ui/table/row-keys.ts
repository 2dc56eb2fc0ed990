export type RowAct =
  | { readonly kind: 'move'; readonly to: number }
  | { readonly kind: 'open' }
  | { readonly kind: 'peek' }
  | { readonly kind: 'leave' }

export interface RowPlace {
  readonly active: number
  readonly count: number
  /** Rows on one screen. */
  readonly page: number
}

/** What a key means while a row has the focus; null = not ours. Keys with Ctrl, Alt or Meta are the browser's. */
export function rowAct(key: string, place: RowPlace): RowAct | null {
  const to = moveOf(key, place)
  if (to !== null) return { kind: 'move', to: Math.max(0, Math.min(place.count - 1, to)) }
  if (key === 'Enter') return { kind: 'open' }
  if (key === ' ') return { kind: 'peek' }
  return key === 'Escape' ? { kind: 'leave' } : null
}

function moveOf(key: string, { active, count, page }: RowPlace): number | null {
  if (key === 'ArrowDown' || key === 'j') return active + 1
  if (key === 'ArrowUp' || key === 'k') return active - 1
  if (key === 'PageDown') return active + page
  if (key === 'PageUp') return active - page
  if (key === 'Home') return 0
  return key === 'End' ? count - 1 : null
}
