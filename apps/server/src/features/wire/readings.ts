import type { ClusterFacts, Reading } from '@perigee/domain'
import type { UsedReading } from './freshness.ts'

/** The readings of a cluster by the name of the loop that takes them. */
export const SOURCES = {
  registry: 'kafka.registry',
  quorum: 'kafka.quorum',
  zookeeper: 'zookeeper',
  topology: 'kafka.topology',
  logDirs: 'kafka.log-dirs',
  topicConfigs: 'kafka.topic-configs',
  brokerConfigs: 'kafka.broker-configs',
  endOffsets: 'kafka.end-offsets',
} as const
export type ReadingName = keyof typeof SOURCES

/** Picks the readings that an answer rests on; `logDirs` stands for those of every broker. */
export function usedOf(
  facts: ClusterFacts,
  needed: readonly ReadingName[],
  helpful: readonly ReadingName[] = [],
): UsedReading[] {
  return [
    ...needed.flatMap((name) => named(facts, name, 'needed')),
    ...helpful.flatMap((name) => named(facts, name, 'helpful')),
  ]
}

/** A cluster has one keeper of its state: the loop of the other kind rests, and what it met before that was known is no failure. */
function rests({ registry }: ClusterFacts, name: ReadingName): boolean {
  const mode = registry.value?.mode
  return (name === 'zookeeper' && mode === 'kraft') || (name === 'quorum' && mode === 'zookeeper')
}

function named(facts: ClusterFacts, name: ReadingName, role: UsedReading['role']): UsedReading[] {
  const used = (reading: Reading<unknown>): UsedReading => ({
    source: SOURCES[name],
    cluster: facts.name,
    reading,
    role,
  })
  if (rests(facts, name)) return []
  return name === 'logDirs' ? [...facts.logDirs.values()].map(used) : [used(facts[name])]
}

/** When the oldest of the brokers' log directory readings was taken, epoch ms; undefined when none ever was. */
export function sizesObservedAt(facts: ClusterFacts): number | undefined {
  const times = [...facts.logDirs.values()].flatMap(({ observedAt }) => (observedAt === undefined ? [] : [observedAt]))
  return times.length === 0 ? undefined : Math.min(...times)
}

/** How often the slowest of those readings is meant to be taken, in ms; 0 when there is none. */
export function sizesIntervalMs(facts: ClusterFacts): number {
  return Math.max(0, ...[...facts.logDirs.values()].map(({ intervalMs }) => intervalMs))
}
