// From the parsed shape to the effective configuration: defaults, secrets, and checks across keys.
import { isRecord } from './effective.ts'
import { resolveEnsemble, resolveExporters, resolveMetrics } from './metrics.ts'
import { printPath } from './problems.ts'
import { type ClusterFile, type ConfigFile, clusterSchema, saslSchema, tlsSchema } from './schema.ts'
import type { SecretReader } from './secrets.ts'
import { resolveSasl, resolveTls } from './security.ts'
import type { ClusterConfig, HistoryConfig, PerigeeConfig, PollingConfig, ServerConfig } from './types.ts'

export const DEFAULT_SERVER: ServerConfig = { host: '127.0.0.1', port: 7400, logLevel: 'info', allowedHosts: [] }
export const DEFAULT_HISTORY: HistoryConfig = { enabled: true, directory: null, maxMegabytes: 1_024 }
export const DEFAULT_POLLING: PollingConfig = {
  registryMs: 5_000,
  topologyMs: 5_000,
  endOffsetsMs: 15_000,
  logDirsMs: 30_000,
  configsMs: 60_000,
  zookeeperMs: 10_000,
  metricsMs: 15_000,
  requestTimeoutMs: 3_000,
  connectTimeoutMs: 2_000,
}

/** Notes problems in the reader; the result is only meaningful when there are none. */
export function resolveConfig(file: ConfigFile, reader: SecretReader): PerigeeConfig {
  const clusters = (file.clusters ?? []).map((cluster, index) => resolveCluster(cluster, index, reader))
  noteDuplicates(file.clusters ?? [], reader)
  return {
    server: { ...DEFAULT_SERVER, ...given(file.server) },
    polling: { ...DEFAULT_POLLING, ...given(file.polling) },
    history: resolveHistory(file.history, reader),
    demo: file.demo ?? true,
    clusters,
  }
}

/** Notes the problems across keys wherever the keys themselves are right, when others are not: all are told at once. */
export function checkClusters(clusters: unknown, reader: SecretReader): void {
  if (!Array.isArray(clusters)) return
  clusters.forEach((cluster, index) => {
    const parsed = clusterSchema.safeParse(cluster)
    if (parsed.success) resolveCluster(parsed.data, index, reader)
    else checkSecurity(cluster, index, reader)
  })
  noteDuplicates(clusters, reader)
}

/** A wrong name or address must not hide a missing certificate. */
function checkSecurity(cluster: unknown, index: number, reader: SecretReader): void {
  if (!isRecord(cluster)) return
  const tls = tlsSchema.safeParse(cluster.tls)
  if (tls.success) resolveTls(tls.data, ['clusters', index, 'tls'], reader)
  const sasl = saslSchema.safeParse(cluster.sasl)
  if (sasl.success) resolveSasl(sasl.data, ['clusters', index, 'sasl'], reader)
}

/** Keys set to undefined count as not given. */
function given<T extends object>(group: T | undefined): { [K in keyof T]: Exclude<T[K], undefined> } {
  const entries = Object.entries(group ?? {}).filter(([, value]) => value !== undefined)
  return Object.fromEntries(entries) as { [K in keyof T]: Exclude<T[K], undefined> }
}

function resolveCluster(cluster: ClusterFile, index: number, reader: SecretReader): ClusterConfig {
  const path = ['clusters', index]
  noteRepeated(cluster.bootstrap, [...path, 'bootstrap'], reader)
  for (const role of ['brokers', 'controllers'] as const) {
    const expected = cluster.expected?.[role]
    if (Array.isArray(expected)) noteRepeated(expected.map(String), [...path, 'expected', role], reader)
  }
  return {
    name: cluster.name,
    labels: cluster.labels ?? {},
    bootstrap: cluster.bootstrap,
    tls: resolveTls(cluster.tls, [...path, 'tls'], reader),
    sasl: resolveSasl(cluster.sasl, [...path, 'sasl'], reader),
    expected: { brokers: cluster.expected?.brokers ?? null, controllers: cluster.expected?.controllers ?? null },
    dataCentres: cluster.dataCentres ?? {},
    zookeeper: cluster.zookeeper ?? null,
    ensemble: resolveEnsemble(cluster.ensemble, [...path, 'ensemble'], reader),
    exporters: resolveExporters(cluster.exporters ?? [], [...path, 'exporters'], reader),
    metrics: resolveMetrics(cluster.metrics, [...path, 'metrics'], reader),
    cruiseControl: cluster.cruiseControl ?? null,
    schemaRegistries: cluster.schemaRegistries ?? [],
    connect: cluster.connect ?? [],
  }
}

function resolveHistory(history: ConfigFile['history'], reader: SecretReader): HistoryConfig {
  const merged = { ...DEFAULT_HISTORY, ...given(history) }
  return { ...merged, directory: merged.directory === null ? null : reader.resolvePath(merged.directory) }
}

function noteDuplicates(clusters: readonly unknown[], reader: SecretReader): void {
  const first = new Map<string, number>()
  clusters.forEach((cluster, index) => {
    if (!isRecord(cluster) || typeof cluster.name !== 'string') return
    // Names differing only in case would share their environment variables and confuse readers of links.
    const name = cluster.name.toLowerCase()
    const earlier = first.get(name)
    if (earlier === undefined) first.set(name, index)
    else {
      const message = `is also the name of clusters[${earlier}]; names must differ by more than capitals`
      reader.problems.push({ path: printPath(['clusters', index, 'name']), message })
    }
  })
}

function noteRepeated(list: readonly string[], path: readonly PropertyKey[], reader: SecretReader): void {
  list.forEach((value, index) => {
    if (list.indexOf(value) === index) return
    reader.problems.push({ path: printPath([...path, index]), message: 'is listed twice' })
  })
}
