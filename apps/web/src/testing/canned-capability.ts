import type { CapabilityReport, Endpoint, Envelope } from '@perigee/contract'
import { ago, answer, type Canned } from './canned-story.ts'
import { CANNED_BROKERS, hasExporters, isTroubled } from './canned-vitals.ts'

const MISSING = [
  { metric: 'gc_time_s', title: 'Share of time in garbage collection', reason: 'these rules leave java.lang out' },
  { metric: 'heap_used', title: 'Heap used', reason: 'these rules leave java.lang out' },
  { metric: 'req_local_ms', title: 'Local time', reason: 'Bitnami rules export no percentiles' },
]

function endpointOf(canned: Canned, broker: number, troubled: boolean): Endpoint {
  const silent = troubled && (broker === 7 || broker === 16)
  const slow = troubled && broker === 3
  return {
    target: `broker/${broker}`,
    url: `http://kafka-${broker}.payments.eu:7071/metrics`,
    role: 'broker',
    nodeId: broker,
    origin: 'pattern',
    status: silent ? 'unknown' : slow ? 'warning' : 'ok',
    word: silent ? 'No answer' : slow ? 'Slow' : 'OK',
    looksLike: silent ? null : 'Strimzi rules, exporter 1.x',
    identity: silent ? 'unchecked' : broker === 4 && troubled ? 'mismatch' : 'confirmed',
    identityReason: broker === 4 && troubled ? 'it counts 255 leaders, Kafka lists 12 for broker 4' : null,
    given: silent ? 0 : 71,
    applicable: 74,
    missing: silent ? [] : MISSING,
    exporterMs: silent ? null : slow ? 2_400 : 180,
    pageBytes: silent ? null : 1_240_000,
    series: silent ? null : 9_800,
    keptSeries: silent ? null : 640,
    intervalMs: slow ? 30_000 : 15_000,
    intervalReason: slow ? 'a scrape takes the exporter 2.4 s, and it shall spend a tenth of its time at most' : null,
    notes: [],
    observedAt: broker === 7 && troubled ? null : ago(canned, silent ? 11 * 60_000 : 6_000),
  }
}

export function cannedCapability(canned: Canned, cluster: string): Envelope<CapabilityReport['data']> {
  const known = hasExporters(canned, cluster)
  const troubled = isTroubled(canned, cluster)
  const endpoints = Array.from({ length: known ? CANNED_BROKERS : 0 }, (_, at) => endpointOf(canned, at + 1, troubled))
  const order = ['critical', 'warning', 'unknown', 'busy', 'ok', 'off']
  return answer(canned, {
    sentence: !known
      ? { strong: '', rest: 'No exporter is known; what Kafka itself tells is all there is.', status: 'off', lede: '' }
      : troubled
        ? {
            strong: '2 of 24 exporters do not answer',
            rest: '; the others tell 71 of 74 metrics.',
            status: 'warning',
            lede: '',
          }
        : { strong: '', rest: '24 exporters tell 71 of 74 metrics.', status: 'ok', lede: '' },
    endpoints: endpoints.toSorted((a, b) => order.indexOf(a.status) - order.indexOf(b.status)),
    lean: known
      ? {
          href: `/api/v1/clusters/${cluster}/lean-exporter.yml`,
          seriesNow: 235_200,
          bytesNow: 29_760_000,
          largest: {
            target: 'broker/7',
            seriesNow: 10_420,
            bytesNow: 1_310_000,
            seriesThen: 640,
            bytesThen: 87_000,
          },
        }
      : null,
  })
}
