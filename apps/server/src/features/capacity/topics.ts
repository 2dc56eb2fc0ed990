import type { CapacityTopic } from '@perigee/contract'
import { type TopicLevel, topicIndex, topicLevel } from '@perigee/domain'
import { urlOf } from '@perigee/links'
import type { ClusterState } from '../../facts/state.ts'
import { settingsReader } from '../topics/settings.ts'
import type { Growths } from './histories.ts'
import { growthWire, levelWords } from './words.ts'

const MOST = 100

export interface TopicRow {
  readonly topic: string
  readonly sizeBytes: number | null
  readonly bytesPerDay: number
  readonly level: TopicLevel
  readonly text: string
}

/** Where the growth of every topic with a history leads, fastest first. */
export function topicRows({ assessment, facts }: ClusterState, { byTopic }: Growths): readonly TopicRow[] {
  if (assessment === null) return []
  const { topology, topicSizeBytes, topicSizePartial } = assessment
  const settingsOf = settingsReader(facts)
  const rows = [...byTopic].flatMap(([topic, growth]): TopicRow[] => {
    const index = topicIndex(topology.topics, topic)
    if (index < 0) return []
    const size = topicSizePartial[index] === 1 ? null : (topicSizeBytes[index] ?? null)
    const sizeBytes = size === null || Number.isNaN(size) ? null : size
    const first = topology.topics.firstRow[index] as number
    const last = topology.topics.firstRow[index + 1] as number
    const { firstReplica } = topology.partitions
    const replicas = (firstReplica[last] as number) - (firstReplica[first] as number)
    const settings = settingsOf(topic)
    const level = topicLevel({ ...settings, sizeBytes, growth, replicas })
    return [{ topic, sizeBytes, bytesPerDay: growth.bytesPerDay, level, text: levelWords(level, settings) }]
  })
  return rows.sort((a, b) => b.bytesPerDay - a.bytesPerDay || (a.topic < b.topic ? -1 : 1))
}

export function topicWires(cluster: ClusterState, rows: readonly TopicRow[], growths: Growths): CapacityTopic[] {
  const whole = growths.cluster?.bytesPerDay ?? 0
  return rows.slice(0, MOST).map(({ topic, sizeBytes, bytesPerDay, level, text }) => ({
    topic,
    href: urlOf({ kind: 'topic', cluster: cluster.name, topic }),
    sizeBytes,
    growth: growthWire(growths.byTopic.get(topic) ?? null, 'less than an hour of history'),
    share: whole > 0 && bytesPerDay > 0 ? Math.min(1, bytesPerDay / whole) : null,
    levelsOffAtBytes: level.kind === 'levels-off' ? level.atBytes : null,
    levelsOffInDays: level.kind === 'levels-off' ? level.inDays : null,
    text,
  }))
}
