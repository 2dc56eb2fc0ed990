import type { MetricScene } from './scene.ts'

export interface TopicFlow {
  readonly topic: string
  readonly value: number
}

/** The topics with most bytes and messages in per second, summed over brokers; those with none are left out. */
export function topFlows(
  scene: MetricScene,
  most: number,
): { bytesIn: readonly TopicFlow[]; messagesIn: readonly TopicFlow[] } {
  const bytesIn = new Map<string, number>()
  const messagesIn = new Map<string, number>()
  for (const { process } of scene.brokers) {
    if (process === null) continue
    process.topics.topics.forEach((topic, at) => {
      add(bytesIn, topic, process.topics.bytesIn[at])
      add(messagesIn, topic, process.topics.messagesIn[at])
    })
  }
  return { bytesIn: largest(bytesIn, most), messagesIn: largest(messagesIn, most) }
}

function add(sums: Map<string, number>, topic: string, value: number | undefined): void {
  if (value !== undefined && value > 0) sums.set(topic, (sums.get(topic) ?? 0) + value)
}

function largest(sums: ReadonlyMap<string, number>, most: number): readonly TopicFlow[] {
  return [...sums]
    .map(([topic, value]) => ({ topic, value }))
    .sort((a, b) => b.value - a.value || (a.topic < b.topic ? -1 : 1))
    .slice(0, most)
}
