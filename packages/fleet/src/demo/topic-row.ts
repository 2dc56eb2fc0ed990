import type { TopicSpec } from '../world/operations/topics.ts'
import type { Random } from '../world/random.ts'
import type { DailyCurve } from '../world/traffic.ts'

/** A topic of the demo in one line. */
export interface TopicRow {
  readonly name: string
  readonly partitions: number
  /** Default 3. */
  readonly rf?: number
  /** Records per second, the mean of a day. Default 0. */
  readonly rate?: number
  readonly recordBytes?: number
  /** Hours; `compact` keeps the last record of every key instead. Default the broker's week. */
  readonly keep?: number | 'compact'
  /** `min.insync.replicas`. Default 2, 1 where there is one replica. */
  readonly minIsr?: number
  readonly configs?: Readonly<Record<string, string>>
  readonly isInternal?: boolean
}

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

/** The specs of these topics: created months ago, following one of the curves. */
export function topicSpecs(
  rows: readonly TopicRow[],
  { random, now, curves }: { random: Random; now: number; curves: readonly DailyCurve[] },
): readonly TopicSpec[] {
  return rows.map((row) => ({
    name: row.name,
    partitions: row.partitions,
    replicationFactor: row.rf ?? 3,
    isInternal: row.isInternal ?? false,
    ratePerSecond: (row.rate ?? 0) * (0.85 + 0.3 * random.next()),
    recordBytes: row.recordBytes ?? 250 + random.below(500),
    curve: random.pick(curves),
    since: now - (40 + random.below(200)) * DAY_MS,
    configs: configsOf(row),
  }))
}

function configsOf({ keep, minIsr, rf = 3, configs }: TopicRow): Readonly<Record<string, string>> {
  const least = minIsr ?? (rf > 1 ? 2 : 1)
  return {
    ...(least === 1 ? {} : { 'min.insync.replicas': String(least) }),
    ...(keep === 'compact' ? { 'cleanup.policy': 'compact' } : {}),
    ...(typeof keep === 'number' ? { 'retention.ms': String(keep * HOUR_MS) } : {}),
    ...configs,
  }
}

/** What a disk must hold so that these topics fill about half of it, in bytes, as disks are sold. */
export function diskBytesFor(topics: readonly TopicSpec[], disks: number): number {
  const bytes = topics.reduce((sum, { ratePerSecond = 0, recordBytes = 0, replicationFactor, configs }) => {
    const keptSeconds = Number(configs?.['retention.ms'] ?? 7 * DAY_MS) / 1_000
    return sum + ratePerSecond * recordBytes * keptSeconds * replicationFactor
  }, 0)
  const step = 25e9
  return Math.ceil(((bytes / disks) * 1.9) / step) * step
}
