import type { ClusterVitals } from '@perigee/contract'
import { type MetricScene, numberTopics, TopicNumbers, topFlows } from '@perigee/domain'
import { urlOf } from '@perigee/links'
import { runInSlices } from '../../facts/slices.ts'
import type { ClusterState } from '../../facts/state.ts'
import { growthsAtHand } from '../capacity/histories.ts'
import { sceneOf } from './scene.ts'

type Top = ClusterVitals['data']['top']

const MOST = 10
const numbers = new WeakMap<ClusterState, TopicNumbers>()

function numbersOf(cluster: ClusterState): TopicNumbers {
  const known = numbers.get(cluster) ?? new TopicNumbers()
  numbers.set(cluster, known)
  return known
}

/** To be waited for before the view of a cluster is made: what it adds up is numbered in slices. */
export async function readyTopTopics(cluster: ClusterState, now: number): Promise<void> {
  await runInSlices(numberTopics(sceneOf(cluster.facts, now), numbersOf(cluster)))
}

/** The largest topics by what exporters count, by size, and by growth. */
export function topTopics(cluster: ClusterState, scene: MetricScene, now: number): Top {
  const { bytesIn, messagesIn } = topFlows(scene, MOST, numbersOf(cluster))
  const wire = ({ topic, value }: { topic: string; value: number }) => ({
    topic,
    value,
    href: urlOf({ kind: 'topic', cluster: cluster.name, topic }),
  })
  return {
    bytesIn: bytesIn.map(wire),
    messagesIn: messagesIn.map(wire),
    size: largestTopics(cluster).map(wire),
    growth: [...growthsAtHand(cluster, now).byTopic]
      .map(([topic, { bytesPerDay }]) => ({ topic, value: bytesPerDay }))
      .filter(({ value }) => value > 0)
      .sort((a, b) => b.value - a.value)
      .slice(0, MOST)
      .map(wire),
  }
}

/** Sizes that one broker did not tell its part of are too small: they are left out. */
function largestTopics({ assessment }: ClusterState): { topic: string; value: number }[] {
  if (assessment === null) return []
  const { topicSizeBytes, topicSizePartial, topology } = assessment
  const largest: { topic: string; value: number }[] = []
  for (let topic = 0; topic < topology.topics.count; topic += 1) {
    const value = topicSizeBytes[topic] as number
    if (topicSizePartial[topic] === 1 || !(value > (largest[MOST - 1]?.value ?? 0))) continue
    largest.push({ topic: topology.topics.names[topic] as string, value })
    largest.sort((a, b) => b.value - a.value)
    largest.length = Math.min(largest.length, MOST)
  }
  return largest
}
