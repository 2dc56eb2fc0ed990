// Asks every configured discovery at once; what one of them fails to tell is a gap, and its last answer holds.
import type { MetricsConfig } from '@perigee/config'
import type { Failure, Gap } from '@perigee/domain'
import { mergeFailures } from '../kafka/gaps.ts'
import { peerFailure } from '../kafka/link/network-failure.ts'
import type { DiscoveredTarget, Discovery } from '../metrics/source.ts'
import { consulFinder } from './consul-finder.ts'
import { dnsFinder } from './dns-finder.ts'
import { fileFinder, type Settle } from './file-finder.ts'
import type { Finder, Finding } from './finding.ts'

/** More is a mistake in a discovery, not a cluster. */
export const MOST_DISCOVERED = 5_000

export interface DiscoveryOptions {
  /** Deadline of one question, ms. */
  readonly timeoutMs: number
  /** Waits while a changed file settles, before it is read again; default 100 ms. */
  readonly settle?: Settle
  /** Name servers `address:port` instead of the system's. */
  readonly nameServers?: readonly string[]
}

/** Discovery as configured (`metrics.file`, `metrics.consul`, `metrics.dns`); null: none of them is. */
export function openDiscovery(
  config: Pick<MetricsConfig, 'file' | 'consul' | 'dns'>,
  { timeoutMs, settle, nameServers }: DiscoveryOptions,
): Discovery | null {
  const finders: Finder[] = []
  if (config.file !== null) finders.push(fileFinder(config.file, settle))
  if (config.consul !== null) finders.push(consulFinder(config.consul, timeoutMs))
  if (config.dns !== null)
    finders.push(dnsFinder(config.dns, { timeoutMs, ...(nameServers ? { servers: nameServers } : {}) }))
  return finders.length === 0 ? null : discoveryOf(finders)
}

function discoveryOf(finders: readonly Finder[]): Discovery {
  const last = new Map<Finder, Finding>()
  const closing = new AbortController()
  return {
    find: async (signal) => {
      const failed: { readonly finder: Finder; readonly failure: Failure }[] = []
      const asked = AbortSignal.any([signal, closing.signal])
      await Promise.all(
        finders.map(async (finder) => {
          const found = await finder.find(asked)
          if (found.ok) last.set(finder, found.value)
          else failed.push({ finder, failure: found.failure })
        }),
      )
      if (last.size === 0) return { ok: false, failure: mergeFailures(failed.map(({ failure }) => failure)) }
      const targets = merged(finders.flatMap((finder) => last.get(finder)?.targets ?? []))
      const gaps = [
        ...failed.map(({ finder, failure }) => failureGap(finder, failure, last.get(finder))),
        ...finders.flatMap((finder) => unusableGap(finder, last.get(finder))),
        ...tooManyGap(targets.length),
      ]
      return { ok: true, value: targets.slice(0, MOST_DISCOVERED), gaps }
    },
    close: async () => closing.abort(),
  }
}

/** Each address once, in the order told; what one discovery does not know of it, another may. */
function merged(targets: readonly DiscoveredTarget[]): DiscoveredTarget[] {
  const byUrl = new Map<string, DiscoveredTarget>()
  for (const target of targets) {
    const known = byUrl.get(target.url)
    if (known === undefined) byUrl.set(target.url, target)
    else if (known.nodeId === null) {
      byUrl.set(target.url, { ...known, role: target.role ?? known.role, nodeId: target.nodeId })
    }
  }
  return [...byUrl.values()]
}

function failureGap(finder: Finder, failure: Failure, last: Finding | undefined): Gap {
  const kept = last === undefined ? '' : `; its last answer holds (exporters: ${last.targets.length})`
  return { fact: finder.fact, failure: { ...failure, message: `${failure.message}${kept}` } }
}

function unusableGap(finder: Finder, finding: Finding | undefined): Gap[] {
  const unusable = finding?.unusable ?? []
  if (unusable.length === 0) return []
  const named = unusable.slice(0, 3).join(', ')
  const more = unusable.length > 3 ? ` and ${unusable.length - 3} more` : ''
  return [{ fact: finder.fact, failure: peerFailure('garbage', `no address to ask: ${named}${more}`, finder.peer) }]
}

function tooManyGap(count: number): Gap[] {
  if (count <= MOST_DISCOVERED) return []
  const message = `it tells ${count} exporters; the first ${MOST_DISCOVERED} are taken`
  return [{ fact: 'discovery', failure: peerFailure('garbage', message, 'discovery') }]
}
