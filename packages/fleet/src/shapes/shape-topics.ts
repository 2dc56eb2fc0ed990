import type { TopicSpec } from '../world/operations/topics.ts'
import type { Random } from '../world/random.ts'

const DOMAINS = [
  'orders',
  'payments',
  'billing',
  'shipping',
  'catalog',
  'customers',
  'fraud',
  'search',
  'pricing',
  'risk',
]
const ENTITIES = ['invoice', 'cart', 'refund', 'parcel', 'price', 'session', 'address', 'quote', 'stock', 'device']
const EVENTS = ['created', 'changed', 'deleted', 'enriched', 'dlq', 'retry', 'changelog', 'snapshot']
/** Most topics are small, a few are wide: what clusters that grew over years look like. */
const WIDTHS: readonly (readonly [partitions: number, share: number])[] = [
  [1, 0.28],
  [2, 0.08],
  [3, 0.17],
  [6, 0.17],
  [12, 0.18],
  [24, 0.08],
  [48, 0.03],
  [96, 0.01],
]
const QUIET_SHARE = 0.35
const RETENTIONS_MS = [3_600_000, 86_400_000, 604_800_000]

export interface TopicsWish {
  readonly topics: number
  readonly partitions: number
  readonly replicationFactor: number
  /** Epoch ms of the first records. */
  readonly since: number
}

/** Topics with believable names and widths; exactly as many of both as asked. */
export function shapeTopics(random: Random, wish: TopicsWish): readonly TopicSpec[] {
  const { topics, partitions, replicationFactor, since } = wish
  return exactWidths(random, topics, partitions).map((width, i) => ({
    name: nameOf(i),
    partitions: width,
    replicationFactor,
    configs: configsOf(random, i),
    // Heavy-tailed: a few topics carry most of the traffic, a third carries none.
    ratePerSecond: random.next() < QUIET_SHARE ? 0 : width * 0.2 * (1 / (0.02 + random.next())) ** 1.2,
    recordBytes: 120 + random.below(900),
    curve: { amplitude: 0.6, peakMs: 43_200_000 + random.below(7_200_000) },
    since,
  }))
}

function nameOf(i: number): string {
  const domain = DOMAINS[i % DOMAINS.length]
  const entity = ENTITIES[Math.floor(i / DOMAINS.length) % ENTITIES.length]
  const event = EVENTS[Math.floor(i / (DOMAINS.length * ENTITIES.length)) % EVENTS.length]
  const version = 1 + Math.floor(i / (DOMAINS.length * ENTITIES.length * EVENTS.length))
  return `${domain}.${entity}.${event}.v${version}`
}

function configsOf(random: Random, i: number): Readonly<Record<string, string>> {
  if (i % 11 === 3) return { 'cleanup.policy': 'compact', 'min.insync.replicas': '2' }
  return {
    'retention.ms': String(random.pick(RETENTIONS_MS)),
    ...(i % 5 === 0 ? {} : { 'min.insync.replicas': '2' }),
  }
}

/** Widths drawn by share, then one by one made larger or smaller until their sum is right. */
function exactWidths(random: Random, count: number, sum: number): number[] {
  const drawn = Array.from({ length: count }, () => widthAt(random.next()))
  const scale = sum / drawn.reduce((a, b) => a + b, 0)
  const widths = drawn.map((width) => Math.max(1, Math.round(width * scale)))
  let left = sum - widths.reduce((a, b) => a + b, 0)
  for (let i = 0; left !== 0; i = (i + 1) % count) {
    const step = Math.sign(left)
    if ((widths[i] ?? 0) + step < 1) continue
    widths[i] = (widths[i] ?? 0) + step
    left -= step
  }
  return widths
}

function widthAt(chance: number): number {
  let passed = 0
  for (const [width, share] of WIDTHS) {
    passed += share
    if (chance < passed) return width
  }
  return 1
}
