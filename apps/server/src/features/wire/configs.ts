import type { ConfigEntryWire } from '@perigee/contract'
import type { ConfigEntry, ConfigSource } from '@perigee/domain'

const SET_HERE: Readonly<Record<ConfigSource, number>> = {
  topic: 0,
  'broker-dynamic': 1,
  'broker-default-dynamic': 2,
  'broker-static': 3,
  group: 4,
  'client-metrics': 4,
  'broker-logger': 5,
  unknown: 6,
  default: 7,
}

/** Settings, those that somebody set first, the most specific place first; then by name. Null stays null. */
export function configWires(entries: readonly ConfigEntry[] | undefined): ConfigEntryWire[] | null {
  if (entries === undefined) return null
  return [...entries]
    .sort((a, b) => SET_HERE[a.source] - SET_HERE[b.source] || (a.name < b.name ? -1 : 1))
    .map(({ name, value, source, readOnly, sensitive, fallback }) => ({
      name,
      value: sensitive ? null : value,
      source,
      readOnly,
      sensitive,
      fallback: fallback === null ? null : { value: sensitive ? null : fallback.value, source: fallback.source },
    }))
}
