// Payments across three data centres: KRaft with controllers of its own, a cluster as it is built today.
import type { ClusterSpec, GroupSpec } from '../../world/cluster-spec.ts'
import type { Random } from '../../world/random.ts'
import type { DailyCurve } from '../../world/traffic.ts'
import { diskBytesFor, type TopicRow, topicSpecs } from '../topic-row.ts'
import { connectTopics, serviceTopics, streamsTopics, tableTopics } from './families.ts'

const HOUR_MS = 3_600_000
const DISKS = 12

const SERVICES: readonly (readonly [domain: string, rate: number, wide: number])[] = [
  ['payments.captures', 180, 24],
  ['payments.refunds', 20, 12],
  ['payments.chargebacks', 2, 6],
  ['payments.settlements', 60, 12],
  ['ledger.postings', 320, 24],
  ['ledger.balances', 140, 24],
  ['fraud.signals', 260, 24],
  ['fraud.decisions', 150, 12],
  ['kyc.checks', 6, 6],
  ['cards.tokens', 35, 12],
  ['cards.limits', 12, 6],
  ['wallets.movements', 90, 12],
  ['payouts.batches', 3, 6],
  ['sepa.transfers', 25, 12],
  ['risk.exposure', 45, 12],
  ['merchants.profiles', 4, 6],
  ['notifications.outbound', 70, 12],
  ['issuing.cards', 16, 24],
  ['acquiring.terminals', 130, 24],
  ['loyalty.points', 28, 24],
  ['subscriptions.renewals', 9, 24],
  ['checkout.sessions', 190, 24],
  ['tax.reports', 1, 12],
]

const OTHERS: readonly TopicRow[] = [
  { name: 'payments.authorizations.v3', partitions: 48, rate: 620, recordBytes: 740, keep: 72 },
  { name: 'payments.authorizations.v2', partitions: 24, rate: 4, recordBytes: 700, keep: 72 },
  { name: 'fx.rates.live', partitions: 6, rate: 240, recordBytes: 90, keep: 2 },
  { name: 'audit.trail', partitions: 12, rate: 110, recordBytes: 420, keep: 24 * 30 },
  { name: 'clickstream.checkout', partitions: 24, rate: 480, recordBytes: 310, keep: 12, rf: 2, minIsr: 1 },
  { name: 'metrics.app', partitions: 24, rate: 700, recordBytes: 120, keep: 3, rf: 2, minIsr: 1 },
  { name: 'logs.gateway', partitions: 12, rate: 350, recordBytes: 380, keep: 6, rf: 2, minIsr: 1 },
  { name: '_schemas', partitions: 1, keep: 'compact', rate: 0.001 },
  { name: '__transaction_state', partitions: 50, keep: 'compact', rate: 40, recordBytes: 130, isInternal: true },
  // Left over, yet made with care: any data centre may go.
  { name: 'tmp-migration-2023', partitions: 6, rate: 0 },
  { name: 'loadtest', partitions: 12, rf: 2, minIsr: 1, rate: 0, keep: 24 },
  { name: 'poc.ml-features', partitions: 6, rf: 2, minIsr: 1, rate: 1.5, keep: 48 },
  { name: 'payments.events', partitions: 12, rate: 0, keep: 168 },
]

const TABLES = ['accounts', 'merchants', 'contracts', 'cards', 'fees', 'countries', 'currencies', 'disputes', 'ledgers']

