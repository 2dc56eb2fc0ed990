import type { Change, ClusterSummary, Envelope, Overview, Sentence } from '@perigee/contract'
import { auditUs, neverSeen, ordersLegacy, paymentsEu, summary } from './canned-clusters.ts'
import { ago, answer, type Canned } from './canned-story.ts'

const CALM = ['clickstream-us', 'identity-eu', 'ledger-eu', 'logistics-eu', 'ml-features-eu', 'search-eu', 'search-us']

export function clustersOf(canned: Canned): ClusterSummary[] {
  const calm = CALM.map((name, at) => summary(canned, name, { brokers: upOf(6 + 3 * at) }))
  if (canned.story === 'first-run') return []
  if (canned.story === 'no-data') return [neverSeen(canned, 'lab')]
  if (canned.story === 'healthy') return calm
  const broken = [paymentsEu(canned), ordersLegacy(canned), auditUs(canned), busy(canned), edge(canned), ...calm]
  if (canned.story === 'broken') return broken
  return [
    ...broken,
    ...Array.from({ length: 38 }, (_, at) => summary(canned, `team-${String(at + 1).padStart(2, '0')}-eu`)),
  ]
}

const upOf = (up: number) => ({ up, expected: up, expectedBy: 'configured' as const })

const busy = (canned: Canned) =>
  summary(canned, 'clickstream-eu', {
    status: 'busy',
    reasons: ['48 partitions are being reassigned'],
    brokers: upOf(60),
    quorum: { up: 5, expected: 5, expectedBy: 'configured' },
    underReplicatedPartitions: 48,
    reassigningPartitions: 48,
    messagesInPerSecond: 2_140_000,
  })

const edge = (canned: Canned) =>
  summary(canned, 'edge-apac', {
    reasons: ['log directory sizes of broker 4 are not known'],
    brokers: upOf(9),
    canLose: '1 broker',
    sizeBytes: null,
    messagesInPerSecond: 54_000,
    rackViolations: null,
  })

function sentenceOf(canned: Canned): Sentence {
  if (canned.story === 'first-run')
    return { strong: '', rest: 'No cluster is configured yet.', status: 'off', lede: '' }
  if (canned.story === 'healthy')
    return { strong: '', rest: 'All 7 clusters are fine.', status: 'ok', lede: 'Every reading is less than 20 s old.' }
  if (canned.story === 'no-data')
    return {
      strong: 'lab cannot be seen',
      rest: ': it has never answered since Perigee started.',
      status: 'unknown',
      lede: '',
    }
  const many = clustersOf(canned).length
  return {
    strong: `2 of ${many} clusters need attention`,
    rest: ', and 1 cannot be seen.',
    status: 'critical',
    lede: 'payments-eu cannot survive another broker loss. orders-legacy runs on 2 of 3 ZooKeeper servers. audit-us has not answered for 4 minutes.',
  }
}

export function changesOf(canned: Canned): Change[] {
  if (canned.story !== 'broken' && canned.story !== 'many') return []
  const change = (minutes: number, cluster: string, status: Change['status'], text: string): Change => ({
    at: ago(canned, minutes * 60_000),
    cluster,
    status,
    text,
    href: `/c/${cluster}`,
  })
  return [
    change(4, 'audit-us', 'unknown', 'lost: no answer for 50 s'),
    change(4, 'clickstream-eu', 'busy', 'reassignment of 48 partitions began'),
    change(14, 'orders-legacy', 'warning', 'zk-2 stopped answering; leader still zk-1'),
    change(41, 'payments-eu', 'critical', '3 partitions offline, 9 under min ISR'),
    change(42, 'payments-eu', 'critical', 'broker 7 left the cluster'),
    change(44, 'payments-eu', 'warning', 'broker 11 fell out of the ISR of 25 partitions'),
    change(51, 'search-us', 'ok', 'back to OK: replicas in sync after 6 min'),
    change(57, 'search-us', 'busy', 'broker 4 restarted'),
  ]
}

export function cannedOverview(canned: Canned): Envelope<Overview['data']> {
  const clusters = clustersOf(canned)
  const agedMs =
    clusters.length === 0 ? 0 : canned.story === 'no-data' ? null : canned.story === 'healthy' ? 8_000 : 252_000
  return answer(
    canned,
    { sentence: sentenceOf(canned), clusters, changes: changesOf(canned), readOnly: true, version: '0.1.0' },
    agedMs,
  )
}
