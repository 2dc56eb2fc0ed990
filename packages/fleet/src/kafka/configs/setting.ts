// What can be set, in each release. The tables hold every key of `KafkaConfig` and `LogConfig` that is not internal, with
// type, default, and from which release to which; read from the classes of 2.8.2, 3.3.2, 3.6.2, 3.9.1, 4.0.1, 4.1.1 and
// 4.3.1. Whether a broker's key can be changed while it runs is what brokers of 3.9.1 and 4.3.1 told.
import type { ReleaseName } from '../../releases/release-name.ts'
import brokerTable from './broker-settings.json' with { type: 'json' }
import topicTable from './topic-settings.json' with { type: 'json' }

/** As DescribeConfigs numbers them (`DescribeConfigsResponse.ConfigType`). */
const TYPES = {
  boolean: 1,
  string: 2,
  int: 3,
  short: 4,
  long: 5,
  double: 6,
  list: 7,
  class: 8,
  password: 9,
} as const

export type SettingType = keyof typeof TYPES

export interface Setting {
  readonly name: string
  readonly type: SettingType
  /** Null for none. */
  readonly defaultValue: string | null
  /** Only in `server.properties`. */
  readonly isReadOnly: boolean
  /** Kafka's validator in its own words: `[1,...]`, `[0,...,1]`, `[compact, delete]`; null for none. */
  readonly valid: string | null
  /** The broker's key that a topic's key falls back to. */
  readonly broker: string | null
}

interface Row {
  readonly name: string
  readonly type: string
  readonly default?: string
  /** True, or since which release. */
  readonly dynamic?: boolean | string
  readonly since?: string
  readonly until?: string
  /** Defaults of older releases. */
  readonly was?: Readonly<Record<string, string | null | undefined>>
  readonly valid?: string
  readonly broker?: string
}

export type Settings = ReadonlyMap<string, Setting>

const known = new Map<string, Settings>()

export function brokerSettings(release: ReleaseName): Settings {
  return settingsOf('broker', brokerTable, release)
}

export function topicSettings(release: ReleaseName): Settings {
  return settingsOf('topic', topicTable, release)
}

export function typeNumber(type: SettingType): number {
  return TYPES[type]
}

function settingsOf(kind: 'broker' | 'topic', rows: readonly Row[], release: ReleaseName): Settings {
  const key = `${kind} ${release}`
  const found =
    known.get(key) ?? new Map(rows.filter((row) => isIn(row, release)).map((row) => entry(kind, row, release)))
  known.set(key, found)
  return found
}

function isIn({ since = '0', until = '9' }: Row, release: ReleaseName): boolean {
  const number = Number.parseFloat(release)
  return Number.parseFloat(since) <= number && number <= Number.parseFloat(until)
}

function entry(kind: 'broker' | 'topic', row: Row, release: ReleaseName): [string, Setting] {
  const { name, type, dynamic = false, valid = null, broker = null, was = {} } = row
  const older = was[release]
  const defaultValue = older === undefined ? (row.default ?? null) : older
  const isDynamic = typeof dynamic === 'string' ? Number.parseFloat(dynamic) <= Number.parseFloat(release) : dynamic
  const isReadOnly = kind === 'broker' && !isDynamic
  return [name, { name, type: type as SettingType, defaultValue, isReadOnly, valid, broker }]
}
