// The effective settings for display: what holds, where it came from, secrets masked.
import type { Override } from './environment.ts'
import { envPart, KEYS, type Key } from './keys.ts'
import { printPath } from './problems.ts'
import type { PerigeeConfig } from './types.ts'

export interface EffectiveEntry {
  readonly path: string
  readonly value: string
  /** `default`, `file`, `environment PERIGEE_…`, `--port`. */
  readonly origin: string
}

const MASK = '•••••• (set)'
const INLINE_SECRETS = new Set(['password', 'token', 'clientSecret', 'key', 'keyPassphrase', 'digest'])
/** Long public text that would fill the page. */
const PEM = new Set(['ca', 'cert'])

export interface EffectiveInput {
  readonly config: PerigeeConfig
  /** As parsed and overridden: what was given, by whatever means. */
  readonly given: unknown
  readonly overrides: readonly Override[]
}

/** One entry per setting that holds, in the order of the key table. */
export function effectiveEntries(input: EffectiveInput): readonly EffectiveEntry[] {
  const plain = KEYS.filter((key) => key.path[0] !== 'clusters').flatMap((key) => entry(input, key, [...key.path]))
  const clusters = input.config.clusters.flatMap((_, index) =>
    KEYS.filter((key) => key.path[0] === 'clusters').flatMap((key) =>
      entry(
        input,
        key,
        key.path.map((part) => (part === '*' ? index : part)),
      ),
    ),
  )
  return [...plain, ...clusters]
}

function entry(input: EffectiveInput, key: Key, path: readonly (string | number)[]): EffectiveEntry[] {
  const wasGiven = valueAt(input.given, path)
  // `tls: true` switches TLS on without a group below it.
  const isShort =
    key.path.join('.') === 'clusters.*.tls.enabled' && typeof valueAt(input.given, path.slice(0, -1)) === 'boolean'
  const value = isShort ? valueAt(input.given, path.slice(0, -1)) : (wasGiven ?? valueAt(input.config, path))
  if (value === undefined || value === null || isEmpty(value)) return []
  const origin = originOf(input, path, wasGiven !== undefined || isShort)
  return [{ path: printPath(path), value: show(String(path.at(-1)), value), origin }]
}

function originOf(input: EffectiveInput, path: readonly (string | number)[], wasGiven: boolean): string {
  const override = input.overrides.findLast(
    (item) => item.path.length >= path.length && path.every((part, i) => part === item.path[i]),
  )
  return override?.origin ?? (wasGiven ? 'file' : 'default')
}

function show(name: string, value: unknown): string {
  if (INLINE_SECRETS.has(name)) return MASK
  if (PEM.has(name)) return 'PEM text (set)'
  if (Array.isArray(value)) return value.map((item) => (isRecord(item) ? listed(item) : String(item))).join(', ')
  if (isRecord(value))
    return Object.entries(value)
      .map(([key, item]) => `${key}=${String(item)}`)
      .join(', ')
  return String(value)
}

/** `name=url` of a worker, `url (broker 3)` of an exporter. */
function listed({ url, name, ...more }: Record<string, unknown>): string {
  if (name !== undefined) return `${name}=${url}`
  const of = Object.entries(more).filter(([, value]) => value !== null && value !== undefined)
  return of.length === 0 ? String(url) : `${url} (${of.map(([key, value]) => `${key} ${value}`).join(', ')})`
}

function isEmpty(value: unknown): boolean {
  return (Array.isArray(value) && value.length === 0) || (isRecord(value) && Object.keys(value).length === 0)
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function valueAt(root: unknown, path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>((at, part) => {
    if (Array.isArray(at)) return at[Number(part)]
    return isRecord(at) && Object.hasOwn(at, part) ? at[part] : undefined
  }, root)
}

/** The environment variable that sets a key of {@link EffectiveEntry.path}. */
export function environmentName(path: string): string {
  return `PERIGEE_${path
    .split(/[.[\]]+/)
    .filter((part) => part !== '')
    .map(envPart)
    .join('_')}`
}
