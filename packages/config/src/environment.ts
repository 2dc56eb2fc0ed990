// Keys by environment: PERIGEE_ + the path in capitals, words and levels joined by `_`; a cluster by its index or name:
// PERIGEE_SERVER_PORT, PERIGEE_CLUSTERS_0_SASL_PASSWORD_FILE, PERIGEE_CLUSTERS_PAYMENTS_EU_BOOTSTRAP.
import { envPart, KEYS, type Key } from './keys.ts'
import { nearest } from './nearest.ts'
import type { ConfigProblem } from './problems.ts'
import { splitList } from './schema.ts'

/** One value that replaces what the file says. */
export interface Override {
  readonly path: readonly (string | number)[]
  readonly value: unknown
  /** Where it came from: `environment PERIGEE_PORT`, `--port`. */
  readonly origin: string
}

/** Short names for what containers set most often. `--bootstrap` and PERIGEE_BOOTSTRAP describe the first cluster. */
const SHORT: Readonly<Record<string, readonly (string | number)[]>> = {
  PERIGEE_HOST: ['server', 'host'],
  PERIGEE_PORT: ['server', 'port'],
  PERIGEE_LOG_LEVEL: ['server', 'logLevel'],
  PERIGEE_ALLOWED_HOSTS: ['server', 'allowedHosts'],
  PERIGEE_BOOTSTRAP: ['clusters', 0, 'bootstrap'],
}

/**
 * Read elsewhere (the file's own name, the lab, the tests, the compose files), or put there by Kubernetes for a service
 * named perigee.
 */
const FOREIGN =
  /^PERIGEE_(CONFIG$|LAB_|LAB$|TEST_|CI$|CI_|REQUIRE_|NO_SKIP$|BASE$|PUBLISHED_PORT$|SERVICE_(HOST|PORT)|PORT_\d+_)/

export interface EnvironmentResult {
  readonly overrides: readonly Override[]
  readonly problems: readonly ConfigProblem[]
}

/** Reads the environment; `clusterNames` are those of the file, by index. */
export function readEnvironment(
  env: Readonly<Record<string, string | undefined>>,
  clusterNames: readonly (string | undefined)[],
): EnvironmentResult {
  const overrides: Override[] = []
  const problems: ConfigProblem[] = []
  for (const [name, value] of Object.entries(env).sort()) {
    if (!name.startsWith('PERIGEE_') || value === undefined || value === '' || FOREIGN.test(name)) continue
    // Kubernetes sets PERIGEE_PORT=tcp://… for a service named perigee: not meant for us.
    if (name === 'PERIGEE_PORT' && value.startsWith('tcp://')) continue
    const found = resolve(name, clusterNames)
    const meant = meantBy(name, clusterNames)
    if (meant.length > 1) problems.push(severalMeant(name, meant))
    else if (found === null) problems.push(unknownName(name, clusterNames))
    else overrides.push({ path: found.path, value: readValue(value, found.key.kind), origin: `environment ${name}` })
  }
  return { overrides, problems }
}

function resolve(name: string, clusterNames: readonly (string | undefined)[]) {
  const short = SHORT[name]
  if (short !== undefined) {
    const key = KEYS.find((entry) => entry.path.every((part, i) => part === '*' || part === short[i]))
    return key === undefined ? null : { path: short, key }
  }
  for (const key of KEYS) {
    const path = matches(name, key, clusterNames)
    if (path !== null) return { path, key: path.length > key.path.length ? { ...key, kind: 'text' as const } : key }
  }
  return null
}

function matches(name: string, key: Key, clusterNames: readonly (string | undefined)[]): (string | number)[] | null {
  if (key.path[0] !== 'clusters') return name === nameOf(key, '') ? [...key.path] : null
  for (const [index, label] of clusterLabels(name, clusterNames)) {
    const path = key.path.map((part) => (part === '*' ? index : part))
    const whole = nameOf(key, label)
    if (name === whole) return path
    // labels and data centres take one entry each: PERIGEE_CLUSTERS_0_LABELS_REGION.
    if (key.kind === 'map' && name.startsWith(`${whole}_`)) return [...path, name.slice(whole.length + 1).toLowerCase()]
  }
  return null
}

function clusterLabels(name: string, clusterNames: readonly (string | undefined)[]): [number, string][] {
  const digits = /^PERIGEE_CLUSTERS_(\d{1,3})_/.exec(name)?.[1]
  const byName = clusterNames.flatMap((cluster, i): [number, string][] =>
    cluster === undefined ? [] : [[i, envPart(cluster)]],
  )
  return [...byName, ...(digits === undefined ? [] : [[Number(digits), digits] as [number, string]])]
}

/** Indices of the clusters that a variable may mean: `pay-eu` and `pay.eu` read the same in capitals. */
function meantBy(name: string, clusterNames: readonly (string | undefined)[]): number[] {
  const labels = clusterLabels(name, clusterNames).filter(([, label]) => name.startsWith(`PERIGEE_CLUSTERS_${label}_`))
  const longest = Math.max(0, ...labels.map(([, label]) => label.length))
  return [...new Set(labels.filter(([, label]) => label.length === longest).map(([index]) => index))]
}

/** One of them would get what is another's, its password perhaps. */
function severalMeant(name: string, indices: readonly number[]): ConfigProblem {
  const clusters = indices.map((index) => `clusters[${index}]`).join(' and ')
  return {
    path: name,
    message: `may mean ${clusters}; name them so that they differ by more than punctuation, or use an index`,
  }
}

function nameOf(key: Key, cluster: string): string {
  return `PERIGEE_${key.path.map((part) => (part === '*' ? cluster : envPart(part))).join('_')}`
}

/** Text of the environment in the type of its key; what does not fit stays text and is refused by the schema. */
function readValue(value: string, kind: Key['kind']): unknown {
  if (kind === 'number') return /^-?\d+(\.\d+)?$/.test(value.trim()) ? Number(value) : value
  if (kind === 'flag') return value === 'true' ? true : value === 'false' ? false : value
  if (kind === 'list') return splitList(value)
  if (kind === 'count-or-ids') return countOrIds(value)
  if (kind === 'map') return Object.fromEntries(splitList(value).map((part) => pair(part)))
  if (kind === 'named-urls') return splitList(value).map((part) => ({ name: pair(part)[0], url: pair(part)[1] }))
  return value
}

/** `3` counts, `1,2,3` (or `3,` for one) names. */
function countOrIds(value: string): unknown {
  const parts = splitList(value).map((part) => (/^\d+$/.test(part) ? Number(part) : part))
  return value.includes(',') ? parts : parts[0]
}

function pair(part: string): [string, string] {
  const at = part.indexOf('=')
  return at === -1 ? [part, ''] : [part.slice(0, at), part.slice(at + 1)]
}

function unknownName(name: string, clusterNames: readonly (string | undefined)[]): ConfigProblem {
  const clusters = ['0', ...clusterNames.flatMap((cluster) => (cluster === undefined ? [] : [envPart(cluster)]))]
  const known = KEYS.flatMap((key) =>
    key.path[0] === 'clusters' ? clusters.map((c) => nameOf(key, c)) : [nameOf(key, '')],
  )
  const meant = nearest(name, [...Object.keys(SHORT), 'PERIGEE_CONFIG', ...known])
  const byCluster = name.startsWith('PERIGEE_CLUSTERS_')
    ? '; a cluster goes by its index (PERIGEE_CLUSTERS_0_…) or by a name that the file gives'
    : ''
  return {
    path: name,
    message: `is not a setting Perigee knows${meant === null ? byCluster : `; did you mean ${meant}?`}`,
  }
}
