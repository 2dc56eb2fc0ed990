import type { Capacity, Envelope, Full, GrowthWire } from '@perigee/contract'
import { answer, type Canned } from './canned-story.ts'

const DAY = 1e9
const TIB = 1024 ** 4

const growth = (bytesPerDay: number): GrowthWire => ({
  bytesPerDay,
  lowBytesPerDay: bytesPerDay * 0.8,
  highBytesPerDay: bytesPerDay * 1.3,
  overMs: 6 * 3_600_000,
  text: `grows by ${Math.round(bytesPerDay / DAY)} GB a day, over the past 6 h`,
})
const NO_GROWTH: GrowthWire = {
  bytesPerDay: null,
  lowBytesPerDay: null,
  highBytesPerDay: null,
  overMs: null,
  text: 'too little history: 4 min of 30 min',
}

function fullOf(free: number, bytesPerDay: number | null): Full {
  if (bytesPerDay === null)
    return {
      status: 'unknown',
      word: 'Not known',
      days: null,
      earliestDays: null,
      latestDays: null,
      assumption: 'Too little history to tell.',
    }
  const days = free / bytesPerDay
  return {
    status: days < 7 ? 'critical' : days < 30 ? 'warning' : 'ok',
    word: `Full in ${Math.round(days)} d`,
    days,
    earliestDays: days / 1.3,
    latestDays: days / 0.8,
    assumption:
      'Assumes that the coming days grow like the past 6 h, and that what is not Kafka’s stays as large as it is.',
  }
}

export function cannedCapacity(canned: Canned, cluster: string): Envelope<Capacity['data']> {
  const known = canned.story !== 'no-data'
  const troubled = canned.story === 'broken'
  const disks = Array.from({ length: known ? 24 : 0 }, (_, at) => at + 1)
    .filter((broker) => !(troubled && broker === 7))
    .map((broker) => {
      const used = 0.52 + (broker % 9) * 0.025 + (broker === 18 ? 0.15 : 0)
      const perDay = broker === 18 ? 50 * DAY : broker === 5 ? null : (10 + (broker % 5) * 4) * DAY
      const free = (1 - used) * 4 * TIB
      return {
        ...fullOf(free, perDay),
        broker,
        path: '/data1',
        href: `/c/${cluster}/brokers/${broker}`,
        totalBytes: 4 * TIB,
        usableBytes: free,
        usedRatio: used,
        replicaBytes: used * 4 * TIB * 0.97,
        growth: perDay === null ? NO_GROWTH : growth(perDay),
      }
    })
    .toSorted((a, b) => (a.days ?? 1e9) - (b.days ?? 1e9))
  const topic = (name: string, perDay: number, size: number, levels: number | null) => ({
    topic: name,
    href: `/c/${cluster}/topics/${name}`,
    sizeBytes: size,
    growth: growth(perDay),
    share: perDay / (360 * DAY),
    levelsOffAtBytes: levels === null ? null : size + perDay * levels,
    levelsOffInDays: levels,
    text: levels === null ? 'compacted: its growth depends on its keys' : 'kept 7 d, of which 31 h are there',
  })
  return answer(canned, {
    sentence: known
      ? {
          strong: troubled ? 'Broker 18 is full in 29 d' : '',
          rest: troubled ? '; the others last longer.' : 'No disk is full within 90 days.',
          status: troubled ? 'warning' : 'ok',
          lede: 'By the growth of the past 6 h.',
        }
      : { strong: 'Nothing is known of the disks yet', rest: '.', status: 'unknown', lede: '' },
    window: { text: 'the past 6 h', ms: 6 * 3_600_000, from: null },
    cluster: {
      ...fullOf(36 * TIB, known ? 360 * DAY : null),
      sizeBytes: known ? 58 * TIB : null,
      totalBytes: known ? 96 * TIB : null,
      usableBytes: known ? 36 * TIB : null,
      growth: known ? growth(360 * DAY) : NO_GROWTH,
    },
    disks,
    topics: known
      ? [
          topic('ledger.postings', 120 * DAY, 8.2 * TIB, null),
          topic('payments.captured', 61 * DAY, 3.1 * TIB, 5.7),
          topic('clicks.raw', 44 * DAY, 0.8 * TIB, 2),
        ]
      : [],
    topicsMeasured: known ? 500 : 0,
    topicsAll: known ? 812 : 0,
    unknownBrokers: troubled ? [7] : [],
  })
}
