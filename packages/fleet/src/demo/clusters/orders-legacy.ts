// Orders of a shop: ZooKeeper mode, grown over years, names of every fashion.
import type { ClusterSpec, GroupSpec } from '../../world/cluster-spec.ts'
import type { Random } from '../../world/random.ts'
import { diskBytesFor, type TopicRow, topicSpecs } from '../topic-row.ts'
import { connectTopics, serviceTopics, tableTopics } from './families.ts'

const HOUR_MS = 3_600_000
const DISKS = 6

const SERVICES: readonly (readonly [domain: string, rate: number, wide: number])[] = [
  ['orders.fulfilment', 45, 12],
  ['shipping.labels', 12, 6],
  ['inventory.movements', 80, 12],
  ['returns.parcels', 5, 6],
  ['catalog.products', 22, 12],
  ['customers.profiles', 18, 12],
  ['suppliers.orders', 6, 12],
  ['promotions.coupons', 14, 12],
  ['reviews.ratings', 3, 12],
  ['delivery.slots', 20, 12],
]

const OTHERS: readonly TopicRow[] = [
  { name: 'orders.created.v2', partitions: 24, rate: 140, recordBytes: 1_100, keep: 168 },
  { name: 'ORDERS_OUT', partitions: 12, rate: 60, recordBytes: 1_600, keep: 72, minIsr: 3 },
  { name: 'ORDERS_OUT_ERR', partitions: 1, rate: 0.02, keep: 24 * 30, rf: 2, minIsr: 1 },
  { name: 'order_status', partitions: 12, rate: 95, recordBytes: 260, keep: 'compact' },
  { name: 'basket-events', partitions: 24, rate: 210, recordBytes: 340, keep: 24, rf: 2, minIsr: 1 },
  { name: 'price-updates', partitions: 12, rate: 75, recordBytes: 150, keep: 'compact' },
  { name: 'stock-snapshot', partitions: 6, rate: 15, recordBytes: 2_400, keep: 48 },
  { name: 'mail.outbound', partitions: 6, rate: 9, recordBytes: 3_000, keep: 72 },
  { name: 'erp-bridge-in', partitions: 3, rate: 12, recordBytes: 5_200, keep: 168, minIsr: 1 },
  { name: 'erp-bridge-out', partitions: 3, rate: 8, recordBytes: 4_800, keep: 168, minIsr: 1 },
  { name: 'search-index-feed', partitions: 12, rate: 33, recordBytes: 900, keep: 24 },
  { name: 'recommendations.training', partitions: 12, rate: 55, recordBytes: 420, keep: 336, rf: 2, minIsr: 1 },
  { name: 'web-tracking', partitions: 24, rate: 380, recordBytes: 280, keep: 12, rf: 2, minIsr: 1 },
  { name: '_schemas', partitions: 1, keep: 'compact', rate: 0.001 },
  { name: '__transaction_state', partitions: 50, keep: 'compact', rate: 4, recordBytes: 130, isInternal: true },
  { name: 'test', partitions: 1, rf: 1 },
  { name: 'test2', partitions: 3, rf: 1 },
  { name: 'karl-debug', partitions: 1, rf: 1, rate: 0.3, keep: 24 },
  { name: 'old-catalog-export', partitions: 6, rf: 1, rate: 0.5, keep: 72 },
  { name: 'xmas-2019-load', partitions: 12, rf: 2, minIsr: 1 },
]

const TABLES = ['orders', 'order_lines', 'customers', 'addresses', 'articles', 'suppliers', 'warehouses', 'invoices']
const STORES = ['de', 'at', 'ch', 'nl', 'be', 'fr', 'it', 'es', 'pl', 'cz', 'dk', 'se']

const GROUPS: readonly GroupSpec[] = [
  {
    id: 'warehouse-sync',
    type: 'classic',
    topics: ['orders.created.v2', 'inventory.movements.events.v2'],
    members: 4,
    lagMs: 1_200,
  },
  { id: 'mailer', type: 'classic', topics: ['mail.outbound', 'order_status'], members: 2, lagMs: 2_500 },
  { id: 'erp-bridge', type: 'classic', topics: ['ORDERS_OUT', 'erp-bridge-in'], members: 2, lagMs: 15_000 },
  {
    id: 'search-indexer',
    type: 'classic',
    topics: ['search-index-feed', 'catalog.products.events.v2', 'price-updates'],
    members: 3,
    lagMs: 3_000,
  },
  {
    id: 'recommender',
    type: 'classic',
    topics: ['basket-events', 'web-tracking'],
    members: 6,
    lagMs: 5_000,
    protocol: 'roundrobin',
  },
  { id: 'shipping-labels', type: 'classic', topics: ['shipping.labels.commands.v1'], members: 2, lagMs: 800 },
  { id: 'returns-desk', type: 'classic', topics: ['returns.parcels.events.v2'], members: 1, lagMs: 2_000 },
  {
    id: 'stock-reconciler',
    type: 'classic',
    topics: ['stock-snapshot', 'inventory.movements.events.v2'],
    members: 2,
    lagMs: 900_000,
  },
  {
    id: 'connect-orders',
    type: 'classic',
    topics: [],
    members: 2,
    lagMs: 0,
    protocolType: 'connect',
    protocol: 'compatible',
  },
  { id: 'bi-nightly', type: 'classic', topics: ['orders.created.v2', 'ORDERS_OUT'], members: 0, lagMs: 14 * HOUR_MS },
  { id: 'KafkaExampleConsumer', type: 'classic', topics: ['test'], members: 0, lagMs: 24 * HOUR_MS },
]

export function ordersLegacy({ random, now }: { random: Random; now: number }): ClusterSpec {
  const rows: readonly TopicRow[] = [
    ...OTHERS,
    ...SERVICES.flatMap(([domain, rate, wide]) =>
      serviceTopics(domain, { rate, wide, recordBytes: 300 + random.below(600) }),
    ),
    ...STORES.flatMap((store): TopicRow[] => [
      { name: `store.${store}.sales`, partitions: 6, rate: 6, keep: 168 },
      { name: `store.${store}.prices`, partitions: 3, rate: 1, keep: 'compact' },
    ]),
    ...connectTopics('connect-orders', 3),
    ...tableTopics('shop-db', TABLES, 25),
  ]
  const topics = topicSpecs(rows, {
    random,
    now,
    curves: [
      { amplitude: 0.7, peakMs: 19 * HOUR_MS },
      { amplitude: 0.5, peakMs: 12 * HOUR_MS },
    ],
  })
  return {
    name: 'orders-legacy',
    mode: 'zookeeper',
    release: '3.9',
    dataCentres: [{ name: 'fra1', racks: ['fra1-r1', 'fra1-r2', 'fra1-r3'], brokers: 3, zookeeper: 3 }],
    topics,
    groups: GROUPS,
    fourLetterWords: ['srvr', 'ruok', 'mntr', 'conf', 'cons', 'dump', 'isro', 'wchs'],
    logDirsPerBroker: 2,
    // Older agents with Confluent's rules, and no node exporters.
    exporterRules: 'confluent-rules',
    exporterGeneration: '0.x',
    diskBytes: diskBytesFor(topics, DISKS),
  }
}
