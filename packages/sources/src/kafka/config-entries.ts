import type { ConfigEntry, ConfigSource } from '@perigee/domain'
import type { DescribedConfig, DescribedSynonym } from './messages/describe-configs.ts'

/** By code of org.apache.kafka.common.requests.DescribeConfigsResponse.ConfigSource. */
const SOURCES: readonly ConfigSource[] = [
  'unknown',
  'topic',
  'broker-dynamic',
  'broker-default-dynamic',
  'broker-static',
  'default',
  'broker-logger',
  'client-metrics',
  'group',
]

/** Settings as the console shows them, by name. Sensitive values are null: Kafka withholds them, and so do we. */
export function configEntries(configs: readonly DescribedConfig[]): readonly ConfigEntry[] {
  return configs.map(configEntry).sort((a, b) => (a.name < b.name ? -1 : 1))
}

function configEntry(config: DescribedConfig): ConfigEntry {
  const source = sourceOf(config.source)
  const next = config.synonyms[1]
  return {
    name: config.name,
    value: config.sensitive ? null : config.value,
    source,
    readOnly: config.readOnly,
    sensitive: config.sensitive,
    fallback:
      next === undefined || source === 'default'
        ? null
        : { value: config.sensitive ? null : inUnitOf(config.name, next), source: sourceOf(next.source) },
  }
}

function sourceOf(code: number): ConfigSource {
  return SOURCES[code] ?? 'unknown'
}

const MS_IN: readonly (readonly [suffix: string, ms: bigint])[] = [
  ['.hours', 3_600_000n],
  ['.minutes', 60_000n],
]

/** Synonyms keep the unit of their own name: `log.retention.hours` = 168 is 604800000 as `retention.ms`. */
function inUnitOf(name: string, synonym: DescribedSynonym): string | null {
  const factor = MS_IN.find(([suffix]) => synonym.name.endsWith(suffix))?.[1]
  if (factor === undefined || synonym.value === null || !name.endsWith('.ms')) return synonym.value
  return /^\d{1,15}$/.test(synonym.value) ? String(BigInt(synonym.value) * factor) : synonym.value
}

/** Lends arrays of an earlier reading to equal new ones, so that what has not changed keeps its identity. */
export function createEntryPool(previous: Iterable<readonly ConfigEntry[]>): {
  share(entries: readonly ConfigEntry[]): readonly ConfigEntry[]
} {
  const bySignature = new Map<string, readonly ConfigEntry[]>()
  for (const entries of new Set(previous)) bySignature.set(JSON.stringify(entries), entries)
  return {
    share(entries) {
      const signature = JSON.stringify(entries)
      const known = bySignature.get(signature)
      if (known) return known
      bySignature.set(signature, entries)
      return entries
    },
  }
}
