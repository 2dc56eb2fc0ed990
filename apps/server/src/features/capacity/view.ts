import type { Capacity, CapacityDisk, Sentence } from '@perigee/contract'
import { type Ending, project } from '@perigee/domain'
import type { ClusterState } from '../../facts/state.ts'
import { freshnessOfAnswer } from '../wire/freshness.ts'
import { usedOf } from '../wire/readings.ts'
import { instantOf, listWords, plural } from '../wire/words.ts'
import { diskWires } from './disks.ts'
import type { Growths } from './histories.ts'
import { type TopicRow, topicRows, topicWires } from './topics.ts'
import { daysWords, fullWire, growthWire, restsWords, windowWords } from './words.ts'

/** How fast a cluster fills, and when it is full: by disk, by topic and as a whole. */
export function capacityView(cluster: ClusterState, now: number, growths: Growths): Capacity {
  const { facts, assessment } = cluster
  const rows = topicRows(cluster, growths)
  const disks = diskWires(cluster, rows, growths)
  const overMs = growths.cluster?.overMs ?? null
  return {
    data: {
      sentence: sentenceOf(disks, overMs),
      window: {
        text: overMs === null ? 'less than an hour' : windowWords(overMs),
        ms: overMs,
        from: overMs === null ? null : instantOf(now - overMs),
      },
      cluster: wholeOf(cluster, { disks, growths, rows }),
      disks,
      topics: topicWires(cluster, rows, growths),
      topicsMeasured: growths.topicsMeasured,
      topicsAll: assessment?.counts.topics ?? 0,
      unknownBrokers: [...cluster.judgement(now).disks.unknownBrokers],
    },
    freshness: freshnessOfAnswer(usedOf(facts, ['registry', 'logDirs'], ['topology', 'topicConfigs']), now),
  }
}

interface Parts {
  readonly disks: readonly CapacityDisk[]
  readonly growths: Growths
  readonly rows: readonly TopicRow[]
}

/** All volumes together: true only where replicas may be moved to wherever there is room. */
function wholeOf({ assessment }: ClusterState, { disks, growths, rows }: Parts): Capacity['data']['cluster'] {
  const usableBytes = sum(disks.map((disk) => disk.usableBytes))
  const endings = rows.flatMap(({ bytesPerDay, level }): Ending[] =>
    level.kind === 'levels-off' ? [{ bytesPerDay, inDays: level.inDays }] : [],
  )
  const rests = restsWords(growths.cluster?.overMs ?? null, endings.length)
  const spread = growths.cluster === null ? rests : `${rests}; replicas are moved to where there is room`
  return {
    ...fullWire(project({ usableBytes, growth: growths.cluster, endings }), spread),
    sizeBytes: assessment === null ? null : sum([...assessment.byBroker.values()].map(({ sizeBytes }) => sizeBytes)),
    totalBytes: sum(disks.map((disk) => disk.totalBytes)),
    usableBytes,
    growth: growthWire(growths.cluster, 'less than an hour of history, or a broker does not tell its sizes'),
  }
}

/** Null as soon as one is not known: a part would look like room that is lost. */
function sum(values: readonly (number | null)[]): number | null {
  if (values.length === 0) return null
  return values.reduce<number | null>((all, value) => (all === null || value === null ? null : all + value), 0)
}

function sentenceOf(disks: readonly CapacityDisk[], overMs: number | null): Sentence {
  const [first] = disks
  if (first === undefined)
    return {
      strong: 'No disk is known',
      rest: '.',
      status: 'unknown',
      lede: 'No broker has told its log directories yet.',
    }
  const lede = overMs === null ? '' : `${capital(first.assumption)}.`
  if (first.days !== null) {
    const soon = disks.filter(({ status }) => status === 'warning' || status === 'critical')
    const others = soon.length > 1 ? `; so are ${plural(soon.length - 1, 'more disk')} within two weeks` : ''
    const range = first.earliestDays === null ? '' : `, at the earliest in ${daysWords(first.earliestDays)}`
    const strong = `Broker ${first.broker} has a full disk in ${daysWords(first.days)}`
    return { strong, rest: `: ${first.path}${range}${others}.`, status: first.status, lede }
  }
  const unknown = disks.filter(({ status }) => status === 'unknown')
  if (unknown.length === disks.length) {
    const why = overMs === null ? 'there is less than an hour of history' : 'brokers do not tell their free space'
    return { strong: 'When disks are full is not known', rest: `: ${why}.`, status: 'unknown', lede: '' }
  }
  const offline = disks.filter(({ word }) => word === 'Offline')
  const rest =
    offline.length === 0
      ? '.'
      : `; ${listWords(offline.map(({ broker, path }) => `${path} of broker ${broker}`))} offline.`
  return { strong: 'No disk fills within ten years', rest, status: unknown.length > 0 ? 'unknown' : 'ok', lede }
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
