import { assess, assessInSlices, type ClusterFacts, judgeCluster } from '@perigee/domain'
import { clusterFacts, topologyOf } from '@perigee/testkit'
import { heldBytes, inMb, inMs, timed } from './measure.ts'

export interface Shape {
  readonly topics: number
  readonly partitionsPerTopic: number
  readonly brokers: number
}

/** Judging one cluster after a change of readings, and the memory that its columns hold. One line per figure. */
export function benchAssess(shape: Shape): string[] {
  const brokers = Array.from({ length: shape.brokers }, (_, index) => index + 1)
  const { made: topology, bytes } = heldBytes(() => topologyOf({ brokers, topics: topicsOf(shape) }))
  const facts = clusterFacts({ brokers, topology })
  const { made: assessment, bytes: assessedBytes } = heldBytes(() => assess(facts))
  const whole = timed(15, () => assess(facts))
  const judged = timed(15, () => judgeCluster(facts, assessment, { now: Date.now(), bootstrapCount: 3 }))
  return [
    `topology in columns: ${inMb(bytes)}`,
    `assessment in columns: ${inMb(assessedBytes)}`,
    `assess: median ${inMs(whole.medianMs)}, worst ${inMs(whole.worstMs)}`,
    `longest slice of assessInSlices: ${inMs(longestSlice(facts))}`,
    `judgeCluster: median ${inMs(judged.medianMs)}, worst ${inMs(judged.worstMs)}`,
  ]
}

function topicsOf(shape: Shape) {
  const names = Array.from({ length: shape.topics }, (_, index) => `team-${index % 40}.events-${index}`)
  return Object.fromEntries(names.map((name) => [name, { partitions: shape.partitionsPerTopic }]))
}

/** Median over runs of the longest slice of a run. */
function longestSlice(facts: ClusterFacts): number {
  const worst = Array.from({ length: 15 }, () => {
    const slices = assessInSlices(facts)
    let longest = 0
    for (let done = false; !done; ) {
      const startedAt = performance.now()
      done = slices.next().done === true
      longest = Math.max(longest, performance.now() - startedAt)
    }
    return longest
  }).sort((a, b) => a - b)
  return worst[7] ?? Number.NaN
}
