// Consul's catalogue: GET /v1/catalog/service/‹name›. What a service's metadata says goes before its node's.
import type { MetricsConfig } from '@perigee/config'
import { askHttp } from '../http/ask-http.ts'
import { peerFailure } from '../kafka/link/network-failure.ts'
import { bad, good, type Result } from '../kafka/result.ts'
import { type Finder, type Finding, findingOf } from './finding.ts'
import { labelledTarget } from './labels.ts'

/** An entry is about 1 kB. */
const MAX_BYTES = 16 << 20

export type ConsulConfig = NonNullable<MetricsConfig['consul']>

export function consulFinder(config: ConsulConfig, timeoutMs: number): Finder {
  const url = serviceUrl(config)
  return {
    fact: 'discovery-consul',
    peer: url.host,
    find: async (signal) => {
      const headers = config.token === null ? {} : { 'x-consul-token': config.token }
      const answer = await askHttp({ url: url.href, headers, timeoutMs, maxBytes: MAX_BYTES, signal })
      return answer.ok ? readCatalogue(answer.value.body, url.host) : answer
    },
  }
}

function serviceUrl({ url, service, tag }: ConsulConfig): URL {
  const base = url.endsWith('/') ? url : `${url}/`
  const asked = new URL(`v1/catalog/service/${encodeURIComponent(service)}`, base)
  if (tag !== null) asked.searchParams.set('tag', tag)
  // Any server may answer, not only the leader: a list some ms old is better than none while there is no leader.
  asked.searchParams.set('stale', '')
  return asked
}

interface CatalogueEntry {
  readonly Node?: unknown
  readonly Address?: unknown
  readonly NodeMeta?: Readonly<Record<string, unknown>> | null
  readonly ServiceAddress?: unknown
  readonly ServicePort?: unknown
  readonly ServiceMeta?: Readonly<Record<string, unknown>> | null
}

function readCatalogue(body: Buffer, peer: string): Result<Finding> {
  let entries: unknown
  try {
    entries = JSON.parse(body.toString())
  } catch {
    entries = null
  }
  if (!Array.isArray(entries)) return bad(peerFailure('garbage', 'the answer is no list of Consul’s catalogue', peer))
  return good(findingOf(entries.map((entry) => readEntry((entry ?? {}) as CatalogueEntry))))
}

function readEntry(entry: CatalogueEntry) {
  const own = typeof entry.ServiceAddress === 'string' ? entry.ServiceAddress : ''
  const host = own === '' ? String(entry.Address ?? '') : own
  const port = typeof entry.ServicePort === 'number' ? entry.ServicePort : 0
  const written = `${host.includes(':') ? `[${host}]` : host}:${port}`
  // Port 0 is Consul's word for none.
  const target = port > 0 ? labelledTarget(written, { ...entry.NodeMeta, ...entry.ServiceMeta }, 'Consul') : null
  return [`${String(entry.Node ?? 'a node')} at ${written}`, target] as const
}
