// Every key once: the environment, the suggestions for misspelt keys and the effective settings are made from this table.

export type KeyKind = 'text' | 'secret' | 'number' | 'flag' | 'list' | 'map' | 'count-or-ids' | 'named-urls'

export interface Key {
  /** `*` stands for a cluster's index. */
  readonly path: readonly string[]
  readonly kind: KeyKind
}

const key = (path: string, kind: KeyKind = 'text'): Key => ({ path: path.split('.'), kind })

export const KEYS: readonly Key[] = [
  key('server.host'),
  key('server.port', 'number'),
  key('server.logLevel'),
  key('server.allowedHosts', 'list'),
  key('polling.registryMs', 'number'),
  key('polling.topologyMs', 'number'),
  key('polling.endOffsetsMs', 'number'),
  key('polling.logDirsMs', 'number'),
  key('polling.configsMs', 'number'),
  key('polling.zookeeperMs', 'number'),
  key('polling.metricsMs', 'number'),
  key('polling.requestTimeoutMs', 'number'),
  key('polling.connectTimeoutMs', 'number'),
  key('history.enabled', 'flag'),
  key('history.directory'),
  key('history.maxMegabytes', 'number'),
  key('demo', 'flag'),
  key('clusters.*.name'),
  key('clusters.*.labels', 'map'),
  key('clusters.*.bootstrap', 'list'),
  key('clusters.*.tls.enabled', 'flag'),
  key('clusters.*.tls.ca'),
  key('clusters.*.tls.caFile'),
  key('clusters.*.tls.cert'),
  key('clusters.*.tls.certFile'),
  key('clusters.*.tls.key', 'secret'),
  key('clusters.*.tls.keyFile'),
  key('clusters.*.tls.keyPassphrase', 'secret'),
  key('clusters.*.tls.keyPassphraseFile'),
  key('clusters.*.tls.serverName'),
  key('clusters.*.tls.rejectUnauthorized', 'flag'),
  key('clusters.*.sasl.mechanism'),
  key('clusters.*.sasl.username'),
  key('clusters.*.sasl.password', 'secret'),
  key('clusters.*.sasl.passwordFile'),
  key('clusters.*.sasl.token', 'secret'),
  key('clusters.*.sasl.tokenFile'),
  key('clusters.*.sasl.tokenEndpoint'),
  key('clusters.*.sasl.clientId'),
  key('clusters.*.sasl.clientSecret', 'secret'),
  key('clusters.*.sasl.clientSecretFile'),
  key('clusters.*.sasl.scope'),
  key('clusters.*.expected.brokers', 'count-or-ids'),
  key('clusters.*.expected.controllers', 'count-or-ids'),
  key('clusters.*.dataCentres', 'map'),
  key('clusters.*.zookeeper'),
  key('clusters.*.ensemble.adminPattern'),
  key('clusters.*.ensemble.metricsPattern'),
  key('clusters.*.ensemble.digest', 'secret'),
  key('clusters.*.ensemble.digestFile'),
  key('clusters.*.exporters', 'list'),
  key('clusters.*.metrics.pattern'),
  key('clusters.*.metrics.controllerPattern'),
  key('clusters.*.metrics.hostPattern'),
  key('clusters.*.metrics.username'),
  key('clusters.*.metrics.password', 'secret'),
  key('clusters.*.metrics.passwordFile'),
  key('clusters.*.metrics.file'),
  key('clusters.*.metrics.dns'),
  key('clusters.*.metrics.consul.url'),
  key('clusters.*.metrics.consul.service'),
  key('clusters.*.metrics.consul.tag'),
  key('clusters.*.metrics.consul.token', 'secret'),
  key('clusters.*.metrics.consul.tokenFile'),
  key('clusters.*.metrics.prometheus.url'),
  key('clusters.*.metrics.prometheus.username'),
  key('clusters.*.metrics.prometheus.password', 'secret'),
  key('clusters.*.metrics.prometheus.passwordFile'),
  key('clusters.*.metrics.prometheus.token', 'secret'),
  key('clusters.*.metrics.prometheus.tokenFile'),
  key('clusters.*.metrics.prometheus.selector'),
  key('clusters.*.metrics.prometheus.nodeLabel'),
  key('clusters.*.metrics.prometheus.tenant'),
  key('clusters.*.metrics.graphite.url'),
  key('clusters.*.metrics.graphite.username'),
  key('clusters.*.metrics.graphite.password', 'secret'),
  key('clusters.*.metrics.graphite.passwordFile'),
  key('clusters.*.metrics.graphite.token', 'secret'),
  key('clusters.*.metrics.graphite.tokenFile'),
  key('clusters.*.metrics.graphite.template'),
  key('clusters.*.metrics.graphite.templates', 'map'),
  key('clusters.*.cruiseControl'),
  key('clusters.*.schemaRegistries', 'list'),
  key('clusters.*.connect', 'named-urls'),
]

/** `allowedHosts` → `ALLOWED_HOSTS`. */
export function envPart(part: string): string {
  return part
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/[^\p{L}\p{N}]+/gu, '_')
    .toUpperCase()
}

const GROUPS_IN_LISTS: Readonly<Record<string, readonly string[]>> = {
  'clusters.*.connect.*': ['name', 'url'],
  'clusters.*.exporters.*': ['url', 'broker', 'controller', 'host'],
}

/** Keys of the group at `path` (its immediate children), `*` for any index. */
export function childrenOf(path: readonly string[]): string[] {
  const below = KEYS.filter(
    (entry) => entry.path.length > path.length && path.every((part, i) => part === entry.path[i]),
  )
  const extra = GROUPS_IN_LISTS[path.join('.')] ?? []
  return [...new Set([...below.map((entry) => entry.path[path.length] as string), ...extra])]
}

/** `clusters.0.name` → `clusters.*.name`, as path parts. */
export function generalPath(path: readonly PropertyKey[]): string[] {
  return path.map((part) => (typeof part === 'number' || /^\d+$/.test(String(part)) ? '*' : String(part)))
}
