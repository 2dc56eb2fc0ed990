import type { Envelope, Source, Sources } from '@perigee/contract'
import { ago, answer, type Canned } from './canned-story.ts'

const CLUSTERS = ['payments-eu', 'clickstream-eu', 'orders-legacy', 'identity-eu', 'ledger-eu']
const KINDS: readonly (readonly [string, string, number])[] = [
  ['kafka.registry', 'Kafka: brokers', 10_000],
  ['kafka.topology', 'Kafka: topics', 10_000],
  ['kafka.log-dirs', 'Kafka: log directories', 60_000],
  ['kafka.configs', 'Kafka: settings', 300_000],
  ['kafka.quorum', 'Kafka: quorum', 10_000],
]

function source(
  canned: Canned,
  cluster: string,
  [kind, title, intervalMs]: readonly [string, string, number],
  change: Partial<Source> = {},
): Source {
  const ageMs = Math.round(intervalMs * 0.7)
  return {
    id: `${cluster}/${kind}/${change.target ?? ''}`,
    cluster,
    kind,
    title,
    target: '24 brokers, 24 answer',
    state: 'fresh',
    word: 'Fresh',
    intervalMs,
    lastSuccessAt: ago(canned, change.ageMs ?? ageMs),
    ageMs,
    attemptedAt: ago(canned, ageMs),
    nextAttemptAt: ago(canned, -3_000),
    durationMs: 41,
    durationP95Ms: 212,
    failuresLastHour: 0,
    since: null,
    code: null,
    reason: null,
    hint: null,
    dependants: [{ text: 'cluster, brokers, topics', href: `/c/${cluster}` }],
    requests: 1_204,
    bytes: 48_000_000,
    ...change,
  }
}

function troubles(canned: Canned): Source[] {
  const [registry, , logDirs] = KINDS
  if (registry === undefined || logDirs === undefined) return []
  return [
    source(canned, 'audit-us', registry, {
      target: '3 bootstrap addresses',
      state: 'lost',
      word: 'Lost',
      ageMs: 252_000,
      lastSuccessAt: ago(canned, 252_000),
      durationP95Ms: null,
      failuresLastHour: 26,
      since: ago(canned, 250_000),
      code: 'REFUSED',
      reason: 'ECONNREFUSED on all 3 addresses',
      hint: 'Is the cluster up, and may this host reach port 9093?',
      dependants: [{ text: 'cluster, brokers, topics', href: '/c/audit-us' }],
    }),
    source(canned, 'orders-legacy', ['zookeeper', 'ZooKeeper', 15_000], {
      target: 'zk-2:2181',
      state: 'partial',
      word: '1 of 3 lost',
      ageMs: 3_000,
      failuresLastHour: 55,
      since: ago(canned, 3_000_000),
      code: 'RESET',
      reason: 'connection reset; zk-1 and zk-3 answer',
      dependants: [{ text: 'quorum count', href: '/c/orders-legacy' }],
    }),
    source(canned, 'identity-us', logDirs, {
      state: 'late',
      word: 'Late',
      ageMs: 184_000,
      lastSuccessAt: ago(canned, 184_000),
      durationP95Ms: 4_800,
      failuresLastHour: 6,
      since: ago(canned, 60_000),
      code: 'TIMEOUT',
      reason: 'broker 16: no answer in 5 s',
      dependants: [{ text: 'disks', href: '/c/payments-eu/brokers' }],
    }),
    source(canned, 'edge-apac', registry, {
      state: 'starting',
      word: 'Starting',
      lastSuccessAt: null,
      ageMs: null,
      durationMs: null,
      durationP95Ms: null,
      target: 'kafka-1.edge.apac:9093',
    }),
    source(canned, 'search-eu', ['exporter', 'JMX exporters', 15_000], {
      target: 'not configured',
      state: 'off',
      word: 'Off',
      intervalMs: null,
      lastSuccessAt: null,
      ageMs: null,
      attemptedAt: null,
      nextAttemptAt: null,
      durationMs: null,
      durationP95Ms: null,
      reason: 'set clusters[].exporters to use it',
      dependants: [],
    }),
  ]
}

export function cannedSources(canned: Canned): Envelope<Sources['data']> {
  const fine = CLUSTERS.flatMap((cluster) => KINDS.map((kind) => source(canned, cluster, kind)))
  const well = canned.story === 'healthy'
  return answer(canned, {
    sentence: well
      ? { strong: '', rest: `All ${fine.length} sources are fresh.`, status: 'ok', lede: 'Perigee itself is well.' }
      : {
          strong: 'audit-us cannot be seen at all.',
          rest: `${fine.length} of ${fine.length + 5} sources are fresh; 1 is lost and 1 late.`,
          status: 'unknown',
          lede: 'Perigee itself is well: 41 requests/s to all clusters together, 3.8 MB/s read.',
        },
    items: well ? fine : [...troubles(canned), ...fine],
    totals: {
      requestsPerMinute: 2_460,
      bytesPerMinute: 228_000_000,
      eventLoopDelayP99Ms: 12,
      residentBytes: 182_000_000,
      historyBytes: 21_000_000,
      refusedSamples: 0,
      archive: {
        status: 'ok',
        text: 'Kept: the last 12 d.',
        hint: null,
        usedBytes: 310_000_000,
        limitBytes: 1_024_000_000,
        writtenTo: new Date(canned.nowMs - 30_000).toISOString(),
      },
    },
  })
}
