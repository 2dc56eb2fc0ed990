import { useSyncExternalStore } from 'react'

// What a person chose on this machine: theme, density, zone and which single keys act. Remembered in the browser only;
// the URL may override the first three for a shared or a wall screen.

export interface Preferences {
  readonly theme: 'system' | 'light' | 'dark'
  readonly density: 'compact' | 'comfortable'
  readonly zone: 'utc' | 'local'
  /** Ids of key bindings that are switched off. */
  readonly keysOff: readonly string[]
}

const DEFAULTS: Preferences = { theme: 'system', density: 'compact', zone: 'utc', keysOff: [] }
const STORED_AS = 'perigee.preferences'

let current: Preferences = load()
const listeners = new Set<() => void>()

function load(): Preferences {
  try {
    return readPreferences(JSON.parse(localStorage.getItem(STORED_AS) ?? '{}'))
  } catch {
    // Storage may be forbidden or damaged: the defaults serve.
    return DEFAULTS
  }
}

/** Takes what is valid, and the default for the rest. */
export function readPreferences(stored: unknown): Preferences {
  const from = (typeof stored === 'object' && stored !== null ? stored : {}) as Record<string, unknown>
  const oneOf = <T extends string>(value: unknown, choices: readonly T[], other: T): T =>
    choices.find((choice) => choice === value) ?? other
  return {
    theme: oneOf(from.theme, ['system', 'light', 'dark'], DEFAULTS.theme),
    density: oneOf(from.density, ['compact', 'comfortable'], DEFAULTS.density),
    zone: oneOf(from.zone, ['utc', 'local'], DEFAULTS.zone),
    keysOff: Array.isArray(from.keysOff) ? from.keysOff.filter((key) => typeof key === 'string') : [],
  }
}

export function preferences(): Preferences {
  return current
}

export function setPreferences(change: Partial<Preferences>): void {
  current = { ...current, ...change }
  try {
    localStorage.setItem(STORED_AS, JSON.stringify(current))
  } catch {
    // Chosen for this visit only.
  }
  for (const listener of listeners) listener()
}

export function usePreferences(): Preferences {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    preferences,
    preferences,
  )
}
