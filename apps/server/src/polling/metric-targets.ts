// Which exporters there are: as configured, as discovered, by pattern from the hosts of brokers and controllers. Pure.
import type { ClusterConfig, ExporterConfig } from '@perigee/config'
import type { BrokerFact, MetricTarget, NodeRole } from '@perigee/domain'
import type { DiscoveredTarget } from '@perigee/sources'

export interface KnownNodes {
  readonly brokers: readonly Pick<BrokerFact, 'id' | 'host'>[]
  /** Hosts of controllers that are no brokers, by id. */
  readonly controllers: ReadonlyMap<number, string>
}

/** Where node_exporter listens, by its own default and on Amazon MSK: such an address speaks for a host. */
const HOST_PORTS = new Set(['9100', '11002'])
/** More would be a mistake in a discovery, not a cluster. */
export const MOST_TARGETS = 2_000

/** Every target once; what is configured goes before what is discovered, and that before a pattern. */
export function metricTargets(
  config: Pick<ClusterConfig, 'exporters' | 'metrics'>,
  nodes: KnownNodes,
  discovered: readonly DiscoveredTarget[],
  isHost: IsHost = byPort,
): readonly MetricTarget[] {
  const named = [
    ...config.exporters.map((exporter) => fromConfig(exporter, nodes, isHost)),
    ...discovered.map((target) => fromDiscovery(target, nodes, isHost)),
    ...byPattern(config.metrics.pattern, 'broker', nodes.brokers),
    ...byPattern(config.metrics.controllerPattern, 'controller', hostsOf(nodes.controllers)),
    ...byPattern(config.metrics.hostPattern, 'host', nodes.brokers),
  ]
  const targets = new Map<string, MetricTarget>()
  const urls = new Set<string>()
  for (const target of named) {
    if (targets.has(target.id) || urls.has(target.url) || targets.size >= MOST_TARGETS) continue
    targets.set(target.id, target)
    urls.add(target.url)
  }
  return [...targets.values()]
}

/** Whether an address speaks for a host, as far as it shows. */
export type IsHost = (url: string) => boolean

export function byPort(url: string): boolean {
  return HOST_PORTS.has(new URL(url).port)
}

function fromConfig({ url, role, id }: ExporterConfig, nodes: KnownNodes, isHost: IsHost): MetricTarget {
  if (role !== null && id !== null) return targetOf(url, role, id, 'configured')
  const { hostname, host } = new URL(url)
  const guessed = isHost(url) ? 'host' : 'broker'
  return matchByHost({ name: host, url, host: hostname, role: guessed, origin: 'configured' }, nodes)
}

function fromDiscovery(
  { url, host, role, nodeId, origin }: DiscoveredTarget,
  nodes: KnownNodes,
  isHost: IsHost,
): MetricTarget {
  const likely = role ?? (isHost(url) ? 'host' : 'broker')
  if (nodeId !== null) return targetOf(url, likely, nodeId, origin)
  return matchByHost({ name: new URL(url).host, url, host, role: likely, origin }, nodes)
}

export interface Unmatched {
  /** What it is called while it is nobody's. */
  readonly name: string
  readonly url: string
  readonly host: string
  readonly role: NodeRole
  readonly origin: string
}

/** The one node on that host; with several or none, nobody's until it is configured. */
export function matchByHost(
  { name, url, host, role, origin }: Unmatched,
  { brokers, controllers }: KnownNodes,
): MetricTarget {
  const isHere = (other: string) => sameHost(other, host)
  const ids = brokers.filter((broker) => isHere(broker.host)).map(({ id }) => id)
  if (ids.length === 1 && role !== 'controller') return targetOf(url, role, ids[0] as number, origin)
  const others = [...controllers].filter(([, other]) => isHere(other)).map(([id]) => id)
  if (ids.length === 0 && others.length === 1 && role !== 'host')
    return targetOf(url, 'controller', others[0] as number, origin)
  return { id: `?/${name}`, url, role, nodeId: null, origin }
}

/** `kafka-1` and `kafka-1.example.net` are one host; two fully spelt names must be equal. */
function sameHost(a: string, b: string): boolean {
  const [left, right] = [a.toLowerCase().replace(/\.$/, ''), b.toLowerCase().replace(/\.$/, '')]
  if (left === right) return true
  if (/^[\d.]+$|:/.test(left) || /^[\d.]+$|:/.test(right)) return false
  return left.startsWith(`${right}.`) || right.startsWith(`${left}.`)
}

/** What brokers call themselves is put into an address: anything but a host would be a user name, a path or a port of it. */
const HOST = /^[\w.-]+$|^[\da-f:.]+$/i

function byPattern(
  pattern: string | null,
  role: NodeRole,
  nodes: readonly { readonly id: number; readonly host: string }[],
): MetricTarget[] {
  if (pattern === null) return []
  return nodes.flatMap(({ id, host }) => {
    if (!HOST.test(host)) return []
    const url = pattern.replaceAll('{host}', host.includes(':') ? `[${host}]` : host).replaceAll('{id}', String(id))
    return URL.canParse(url) ? [targetOf(url, role, id, 'pattern')] : []
  })
}

function hostsOf(controllers: ReadonlyMap<number, string>) {
  return [...controllers].map(([id, host]) => ({ id, host }))
}

function targetOf(url: string, role: NodeRole, nodeId: number, origin: string): MetricTarget {
  return { id: `${role}/${nodeId}`, url, role, nodeId, origin }
}
