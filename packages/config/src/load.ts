// Defaults → file → environment → flags; every problem at once.
import { existsSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { type EffectiveEntry, effectiveEntries, isRecord, valueAt } from './effective.ts'
import { type Override, readEnvironment } from './environment.ts'
import { type ConfigProblem, problemsOf } from './problems.ts'
import { checkClusters, resolveConfig } from './resolve.ts'
import { fileSchema, splitList } from './schema.ts'
import type { SecretReader } from './secrets.ts'
import type { PerigeeConfig } from './types.ts'
import { readYamlFile } from './yaml-file.ts'

export const DEFAULT_FILE = 'perigee.yaml'
/** Name of the one cluster given by `--bootstrap` alone. */
export const DEFAULT_CLUSTER = 'kafka'

/** Command-line flags, as text. */
export interface ConfigFlags {
  readonly config?: string
  readonly host?: string
  readonly port?: string
  readonly bootstrap?: string
  readonly logLevel?: string
  /** `false`: no simulated fleet. */
  readonly demo?: false
}

export interface LoadInput {
  readonly flags: ConfigFlags
  readonly env: Readonly<Record<string, string | undefined>>
  /** Where perigee.yaml is looked for. */
  readonly directory: string
}

export type LoadResult =
  | {
      readonly ok: true
      readonly config: PerigeeConfig
      readonly entries: readonly EffectiveEntry[]
      /** Every secret, for redaction of logs. */
      readonly secrets: readonly string[]
      /** The file read, null = none. */
      readonly file: string | null
    }
  | { readonly ok: false; readonly problems: readonly ConfigProblem[] }

/** Loads the effective configuration. Reads files at once: it runs before anything is served. */
export function loadConfig(input: LoadInput): LoadResult {
  const file = fileOf(input)
  const read = file === null ? ({ ok: true, value: {} } as const) : readYamlFile(file)
  if (!read.ok) return { ok: false, problems: [read.problem] }
  if (!isRecord(read.value)) {
    return { ok: false, problems: [{ path: file ?? DEFAULT_FILE, message: 'must hold a group of settings' }] }
  }
  const raw = withoutNulls(read.value) as Record<string, unknown>
  const environment = readEnvironment(input.env, namesOf(raw))
  const overrides = [...environment.overrides, ...flagOverrides(input.flags)]
  const problems: ConfigProblem[] = [...environment.problems, ...bootstrapProblems(raw, overrides)]
  for (const override of overrides) place(raw, override)
  nameFirstCluster(raw, overrides)
  const parsed = fileSchema.safeParse(raw)
  const base = file === null ? input.directory : dirname(file)
  const reader: SecretReader = { problems, secrets: [], resolvePath: (path) => resolve(base, path) }
  if (!parsed.success) {
    problems.push(...problemsOf(parsed.error))
    checkClusters(raw.clusters, reader)
    return { ok: false, problems }
  }
  const config = resolveConfig(parsed.data, reader)
  if (problems.length > 0) return { ok: false, problems }
  return {
    ok: true,
    config,
    entries: effectiveEntries({ config, given: raw, overrides }),
    secrets: reader.secrets,
    file,
  }
}

/** A key with nothing behind it is a key not given: `sasl:` with its settings commented out. */
function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls)
  if (!isRecord(value)) return value
  const entries = Object.entries(value).filter(([, inner]) => inner !== null)
  return Object.fromEntries(entries.map(([key, inner]) => [key, withoutNulls(inner)]))
}

function fileOf(input: LoadInput): string | null {
  const named = input.flags.config ?? input.env.PERIGEE_CONFIG
  if (named !== undefined && named !== '') return resolve(input.directory, named)
  const usual = resolve(input.directory, DEFAULT_FILE)
  return existsSync(usual) ? usual : null
}

function flagOverrides(flags: ConfigFlags): Override[] {
  const port = flags.port !== undefined && /^\d+$/.test(flags.port) ? Number(flags.port) : flags.port
  const all: Override[] = [
    { path: ['server', 'host'], value: flags.host, origin: '--host' },
    { path: ['server', 'port'], value: port, origin: '--port' },
    { path: ['server', 'logLevel'], value: flags.logLevel, origin: '--log-level' },
    { path: ['demo'], value: flags.demo, origin: '--no-demo' },
    { path: ['clusters', 0, 'bootstrap'], value: splitOrUndefined(flags.bootstrap), origin: '--bootstrap' },
  ]
  return all.filter((override) => override.value !== undefined)
}

function splitOrUndefined(value: string | undefined): string[] | undefined {
  return value === undefined ? undefined : splitList(value)
}

function namesOf(raw: Record<string, unknown>): (string | undefined)[] {
  const clusters = Array.isArray(raw.clusters) ? raw.clusters : []
  return clusters.map((cluster) => (isRecord(cluster) && typeof cluster.name === 'string' ? cluster.name : undefined))
}

/** One list of addresses cannot say which of several clusters is meant. */
function bootstrapProblems(raw: Record<string, unknown>, overrides: readonly Override[]): ConfigProblem[] {
  const short = overrides.find(
    (item) => item.origin === '--bootstrap' || item.origin === 'environment PERIGEE_BOOTSTRAP',
  )
  if (short === undefined || namesOf(raw).length <= 1) return []
  const path = short.origin.replace('environment ', '')
  return [
    { path, message: `describes one cluster, but the file names ${namesOf(raw).length}; set their bootstrap there` },
  ]
}

function nameFirstCluster(raw: Record<string, unknown>, overrides: readonly Override[]): void {
  const isShort = overrides.some(
    (item) => item.path[0] === 'clusters' && item.path[1] === 0 && item.path[2] === 'bootstrap',
  )
  const first = valueAt(raw, ['clusters', 0])
  if (isShort && isRecord(first) && first.name === undefined) first.name = DEFAULT_CLUSTER
}

/** Puts an override into the parsed file, making the groups on its way. What is of a wrong kind stays, for the schema to name. */
function place(raw: Record<string, unknown>, override: Override): void {
  let at: unknown = raw
  override.path.forEach((part, depth) => {
    if (!isRecord(at) && !Array.isArray(at)) return
    const holder = at as Record<string | number, unknown>
    const isLast = depth === override.path.length - 1
    if (isLast) holder[part] = override.value
    else if (needsGroup(holder[part])) holder[part] = typeof override.path[depth + 1] === 'number' ? [] : {}
    at = holder[part]
  })
}

/** `tls: true` becomes a group when one of its settings comes by environment. */
function needsGroup(value: unknown): boolean {
  return value === undefined || value === null || value === true
}
