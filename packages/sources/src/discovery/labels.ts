// What discovery tells of one exporter beyond its address: the labels of Prometheus' file_sd, the metadata of Consul.
import type { NodeRole } from '@perigee/domain'
import type { DiscoveredTarget } from '../metrics/source.ts'

export type Labels = Readonly<Record<string, unknown>>

/**
 * The exporter at `host:port`. Understood: `__scheme__`, `__metrics_path__`, `__param_‹name›` (Prometheus' own),
 * `role` (broker, controller, host), `broker_id`, `node_id`. Null: no address that could be asked.
 */
export function labelledTarget(address: string, labels: Labels, origin: string): DiscoveredTarget | null {
  const url = exporterUrl(address, labels)
  if (url === null) return null
  const brokerId = nodeId(labels.broker_id)
  return {
    url: url.href,
    host: url.hostname.replace(/^\[|\]$/g, ''),
    role: roleOf(labels.role) ?? (brokerId === null ? null : 'broker'),
    nodeId: brokerId ?? nodeId(labels.node_id),
    origin,
  }
}

function exporterUrl(address: string, labels: Labels): URL | null {
  const scheme = text(labels.__scheme__) ?? 'http'
  const path = text(labels.__metrics_path__) ?? '/metrics'
  // Anything but host:port would end up as a user name, a path or a port of another meaning.
  if (!/^https?$/.test(scheme) || !/^(\[[\da-f:.]+\]|[^\s/?#@:[\]\\]+)(:\d{1,5})?$/i.test(address)) return null
  const url = URL.parse(`${scheme}://${address}${path.startsWith('/') ? path : `/${path}`}`)
  for (const [name, value] of Object.entries(labels)) {
    const said = text(value)
    if (name.startsWith('__param_') && said !== null) url?.searchParams.set(name.slice('__param_'.length), said)
  }
  return url
}

/** As people write it; of a node that is both, what is asked most of it. */
function roleOf(label: unknown): NodeRole | null {
  const words = (text(label) ?? '').toLowerCase().split(/[^a-z]+/)
  return (['broker', 'controller', 'host'] as const).find((role) => words.includes(role)) ?? null
}

function nodeId(label: unknown): number | null {
  const said = text(label)
  return said !== null && /^\d{1,9}$/.test(said) ? Number(said) : null
}

/** YAML knows numbers, labels are text. */
function text(label: unknown): string | null {
  if (typeof label === 'number') return String(label)
  return typeof label === 'string' && label.trim() !== '' ? label.trim() : null
}
