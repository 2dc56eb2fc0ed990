import {
  type Assessment,
  atOnce,
  type ClusterFacts,
  OFFLINE,
  UNDER_MIN_ISR,
  UNDER_REPLICATED,
  UNKNOWN,
} from '@perigee/domain'
import { QUIET_RANK, worstRank } from '../partitions/conditions.ts'
import { replicationFactor } from '../partitions/replicas.ts'
import { settingsReader, type TopicSettings } from './settings.ts'

/**
 * What the topics list filters and sorts by, in columns by topic index; NaN = unknown. Made once per assessment:
 * no request makes an object per topic.
 */
export interface TopicTable {
  readonly assessment: Assessment
  readonly count: number
  readonly names: readonly string[]
  readonly internal: Uint8Array
  /** Rank of the worst finding, smaller = worse; see {@link topicRank}. */
  readonly rank: Uint8Array
  readonly partitions: Float64Array
  readonly replicationFactor: Float64Array
  readonly minIsr: Float64Array
  readonly offline: Uint32Array
  readonly underMinIsr: Uint32Array
  readonly underReplicated: Uint32Array
  readonly skew: Float64Array
  /** 1 = leaders are skewed: twice the fair share or more, and at least two above it. */
  readonly skewed: Uint8Array
  readonly retentionMs: Float64Array
  readonly retentionBytes: Float64Array
  readonly cleanup: readonly (string | null)[]
  readonly settings: readonly TopicSettings[]
}

/** Ranks of a topic after those of partition conditions that have a status: weaknesses that are no state. */
export const RANK_SKEWED = QUIET_RANK
export const RANK_WEAK = QUIET_RANK + 1
export const RANK_FINE = QUIET_RANK + 2

const tables = new WeakMap<Assessment, { readonly facts: ClusterFacts; readonly table: TopicTable }>()

/** The table of an assessment; made anew when the settings were read again. */
export function topicTable(assessment: Assessment, facts: ClusterFacts): TopicTable {
  return knownTable(assessment, facts) ?? atOnce(prepareTopicTable(assessment, facts))
}

function knownTable(assessment: Assessment, facts: ClusterFacts): TopicTable | undefined {
  const known = tables.get(assessment)
  return known?.facts.topicConfigs.value === facts.topicConfigs.value ? known?.table : undefined
}

/** Makes the table ahead, yielding between slices of a few milliseconds: of 10,000 topics it is too much for one piece. */
export function* prepareTopicTable(assessment: Assessment, facts: ClusterFacts): Generator<undefined, TopicTable> {
  const known = knownTable(assessment, facts)
  if (known !== undefined) return known
  const { topics } = assessment.topology
  const settingsOf = settingsReader(facts)
  const settings = topics.names.map(settingsOf)
  yield
  const numbers = (read: (t: number) => number) => {
    const values = new Float64Array(topics.count)
    for (let t = 0; t < topics.count; t += 1) values[t] = read(t)
    return values
  }
  const counted = countRows(assessment)
  yield
  const leaders = leaderColumns(assessment, facts)
  yield
  const rf = numbers((t) => smallestReplicationFactor(assessment, t))
  yield
  const minIsr = numbers((t) => minIsrOf(assessment, t))
  const rank = new Uint8Array(topics.count)
  for (let t = 0; t < topics.count; t += 1) {
    const weak = rf[t] === 1 || (minIsr[t] === 1 && (rf[t] ?? 0) >= 3) || settings[t]?.uncleanElection === true
    rank[t] = topicRank(assessment, t, { skewed: leaders.skewed[t] === 1, weak })
  }
  yield
  const table = {
    assessment,
    count: topics.count,
    names: topics.names,
    internal: topics.internal,
    rank,
    partitions: numbers((t) =>
      topics.errors[t] === 0 || rowsOf(assessment, t) > 0 ? rowsOf(assessment, t) : Number.NaN,
    ),
    replicationFactor: rf,
    minIsr,
    ...counted,
    ...leaders,
    retentionMs: numbers((t) => settings[t]?.retentionMs ?? Number.NaN),
    retentionBytes: numbers((t) => settings[t]?.retentionBytes ?? Number.NaN),
    cleanup: settings.map(({ cleanup }) => cleanup),
    settings,
  }
  tables.set(assessment, { facts, table })
  return table
}