const GROUPS: readonly GroupSpec[] = [
  {
    id: 'fraud-scoring',
    type: 'consumer',
    topics: ['payments.authorizations.v3', 'fraud.signals.events.v2'],
    members: 6,
    lagMs: 400,
  },
  {
    id: 'ledger-writer',
    type: 'classic',
    topics: ['payments.captures.events.v2', 'payments.refunds.events.v2', 'payments.settlements.events.v2'],
    members: 4,
    lagMs: 900,
    hasStaticMembers: true,
  },
  { id: 'authorization-archive', type: 'classic', topics: ['payments.authorizations.v3'], members: 3, lagMs: 45_000 },
  {
    id: 'settlement-batch',
    type: 'classic',
    topics: ['payments.settlements.events.v2', 'ledger.postings.events.v2'],
    members: 2,
    lagMs: 1_800_000,
  },
  {
    id: 'balance-projector',
    type: 'classic',
    topics: ['ledger.postings.events.v2'],
    members: 6,
    lagMs: 700,
    protocol: 'cooperative-sticky',
  },
  {
    id: 'wallet-api',
    type: 'consumer',
    topics: ['wallets.movements.events.v2', 'ledger.balances.events.v2'],
    members: 4,
    lagMs: 300,
  },
  { id: 'risk-engine', type: 'consumer', topics: ['risk.exposure.events.v2', 'fx.rates.live'], members: 3, lagMs: 250 },
  {
    id: 'notification-sender',
    type: 'classic',
    topics: ['notifications.outbound.events.v2'],
    members: 3,
    lagMs: 1_500,
  },
  {
    id: 'sepa-gateway',
    type: 'classic',
    topics: ['sepa.transfers.events.v2', 'sepa.transfers.commands.v1'],
    members: 2,
    lagMs: 600,
  },
  { id: 'card-token-cache', type: 'classic', topics: ['cards.tokens.state-changelog'], members: 2, lagMs: 500 },
  {
    id: 'audit-to-s3',
    type: 'classic',
    topics: ['audit.trail'],
    members: 2,
    lagMs: 120_000,
    protocolType: 'connect',
    protocol: 'sessioned',
  },
  {
    id: 'connect-payments',
    type: 'classic',
    topics: [],
    members: 3,
    lagMs: 0,
    protocolType: 'connect',
    protocol: 'sessioned',
  },
  { id: 'checkout-analytics', type: 'classic', topics: ['clickstream.checkout'], members: 4, lagMs: 8_000 },
  { id: 'grafana-agent', type: 'classic', topics: ['metrics.app'], members: 2, lagMs: 2_000 },
  { id: 'log-shipper', type: 'classic', topics: ['logs.gateway'], members: 2, lagMs: 3_000 },
  { id: 'chargeback-desk', type: 'classic', topics: ['payments.chargebacks.events.v2'], members: 1, lagMs: 4_000 },
  { id: 'kyc-worker', type: 'consumer', topics: ['kyc.checks.commands.v1'], members: 2, lagMs: 800 },
  {
    id: 'dlq-watch',
    type: 'classic',
    topics: ['payments.captures.dlq', 'ledger.postings.dlq', 'fraud.signals.dlq', 'sepa.transfers.dlq'],
    members: 1,
    lagMs: 1_000,
  },
  {
    id: 'fraud-training-2024',
    type: 'classic',
    topics: ['fraud.decisions.events.v2'],
    members: 0,
    lagMs: 40 * HOUR_MS,
  },
  {
    id: 'console-consumer-48213',
    type: 'classic',
    topics: ['payments.refunds.events.v2'],
    members: 0,
    lagMs: 9 * HOUR_MS,
  },
]

export function paymentsEu({ random, now }: { random: Random; now: number }): ClusterSpec {
  const hour = (at: number) => at * HOUR_MS
  const curves: readonly DailyCurve[] = [
    { amplitude: 0.55, peakMs: hour(13) },
    { amplitude: 0.65, peakMs: hour(17) },
    { amplitude: 0.25, peakMs: hour(20) },
  ]
  const rows: readonly TopicRow[] = [
    ...OTHERS,
    ...SERVICES.flatMap(([domain, rate, wide]) =>
      serviceTopics(domain, { rate, wide, recordBytes: 280 + random.below(420) }),
    ),
    ...streamsTopics('fraud-aggregates', { wide: 24, rate: 120 }),
    ...streamsTopics('merchant-turnover', { wide: 12, rate: 40 }),
    ...connectTopics('connect-payments', 3),
    ...tableTopics('core-db', TABLES, 30),
  ]
  const topics = topicSpecs(rows, { random, now, curves })
  return {
    name: 'payments-eu',
    mode: 'kraft',
    release: '4.1',
    dataCentres: ['eu-west', 'eu-central', 'eu-north'].map((name) => ({
      name,
      // Brokers name their data centre as their rack, so that no two replicas of a partition share one.
      racks: [name],
      brokers: 2,
      controllers: 1,
    })),
    topics,
    groups: GROUPS,
    logDirsPerBroker: 2,
    exporterRules: 'example-rules',
    hasHostExporters: true,
    diskBytes: diskBytesFor(topics, DISKS),
  }
}
