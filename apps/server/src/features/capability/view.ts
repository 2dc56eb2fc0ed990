import type { CapabilityReport, Endpoint, Sentence } from '@perigee/contract'
import type { ClusterState } from '../../facts/state.ts'
import { coverageWire } from '../vitals/coverage.ts'
import { metricReadings } from '../vitals/wire.ts'
import { freshnessOfAnswer } from '../wire/freshness.ts'
import { usedOf } from '../wire/readings.ts'
import { plural } from '../wire/words.ts'
import { endpointRows } from './endpoints.ts'
import { identityReader } from './identity.ts'
import { leanOffer } from './lean.ts'

/** What each endpoint of a cluster can and cannot tell, and what a lean configuration of the exporter would save. */
export function capabilityView(cluster: ClusterState, now: number): CapabilityReport {
  const endpoints = endpointRows(cluster, { now, identityOf: identityReader(cluster) })
  return {
    data: { sentence: sentenceOf(cluster, endpoints, now), endpoints, lean: leanOffer(cluster) },
    freshness: freshnessOfAnswer([...usedOf(cluster.facts, ['registry']), ...metricReadings(cluster.facts)], now),
  }
}

function sentenceOf(cluster: ClusterState, endpoints: readonly Endpoint[], now: number): Sentence {
  const { status, text, hint } = coverageWire(cluster, now)
  const wrong = endpoints.filter(({ identity }) => identity === 'mismatch')
  if (wrong.length > 0) {
    const [first] = wrong
    return {
      strong: `${plural(wrong.length, 'exporter')} ${wrong.length === 1 ? 'speaks' : 'speak'} for another node`,
      rest: `: ${first?.target}: ${first?.identityReason}.`,
      status: 'warning',
      lede: text,
    }
  }
  const silent = text.indexOf(';')
  if (silent > 0) return { strong: text.slice(0, silent), rest: text.slice(silent), status, lede: hint ?? '' }
  const lacking = endpoints.filter(({ missing }) => missing.length > 0)
  const lede =
    lacking.length === 0 || endpoints.length === 0
      ? (hint ?? '')
      : `${plural(lacking.length, 'page does', 'pages do')} not tell everything that could be told; the most is missing from ${lacking.toSorted((a, b) => b.missing.length - a.missing.length)[0]?.target}.`
  return { strong: text.replace(/\.$/, ''), rest: '.', status, lede }
}