/** Rank of a topic's worst finding: a condition of its partitions, else a refused description, else a weakness. */
function topicRank(
  { topology, topicFlags }: Assessment,
  topic: number,
  { skewed, weak }: { skewed: boolean; weak: boolean },
): number {
  const refused = (topology.topics.errors[topic] ?? 0) !== 0
  const rank = worstRank((topicFlags[topic] ?? 0) | (refused ? UNKNOWN : 0))
  if (rank < QUIET_RANK) return rank
  if (skewed) return RANK_SKEWED
  return weak ? RANK_WEAK : RANK_FINE
}

function rowsOf({ topology: { topics } }: Pick<Assessment, 'topology'>, t: number): number {
  return (topics.firstRow[t + 1] ?? 0) - (topics.firstRow[t] ?? 0)
}

function smallestReplicationFactor(assessment: Assessment, t: number): number {
  const { firstRow } = assessment.topology.topics
  let smallest = Number.NaN
  for (let row = firstRow[t] ?? 0; row < (firstRow[t + 1] ?? 0); row += 1) {
    const factor = replicationFactor(assessment, row)
    if (factor > 0 && !(factor >= smallest)) smallest = factor
  }
  return smallest
}

function minIsrOf({ topology, minIsr }: Assessment, t: number): number {
  const value = rowsOf({ topology }, t) === 0 ? -1 : (minIsr[topology.topics.firstRow[t] ?? 0] ?? -1)
  return value < 0 ? Number.NaN : value
}

function countRows({ topology, flags }: Assessment) {
  const { count } = topology.topics
  const columns = {
    offline: new Uint32Array(count),
    underMinIsr: new Uint32Array(count),
    underReplicated: new Uint32Array(count),
  }
  for (let row = 0; row < topology.partitions.count; row += 1) {
    const bits = flags[row] ?? 0
    if ((bits & (OFFLINE | UNDER_MIN_ISR | UNDER_REPLICATED)) === 0) continue
    const t = topology.partitions.topic[row] as number
    if ((bits & OFFLINE) !== 0) columns.offline[t] = (columns.offline[t] ?? 0) + 1
    if ((bits & UNDER_MIN_ISR) !== 0) columns.underMinIsr[t] = (columns.underMinIsr[t] ?? 0) + 1
    if ((bits & UNDER_REPLICATED) !== 0) columns.underReplicated[t] = (columns.underReplicated[t] ?? 0) + 1
  }
  return columns
}

/** Most leaders of a topic on one broker over its fair share, partitions over registered brokers rounded up. */
function leaderColumns({ topology, byBroker }: Assessment, facts: ClusterFacts) {
  const { count, firstRow } = topology.topics
  const brokers = facts.registry.value?.brokers.filter(({ registered }) => registered).length ?? byBroker.size
  const skew = new Float64Array(count).fill(Number.NaN)
  const skewed = new Uint8Array(count)
  const mostOf = leaderCounter(topology.partitions.leader)
  for (let t = 0; t < count; t += 1) {
    const from = firstRow[t] ?? 0
    const to = firstRow[t + 1] ?? 0
    const most = mostOf(from, to)
    if (most === 0) continue
    const fair = Math.ceil((to - from) / Math.max(1, brokers))
    skew[t] = most / fair
    skewed[t] = most >= 2 * fair && most - fair >= 2 ? 1 : 0
  }
  return { skew, skewed }
}

/** Counts the most rows of a range that one broker leads. Counters are by broker id and left at zero; large ids in a map. */
function leaderCounter(leader: Int32Array): (from: number, to: number) => number {
  const counts = new Uint32Array(DENSE_IDS)
  const sparse = new Map<number, number>()
  const add = (broker: number) => {
    if (broker >= DENSE_IDS) {
      sparse.set(broker, (sparse.get(broker) ?? 0) + 1)
      return sparse.get(broker) as number
    }
    counts[broker] = (counts[broker] as number) + 1
    return counts[broker] as number
  }
  return (from, to) => {
    let most = 0
    for (let row = from; row < to; row += 1) {
      const broker = leader[row] as number
      if (broker >= 0) most = Math.max(most, add(broker))
    }
    for (let row = from; row < to; row += 1) {
      const broker = leader[row] as number
      if (broker >= 0 && broker < DENSE_IDS) counts[broker] = 0
    }
    sparse.clear()
    return most
  }
}

const DENSE_IDS = 8_192
