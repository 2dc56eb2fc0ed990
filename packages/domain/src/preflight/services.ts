// The services around Kafka: reachable from the console, and answering as what they should be.
import { type Check, type Finding, notApplicable, unknown } from './check.ts'
import { fromParts, type Part } from './parts.ts'
import type { ServiceKind, ServiceProbe } from './probes.ts'
import type { PreflightView } from './view.ts'

function partOf({ name, url, status, words, failure }: ServiceProbe): Part {
  const who = name === url ? url : `${name} (${url})`
  if (status === null) return { who, state: 'fail', text: failure?.message ?? 'it does not answer' }
  if (status === 401 || status === 403)
    return { who, state: 'warn', text: `it answers ${status}: it wants credentials` }
  if (status >= 200 && status < 300)
    return words === null
      ? { who, state: 'warn', text: `it answers ${status}, but not as expected` }
      : { who, state: 'pass', text: words }
  return { who, state: 'fail', text: `it answers with HTTP status ${status}` }
}

const reachable =
  (kind: ServiceKind, of: { none: string; fix: string }) =>
  (view: PreflightView): Finding => {
    const wanted = view.configured.services.filter((service) => service.kind === kind)
    if (wanted.length === 0) return notApplicable(of.none)
    const probes = view.read(view.probes)
    if (!probes.known) return unknown(`It was not tried yet: ${probes.why}.`)
    const parts = wanted.map((service): Part => {
      const probe = probes.value.services.find(({ url }) => url === service.url)
      return probe === undefined ? { who: service.name, state: 'unknown', text: 'it was not tried yet' } : partOf(probe)
    })
    const words = parts.map(({ who, text }) => `${who}: ${text}`)
    const found = fromParts(parts, { pass: `${words.slice(0, 3).join('; ')}.`, none: of.none, fix: of.fix })
    return found.state === 'pass' ? { ...found, details: words } : found
  }

const base = { family: 'services', severity: 'major' } as const
const FIX = 'Start it, or correct its address in the configuration'

export const SERVICE_CHECKS: readonly Check[] = [
  {
    ...base,
    id: 'cruise-control',
    title: 'Cruise Control answers',
    reason: 'Nothing rebalances or heals itself while it is away.',
    judge: reachable('cruise-control', { none: 'No Cruise Control is configured.', fix: `${FIX} (cruiseControl).` }),
  },
  {
    ...base,
    id: 'schema-registries',
    title: 'Schema registries answer',
    reason: 'Producers and consumers that start need them.',
    judge: reachable('schema-registry', {
      none: 'No schema registry is configured.',
      fix: `${FIX} (schemaRegistries).`,
    }),
  },
  {
    ...base,
    id: 'connect',
    title: 'Connect answers',
    reason: 'Connectors cannot be seen, nor mended, while its REST interface is away.',
    judge: reachable('connect', { none: 'No Connect is configured.', fix: `${FIX} (connect).` }),
  },
]
