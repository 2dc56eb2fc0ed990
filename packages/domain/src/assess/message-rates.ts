import type { EndOffsetFacts } from '../facts.ts'
import { type Topology, topicNumbers } from '../topology.ts'

/** Messages per second from end offsets, summed by topic and by leading broker. NaN or absent = not known. */
export interface MessageRates {
  readonly byTopic: Float64Array
  readonly byBroker: ReadonlyMap<number, number>
}

/** Sums over the partitions whose rate is known; a sum of nothing is not known, not zero. */
export function messageRates(topology: Topology, endOffsets: EndOffsetFacts | undefined): MessageRates {
  const byTopic = new Float64Array(topology.topics.count).fill(Number.NaN)
  const byBroker = new Map<number, number>()
  if (endOffsets === undefined) return { byTopic, byBroker }
  for (let topic = 0; topic < topology.topics.count; topic += 1) {
    const shift = rowShift(topology, endOffsets.topology, topic)
    if (shift === undefined) continue
    const end = topology.topics.firstRow[topic + 1] as number
    for (let row = topology.topics.firstRow[topic] as number; row < end; row += 1) {
      const rate = endOffsets.messagesPerSecond[row + shift.by]
      if (rate === undefined || row + shift.by >= shift.end || Number.isNaN(rate)) continue
      const sum = byTopic[topic] as number
      byTopic[topic] = Number.isNaN(sum) ? rate : sum + rate
      const leader = topology.partitions.leader[row] as number
      byBroker.set(leader, (byBroker.get(leader) ?? 0) + rate)
    }
  }
  return { byTopic, byBroker }
}

/** How far the rows of a topic lie apart in two snapshots of the same cluster; undefined when one lacks the topic. */
function rowShift(now: Topology, then: Topology, topic: number): { by: number; end: number } | undefined {
  const isSame = now.topics.names === then.topics.names
  const other = isSame ? topic : topicNumbers(then.topics).get(now.topics.names[topic] as string)
  if (other === undefined) return undefined
  const by = (then.topics.firstRow[other] as number) - (now.topics.firstRow[topic] as number)
  return { by, end: then.topics.firstRow[other + 1] as number }
}
