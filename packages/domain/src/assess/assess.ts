import type { Assessment, BrokerCounts, PartitionCounts } from '../assessment.ts'
import * as flag from '../assessment.ts'
import { atOnce } from '../at-once.ts'
import type { ClusterFacts } from '../facts.ts'
import { addRows, enduranceOf, openEndurance } from './endurance.ts'
import { messageRates } from './message-rates.ts'
import { assessRows } from './partition-pass.ts'
import { addLogDirs, openSizes, type Sizes, topicSizes } from './replica-sizes.ts'
import { worstFirst } from './severity.ts'
import { openWork, type Work } from './work.ts'

/** Rows between two pauses: about 2 ms of work. */
const ROWS_PER_SLICE = 16_384

/**
 * Judges every partition of the newest topology, counting as Kafka's own tools count (TopicCommand: `--unavailable-partitions`,
 * `--under-replicated-partitions`, `--under-min-isr-partitions`, `--at-min-isr-partitions`). Null before the first topology.
 */
export function assess(facts: ClusterFacts): Assessment | null {
  return atOnce(assessInSlices(facts))
}

/** As {@link assess}, yielding between slices of a few milliseconds so that the caller can let others run. */
export function* assessInSlices(facts: ClusterFacts): Generator<undefined, Assessment | null> {
  const topology = facts.topology.value?.topology
  if (topology === undefined) return null
  const work = openWork(facts, topology)
  yield
  for (let row = 0; row < topology.partitions.count; row += ROWS_PER_SLICE) {
    assessRows(work, row, Math.min(row + ROWS_PER_SLICE, topology.partitions.count))
    yield
  }
  const sizes = openSizes(topology)
  for (const { value } of facts.logDirs.values()) {
    if (value === undefined) continue
    addLogDirs(topology, sizes, value)
    yield
  }
  const endurance = openEndurance()
  for (let row = 0; row < topology.partitions.count; row += ROWS_PER_SLICE) {
    addRows(work, endurance, [row, Math.min(row + ROWS_PER_SLICE, topology.partitions.count)])
    yield
  }
  const sums = topicSizes(topology, sizes.bySlot)
  yield
  const rates = messageRates(topology, facts.endOffsets.value)
  yield
  return {
    topology,
    flags: work.flags,
    minIsr: work.minIsr,
    inSync: work.inSync,
    counts: countPartitions(facts, work),
    endurance: enduranceOf(work, endurance),
    byBroker: brokerCounts(facts, work, { sizes, rates: rates.byBroker }),
    ...topicColumns(work),
    topicSizeBytes: sums.bytes,
    topicSizePartial: sums.partial,
    topicMessagesInPerSecond: rates.byTopic,
    replicaSizeBytes: sizes.bySlot,
  }
}

function countPartitions(facts: ClusterFacts, work: Work): PartitionCounts {
  const tally = new Uint32Array(16)
  for (const flags of work.flags) {
    for (let bits = flags; bits !== 0; bits &= bits - 1) {
      const bit = 31 - Math.clz32(bits & -bits)
      tally[bit] = (tally[bit] as number) + 1
    }
  }
  const of = (mask: number) => tally[31 - Math.clz32(mask)] as number
  const minIsrKnown = of(flag.MIN_ISR_UNKNOWN) === 0
  return {
    topics: work.topology.topics.count,
    partitions: work.topology.partitions.count,
    replicas: work.topology.partitions.replica.length,
    offline: of(flag.OFFLINE),
    underMinIsr: minIsrKnown ? of(flag.UNDER_MIN_ISR) : null,
    atMinIsr: minIsrKnown ? of(flag.AT_MIN_ISR) : null,
    atMinIsrByDesign: minIsrKnown ? of(flag.AT_MIN_ISR_BY_DESIGN) : null,
    underReplicated: of(flag.UNDER_REPLICATED),
    nonPreferredLeaders: of(flag.NON_PREFERRED_LEADER),
    rackViolations: work.rackCount === 0 ? null : of(flag.RACK_VIOLATION),
    reassigning: facts.topology.value?.reassignments === null ? null : of(flag.REASSIGNING),
    silentLeader: of(flag.SILENT_LEADER),
    unknown: of(flag.UNKNOWN),
  }
}

function brokerCounts(
  facts: ClusterFacts,
  work: Work,
  measured: { sizes: Sizes; rates: ReadonlyMap<number, number> },
): ReadonlyMap<number, BrokerCounts> {
  const ratesKnown = facts.endOffsets.value !== undefined
  const counts = work.brokers.ids.map((id, index): [number, BrokerCounts] => {
    const leaders = work.leaders[index] as number
    return [
      id,
      {
        leaders,
        preferredLeaders: work.preferred[index] as number,
        replicas: work.replicas[index] as number,
        underReplicated: work.underReplicated[index] as number,
        outOfSync: work.outOfSync[index] as number,
        offlineReplicas: work.offlineReplicas[index] as number,
        sizeBytes: measured.sizes.byBroker.get(id) ?? null,
        messagesInPerSecond: measured.rates.get(id) ?? (ratesKnown && leaders === 0 ? 0 : null),
      },
    ]
  })
  return new Map(counts.sort((a, b) => a[0] - b[0]))
}

function topicColumns(work: Work): Pick<Assessment, 'topicFlags' | 'topicWorstRow'> {
  const { count, firstRow, errors } = work.topology.topics
  const topicFlags = new Uint16Array(count)
  const topicWorstRow = new Int32Array(count).fill(-1)
  for (let topic = 0; topic < count; topic += 1) {
    const end = firstRow[topic + 1] as number
    let all = errors[topic] === 0 ? 0 : flag.UNKNOWN
    let worst = -1
    for (let row = firstRow[topic] as number; row < end; row += 1) {
      const flags = work.flags[row] as number
      all |= flags
      if (worst < 0 || worstFirst(flags, work.flags[worst] as number) < 0) worst = row
    }
    topicFlags[topic] = all
    topicWorstRow[topic] = worst
  }
  return { topicFlags, topicWorstRow }
}
