import type { BrokerCounts } from '../assessment.ts'
import { medianOf } from '../median.ts'
import { freshnessOf } from '../reading.ts'
import type { Status } from '../status.ts'
import { FULL_RATIO, usedRatio } from './disks.ts'
import type { Target } from './judgement.ts'
import type { Situation } from './situation.ts'

/** A sign of life takes a broker no work: past this its request queue or its network is in trouble. */
const SLOW_ANSWER_MS = 500

/** One number of a broker among its peers. */
export interface BrokerMeasure {
  readonly measure: string
  readonly unit: string
  readonly value: number | null
  readonly median: number | null
  /** 1 = most; equals share the better rank. Null when its own value is not known. */
  readonly rank: number | null
  /** Brokers whose value is known. */
  readonly of: number
  /** The other live brokers' known values. */
  readonly peers: readonly number[]
  readonly status: Status
  readonly target: Target | null
}

interface Definition {
  readonly measure: string
  readonly unit: string
  of(situation: Situation, broker: number): number | null
  status?(value: number): Status
  target?(broker: number): Target
}

const counted = (measure: string, unit: string, key: keyof BrokerCounts): Definition => ({
  measure,
  unit,
  of: ({ assessment }, broker) => {
    if (assessment === null) return null
    const counts = assessment.byBroker.get(broker)
    return counts === undefined ? (key === 'sizeBytes' || key === 'messagesInPerSecond' ? null : 0) : counts[key]
  },
})

const DEFINITIONS: readonly Definition[] = [
  {
    ...counted('Out of sync', 'replicas', 'outOfSync'),
    status: (value) => (value > 0 ? 'warning' : 'ok'),
    target: (broker) => ({ page: 'partitions', q: `out-of-sync:${broker}` }),
  },
  {
    measure: 'Fullest disk',
    unit: '%',
    of: fullestPercent,
    status: (value) => (value > FULL_RATIO * 100 ? 'warning' : 'ok'),
  },
  {
    ...counted('Leaders', 'partitions', 'leaders'),
    target: (broker) => ({ page: 'partitions', q: `leader:${broker}` }),
  },
  {
    ...counted('Replicas', 'replicas', 'replicas'),
    target: (broker) => ({ page: 'partitions', q: `broker:${broker}` }),
  },
  counted('Size', 'bytes', 'sizeBytes'),
  counted('Messages in', 'messages/s', 'messagesInPerSecond'),
  {
    measure: 'Answer time',
    unit: 'ms',
    of: ({ facts }, broker) => {
      const fact = facts.registry.value?.brokers.find(({ id }) => id === broker)
      return fact?.answered === true ? fact.latencyMs : null
    },
    status: (value) => (value > SLOW_ANSWER_MS ? 'warning' : 'ok'),
  },
]

/** How a broker compares with the live ones; worst status first, then as listed. */
export function brokerMeasures(
  situation: Situation,
  broker: number,
  live: readonly number[],
): readonly BrokerMeasure[] {
  const order: readonly Status[] = ['critical', 'warning', 'unknown']
  const rank = ({ status }: BrokerMeasure) => (order.includes(status) ? order.indexOf(status) : order.length)
  return DEFINITIONS.map((definition) => measureOf(situation, { definition, broker, live })).sort(
    (a, b) => rank(a) - rank(b),
  )
}

function measureOf(
  situation: Situation,
  { definition, broker, live }: { definition: Definition; broker: number; live: readonly number[] },
): BrokerMeasure {
  const value = definition.of(situation, broker)
  const peers = live
    .filter((id) => id !== broker)
    .map((id) => definition.of(situation, id))
    .filter((peer) => peer !== null)
  const all = value === null ? peers : [...peers, value]
  return {
    measure: definition.measure,
    unit: definition.unit,
    value,
    median: medianOf([...all].sort((a, b) => a - b)),
    rank: value === null ? null : all.filter((other) => other > value).length + 1,
    of: all.length,
    peers,
    status: value === null ? 'unknown' : (definition.status?.(value) ?? 'ok'),
    target: value !== null && value > 0 && definition.target ? definition.target(broker) : null,
  }
}

function fullestPercent({ facts, now }: Situation, broker: number): number | null {
  const reading = facts.logDirs.get(broker)
  if (reading?.value === undefined || freshnessOf(reading, now) === 'lost') return null
  const ratios = reading.value.dirs.map(usedRatio).filter((ratio) => ratio !== null)
  return ratios.length === 0 ? null : Math.max(...ratios) * 100
}
