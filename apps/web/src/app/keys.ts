/** One key binding. `keys` is one key, or two pressed one after the other. */
export interface KeyBinding {
  readonly id: string
  readonly keys: string
  readonly text: string
  readonly group: 'Go to' | 'On this page' | 'Table' | 'Everywhere'
  /** Works also while typing (with Ctrl or ⌘); it cannot be switched off. */
  readonly always?: true
}

/**
 * The keyboard as data (ux.md §8): the handler, the `?` sheet and the settings page read this one list. Single keys act
 * only outside of fields and can be switched off one by one (WCAG 2.1.4). None of them changes a cluster.
 */
export const KEYS = [
  { id: 'palette', keys: 'Ctrl K', text: 'Search and commands', group: 'Everywhere', always: true },
  { id: 'sheet', keys: '?', text: 'This list of keys', group: 'Everywhere' },
  { id: 'refresh', keys: 'r', text: 'Read the page again', group: 'Everywhere' },
  { id: 'hold', keys: 'l', text: 'Hold the page, or go live', group: 'Everywhere' },
  { id: 'copy', keys: 'c', text: 'Copy the link to this view', group: 'Everywhere' },
  { id: 'theme', keys: 't', text: 'Dark, light, or as the system', group: 'Everywhere' },
  { id: 'density', keys: 'd', text: 'Compact or comfortable rows', group: 'Everywhere' },
  { id: 'zone', keys: 'u', text: 'Times in UTC or local', group: 'Everywhere' },
  { id: 'go-overview', keys: 'g o', text: 'Overview', group: 'Go to' },
  { id: 'go-cluster', keys: 'g c', text: 'Cluster', group: 'Go to' },
  { id: 'go-brokers', keys: 'g b', text: 'Brokers', group: 'Go to' },
  { id: 'go-topics', keys: 'g t', text: 'Topics', group: 'Go to' },
  { id: 'go-durability', keys: 'g d', text: 'Durability', group: 'Go to' },
  { id: 'go-preflight', keys: 'g p', text: 'Preflight (is everything working?)', group: 'Go to' },
  { id: 'go-quorum', keys: 'g q', text: 'Quorum (ZooKeeper or KRaft)', group: 'Go to' },
  { id: 'go-capacity', keys: 'g k', text: 'Capacity', group: 'Go to' },
  { id: 'go-capability', keys: 'g m', text: 'Metrics (what exporters tell)', group: 'Go to' },
  { id: 'go-sources', keys: 'g f', text: 'Data sources (where figures come from)', group: 'Go to' },
  { id: 'go-settings', keys: 'g ,', text: 'Settings', group: 'Go to' },
  { id: 'filter', keys: '/', text: 'Filter', group: 'On this page' },
  { id: 'previous', keys: '[', text: 'Previous in the list', group: 'On this page' },
  { id: 'next', keys: ']', text: 'Next in the list', group: 'On this page' },
  { id: 'row-down', keys: 'j', text: 'Next row', group: 'Table' },
  { id: 'row-up', keys: 'k', text: 'Previous row', group: 'Table' },
] as const satisfies readonly KeyBinding[]
export type KeyId = (typeof KEYS)[number]['id']

/** A key after `g` counts when it comes within this time. */
export const SEQUENCE_MS = 1_200

export interface KeyPress {
  readonly key: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly altKey: boolean
}

export type KeyResult = { readonly hit: KeyId } | { readonly waitFor: string } | null

/** What a key press means, given the key pressed just before. Pure, so that the whole map can be tested. */
export function readKey(press: KeyPress, before: string | null, off: readonly string[]): KeyResult {
  if (press.ctrlKey || press.metaKey)
    return press.key.toLowerCase() === 'k' && !press.altKey ? { hit: 'palette' } : null
  if (press.altKey) return null
  const key = press.key.length === 1 ? press.key.toLowerCase() : press.key
  const active = KEYS.filter(({ id }) => !off.includes(id))
  const wanted = before === null ? key : `${before} ${key}`
  const found = active.find(({ keys }) => keys === wanted)
  if (found !== undefined) return { hit: found.id }
  if (before === null && active.some(({ keys }) => keys.startsWith(`${key} `))) return { waitFor: key }
  return null
}
