// Where metrics come from: exporters by address or pattern, discovery, Prometheus, Graphite, ZooKeeper's own servers.
import { printPath } from './problems.ts'
import type { ClusterFile, EnsembleFile, HttpAuthFile, MetricsFile } from './schema.ts'
import { readSecret, type SecretReader } from './secrets.ts'
import type { EnsembleConfig, ExporterConfig, HttpAuth, MetricsConfig } from './types.ts'

type Path = readonly PropertyKey[]

export const NO_METRICS: MetricsConfig = {
  pattern: null,
  controllerPattern: null,
  hostPattern: null,
  auth: null,
  file: null,
  dns: null,
  consul: null,
  prometheus: null,
  graphite: null,
}

export const NO_ENSEMBLE: EnsembleConfig = { adminPattern: null, metricsPattern: null, digest: null }

export function resolveEnsemble(file: EnsembleFile | undefined, path: Path, reader: SecretReader): EnsembleConfig {
  if (file === undefined) return NO_ENSEMBLE
  const digest = readSecret(reader, { path, name: 'digest', inline: file.digest, file: file.digestFile })
  if (digest !== null && !digest.includes(':')) note(reader, [...path, 'digest'], 'must be user:password')
  return { adminPattern: file.adminPattern ?? null, metricsPattern: file.metricsPattern ?? null, digest }
}

export function resolveExporters(
  list: NonNullable<ClusterFile['exporters']>,
  path: Path,
  reader: SecretReader,
): readonly ExporterConfig[] {
  const seen = new Set<string>()
  return list.map((entry, index) => {
    const { url, ...of } = typeof entry === 'string' ? { url: entry } : entry
    const told = Object.entries(of).filter(([, id]) => id !== undefined) as [ExporterConfig['role'], number][]
    if (told.length > 1) note(reader, [...path, index], 'speaks for one node: keep one of broker, controller, host')
    if (seen.has(url)) note(reader, [...path, index], 'is listed twice')
    seen.add(url)
    const [role, id] = told[0] ?? [null, null]
    return { url, role, id }
  })
}

export function resolveMetrics(file: MetricsFile | undefined, path: Path, reader: SecretReader): MetricsConfig {
  if (file === undefined) return NO_METRICS
  const { consul, prometheus, graphite } = file
  return {
    pattern: file.pattern ?? null,
    controllerPattern: file.controllerPattern ?? null,
    hostPattern: file.hostPattern ?? null,
    auth: resolveAuth(file, path, reader),
    file: file.file === undefined ? null : reader.resolvePath(file.file),
    dns: file.dns ?? null,
    consul:
      consul === undefined
        ? null
        : {
            url: consul.url,
            service: consul.service,
            tag: consul.tag ?? null,
            token: readSecret(reader, {
              path: [...path, 'consul'],
              name: 'token',
              inline: consul.token,
              file: consul.tokenFile,
            }),
          },
    prometheus:
      prometheus === undefined
        ? null
        : {
            url: prometheus.url,
            auth: resolveAuth(prometheus, [...path, 'prometheus'], reader),
            selector: prometheus.selector ?? null,
            nodeLabel: prometheus.nodeLabel ?? 'instance',
            tenant: prometheus.tenant ?? null,
          },
    graphite:
      graphite === undefined
        ? null
        : {
            url: graphite.url,
            auth: resolveAuth(graphite, [...path, 'graphite'], reader),
            template: graphite.template,
            templates: graphite.templates ?? {},
          },
  }
}

function resolveAuth(file: HttpAuthFile, path: Path, reader: SecretReader): HttpAuth | null {
  const password = readSecret(reader, { path, name: 'password', inline: file.password, file: file.passwordFile })
  const token = readSecret(reader, { path, name: 'token', inline: file.token, file: file.tokenFile })
  if (token !== null && (password !== null || file.username !== undefined)) {
    note(reader, [...path, 'token'], 'excludes username and password')
    return null
  }
  if (token !== null) return { kind: 'bearer', token }
  if (file.username === undefined && password === null) return null
  if (file.username === undefined) note(reader, [...path, 'username'], 'is missing')
  if (password === null) note(reader, [...path, 'password'], 'is missing')
  return { kind: 'basic', username: file.username ?? '', password: password ?? '' }
}

function note(reader: SecretReader, path: Path, message: string): void {
  reader.problems.push({ path: printPath(path), message })
}
