import { expect, it } from 'vitest'
import { sampleTopics } from './sample-topics.ts'

it('gives distinct topics, the same every time, that a cluster of this size can hold', () => {
  const topics = sampleTopics(400, 3)
  expect(new Set(topics.map((topic) => topic.name)).size).toBe(400)
  expect(sampleTopics(400, 3)).toEqual(topics)
  for (const topic of topics) {
    expect(topic.replicationFactor).toBeLessThanOrEqual(3)
    expect(Number(topic.configs?.['min.insync.replicas'])).toBeLessThanOrEqual(topic.replicationFactor ?? 0)
  }
  expect(sampleTopics(40, 1).every((topic) => topic.replicationFactor === 1)).toBe(true)
})
