import type { ClusterSummary, ConditionCounts, Problem, Status } from '@perigee/contract'
import { ago, type Canned } from './canned-story.ts'

const steady = (perSecond: number) =>
  Array.from({ length: 60 }, (_, at) => Math.round(perSecond * (1 + 0.04 * Math.sin(at / 5) + 0.01 * Math.cos(at * 2))))

const conditions = (count: number | null): ConditionCounts => ({
  offlinePartitions: count,
  underMinIsrPartitions: count,
  atMinIsrPartitions: count,
  atMinIsrByDesignPartitions: count,
  underReplicatedPartitions: count,
  reassigningPartitions: count,
  nonPreferredLeaders: count,
})

/** A healthy cluster of `brokers` brokers; what a story changes is given in `change`. */
export function summary(canned: Canned, name: string, change: Partial<ClusterSummary> = {}): ClusterSummary {
  const brokers = change.brokers?.expected ?? 12
  const perSecond = change.messagesInPerSecond === undefined ? 90_000 : change.messagesInPerSecond
  const agedMs = change.ageMs ?? 8_000
  return {
    name,
    labels: { environment: 'prod', region: name.endsWith('us') ? 'us' : 'eu' },
    status: 'ok',
    reasons: [],
    problems: [],
    since: ago(canned, 86_400_000),
    mode: 'kraft',
    release: '3.9',
    controllerId: 101,
    brokers: { up: brokers, expected: brokers, expectedBy: 'configured' },
    quorum: { up: 3, expected: 3, expectedBy: 'configured' },
    topics: brokers * 42,
    partitions: brokers * 256,
    replicas: brokers * 768,
    ...conditions(0),
    rackViolations: 0,
    lastKnown: null,
    survivableBrokerLosses: 1,
    canLose: '1 rack',
    messagesInPerSecond: perSecond,
    sizeBytes: brokers * 1_930_000_000_000,
    trend: perSecond === null ? [] : steady(perSecond),
    observedAt: ago(canned, agedMs),
    ageMs: agedMs,
    expectedIntervalMs: 10_000,
    freshness: 'fresh',
    ...change,
  }
}

export function problem(canned: Canned, status: Status, words: [string, string], more: Partial<Problem> = {}): Problem {
  return {
    code: words[0].toLowerCase().replaceAll(' ', '-'),
    status,
    title: words[0],
    text: words[1],
    since: ago(canned, 42 * 60_000),
    href: null,
    hrefLabel: null,
    explains: [],
    ...more,
  }
}

const rows = (cluster: string, q: string) => `/c/${cluster}/partitions?q=${q}`

/** Broker 7 down, broker 11 slow: the story of the mock-ups. */
export function paymentsEu(canned: Canned): ClusterSummary {
  return summary(canned, 'payments-eu', {
    status: 'critical',
    reasons: ['3 partitions offline', '9 refuse writes', 'broker 7 down'],
    problems: [
      problem(
        canned,
        'critical',
        [
          'Broker 7 is down',
          `and has not registered since ${canned.clock(42)}. Rack eu-1b answers on 7 of 8 brokers, so the rack is not the cause.`,
        ],
        {
          href: '/c/payments-eu/brokers/7',
          hrefLabel: 'Broker 7',
          explains: [
            { text: '3 offline', count: 3, href: rows('payments-eu', 'is:offline') },
            {
              text: '762 of 778 under-replicated',
              count: 762,
              href: rows('payments-eu', 'is:under-replicated+broker:7'),
            },
          ],
        },
      ),
      problem(
        canned,
        'warning',
        ['Broker 11 falls behind', 'on 25 partitions it follows. It answers, but does not keep up.'],
        {
          href: '/c/payments-eu/brokers/11',
          hrefLabel: 'Broker 11',
          explains: [
            {
              text: '16 of 778 under-replicated',
              count: 16,
              href: rows('payments-eu', 'is:under-replicated+broker:11'),
            },
            { text: '9 under min ISR', count: 9, href: rows('payments-eu', 'is:under-min-isr') },
          ],
        },
      ),
    ],
    since: ago(canned, 42 * 60_000),
    brokers: { up: 23, expected: 24, expectedBy: 'configured' },
    topics: 1184,
    partitions: 6140,
    replicas: 18_372,
    offlinePartitions: 3,
    underMinIsrPartitions: 9,
    atMinIsrPartitions: 769,
    underReplicatedPartitions: 778,
    nonPreferredLeaders: 251,
    survivableBrokerLosses: 0,
    canLose: 'nothing',
    messagesInPerSecond: 412_000,
    trend: steady(412_000).map((value, at) =>
      at < 18 ? Math.round(value * 1.12) : at < 20 ? Math.round(value * 0.55) : value,
    ),
  })
}

