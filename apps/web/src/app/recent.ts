import type { PaletteItem } from './palette-items.ts'

const STORED_AS = 'perigee.recent'
const KEPT = 8

/** Things and pages opened through the palette, newest first. */
export function recentItems(): readonly PaletteItem[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(STORED_AS) ?? '[]')
    return Array.isArray(stored) ? stored.filter(isItem).map((item) => ({ ...item, group: 'Recent' as const })) : []
  } catch {
    return []
  }
}

export function rememberItem(item: PaletteItem): void {
  if (!('href' in item.does)) return
  const { id, text, detail, does } = item
  const rest = recentItems().filter((each) => each.id !== id)
  try {
    localStorage.setItem(STORED_AS, JSON.stringify([{ id, text, detail, does }, ...rest].slice(0, KEPT)))
  } catch {
    // Without storage there is no history; nothing else depends on it.
  }
}

function isItem(item: unknown): item is PaletteItem {
  if (typeof item !== 'object' || item === null || !('does' in item) || !('text' in item)) return false
  const { does } = item
  return (
    typeof does === 'object' &&
    does !== null &&
    'href' in does &&
    typeof does.href === 'string' &&
    does.href.startsWith('/')
  )
}
