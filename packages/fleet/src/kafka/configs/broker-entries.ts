import type { Broker, Controller } from '../../world/broker.ts'
import type { Cluster } from '../../world/cluster.ts'
import { serverProperties } from './server-properties.ts'
import { brokerSettings, type Setting } from './setting.ts'

/** Where a value comes from (`DescribeConfigsResponse.ConfigSource`). */
export const Source = { TOPIC: 1, BROKER: 2, BROKER_DEFAULT: 3, SERVER_PROPERTIES: 4, DEFAULT: 5, LOGGER: 6 } as const

export interface Synonym {
  readonly name: string
  /** Null where it is a secret. */
  readonly value: string | null
  readonly source: number
}

/** One setting as it is: value, where it comes from, and what would hold without that. */
export interface Entry {
  readonly setting: Setting
  readonly value: string | null
  readonly source: number
  /** In order of precedence, the value's own first; empty where only an unset default is. */
  readonly synonyms: readonly Synonym[]
}

/** Keys that stand for the same in other units, by falling precedence (`DynamicBrokerConfig.brokerConfigSynonyms`). */
const OTHER_UNITS: ReadonlyMap<string, readonly string[]> = new Map([
  ['log.roll.ms', ['log.roll.hours']],
  ['log.roll.jitter.ms', ['log.roll.jitter.hours']],
  ['log.flush.interval.ms', ['log.flush.scheduler.interval.ms']],
  ['log.retention.ms', ['log.retention.minutes', 'log.retention.hours']],
])

/** Every setting of a node, in the order of their names. */
export function brokerEntries(cluster: Cluster, node: Broker | Controller): ReadonlyMap<string, Entry> {
  const settings = brokerSettings(cluster.identity.release)
  const layers: readonly (readonly [number, ReadonlyMap<string, string>])[] = [
    [Source.BROKER, node.kind === 'broker' ? node.configs : new Map()],
    [Source.BROKER_DEFAULT, cluster.brokerDefaults],
    [Source.SERVER_PROPERTIES, serverProperties(cluster, node)],
    [Source.DEFAULT, new Map([...settings.values()].flatMap(ownDefault))],
  ]
  const unknown = [...(layers[0]?.[1].keys() ?? []), ...cluster.brokerDefaults.keys()].filter(
    (key) => !settings.has(key),
  )
  const all = [...settings.values(), ...unknown.map(unknownSetting)]
  return new Map(all.map((setting) => [setting.name, entryOf(setting, layers)]))
}

/** Default settings of all brokers: only what is set. */
export function brokerDefaultEntries(cluster: Cluster): ReadonlyMap<string, Entry> {
  const settings = brokerSettings(cluster.identity.release)
  const layers = [[Source.BROKER_DEFAULT, cluster.brokerDefaults]] as const
  const entries = [...cluster.brokerDefaults.keys()].map(
    (name) => [name, entryOf(settings.get(name) ?? unknownSetting(name), layers)] as const,
  )
  return new Map(entries)
}

function ownDefault({ name, defaultValue }: Setting): [string, string][] {
  return defaultValue === null ? [] : [[name, defaultValue]]
}

/** What Kafka does not know may be a plug-in's, and its value a secret. */
function unknownSetting(name: string): Setting {
  return { name, type: 'password', defaultValue: null, isReadOnly: false, valid: null, broker: null }
}

function entryOf(setting: Setting, layers: readonly (readonly [number, ReadonlyMap<string, string>])[]): Entry {
  const names = [setting.name, ...(OTHER_UNITS.get(setting.name) ?? [])]
  const all = layers.flatMap(([source, layer]) => names.flatMap((name) => synonymOf(name, layer.get(name), source)))
  const own = all.findIndex(({ name }) => name === setting.name)
  const synonyms = own < 0 ? [] : all.slice(own)
  const value = synonyms[0]?.value ?? null
  const source = synonyms[0]?.source ?? Source.DEFAULT
  if (setting.type !== 'password') return { setting, value, source, synonyms }
  return { setting, value: null, source, synonyms: synonyms.map((one) => ({ ...one, value: null })) }
}

function synonymOf(name: string, value: string | undefined, source: number): Synonym[] {
  return value === undefined ? [] : [{ name, value, source }]
}