export function ordersLegacy(canned: Canned): ClusterSummary {
  return summary(canned, 'orders-legacy', {
    status: 'warning',
    reasons: ['ZooKeeper zk-2 is not answering'],
    problems: [
      problem(canned, 'warning', ['ZooKeeper zk-2 is not answering', '; one more loss stops the cluster.'], {
        since: ago(canned, 14 * 60_000),
        href: '/sources?q=orders-legacy',
        hrefLabel: 'Source',
      }),
    ],
    since: ago(canned, 14 * 60_000),
    mode: 'zookeeper',
    release: '2.8',
    brokers: { up: 9, expected: 9, expectedBy: 'configured' },
    quorum: { up: 2, expected: 3, expectedBy: 'configured' },
    canLose: '1 broker',
    messagesInPerSecond: 96_000,
    trend: steady(96_000),
    ageMs: 11_000,
    observedAt: ago(canned, 11_000),
  })
}

export function auditUs(canned: Canned): ClusterSummary {
  return summary(canned, 'audit-us', {
    status: 'unknown',
    reasons: ['no answer from any of 3 bootstrap addresses'],
    problems: [
      problem(
        canned,
        'unknown',
        ['No answer from any of 3 bootstrap addresses', 'for 4 min 12 s: connection refused.'],
        {
          since: ago(canned, 252_000),
          href: '/sources?q=audit-us',
          hrefLabel: 'See source',
        },
      ),
    ],
    since: ago(canned, 252_000),
    release: '3.7',
    brokers: { up: 6, expected: 6, expectedBy: 'inferred' },
    ...conditions(null),
    lastKnown: conditions(0),
    canLose: null,
    survivableBrokerLosses: null,
    messagesInPerSecond: 38_000,
    trend: steady(38_000).map((value, at) => (at > 55 ? null : value)),
    observedAt: ago(canned, 252_000),
    ageMs: 252_000,
    freshness: 'lost',
  })
}

/** Never answered since the start: nothing is known, not even the mode. */
export function neverSeen(canned: Canned, name: string): ClusterSummary {
  return summary(canned, name, {
    status: 'unknown',
    reasons: ['never answered since Perigee started'],
    problems: [
      problem(canned, 'unknown', ['Never answered since Perigee started', ': name lab-kafka does not resolve.'], {
        since: ago(canned, 60_000),
        href: '/sources',
        hrefLabel: 'See source',
      }),
    ],
    mode: null,
    release: null,
    controllerId: null,
    brokers: { up: null, expected: null, expectedBy: null },
    quorum: null,
    topics: null,
    partitions: null,
    replicas: null,
    offlinePartitions: null,
    underMinIsrPartitions: null,
    atMinIsrPartitions: null,
    atMinIsrByDesignPartitions: null,
    underReplicatedPartitions: null,
    reassigningPartitions: null,
    nonPreferredLeaders: null,
    rackViolations: null,
    survivableBrokerLosses: null,
    canLose: null,
    messagesInPerSecond: null,
    sizeBytes: null,
    trend: [],
    observedAt: null,
    ageMs: null,
    freshness: 'never',
  })
}
