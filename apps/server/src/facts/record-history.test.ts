import { type Assessment, assess, type ClusterFacts, judgeCluster } from '@perigee/domain'
import { ColumnMemory } from '@perigee/store'
import { clusterFacts, NOW } from '@perigee/testkit'
import { expect, test } from 'vitest'
import { HistoryRecorder } from './record-history.ts'
import { seriesName } from './state.ts'

function snapshot(facts: ClusterFacts) {
  const assessment = assess(facts) as Assessment
  return { facts, assessment, judgement: judgeCluster(facts, assessment, { now: NOW }) }
}

test('a broker that is down keeps its chart, one that left for good makes room', () => {
  const recorder = new HistoryRecorder({ clusters: 1, memory: new ColumnMemory(10_000_000) })
  const leaders = (broker: number) => recorder.history.has(seriesName('leaders', { broker }))
  recorder.record(snapshot(clusterFacts({ brokers: [1, 2, 3, 4] })), NOW)
  expect([1, 2, 3, 4].map(leaders)).toEqual([true, true, true, true])
  recorder.record(snapshot(clusterFacts({ brokers: [1, 2, 3, 4], down: [4] })), NOW + 15_000)
  expect(leaders(4)).toBe(true)
  recorder.record(snapshot(clusterFacts({ brokers: [1, 2, 3] })), NOW + 30_000)
  expect([1, 2, 3, 4].map(leaders)).toEqual([true, true, true, false])
})

// They were never dropped: nobody had recorded them, so nobody missed them.
test('what was recalled of a topic that is gone makes room after six hours', () => {
  const recorder = new HistoryRecorder({ clusters: 1, memory: new ColumnMemory(10_000_000) })
  const minutes = { mean: Float32Array.of(1, 2), max: Float32Array.of(1, 2) }
  const series = seriesName('sizeBytes', { topic: 'deleted-long-ago' })
  recorder.history.recallMinutes(series, NOW - 120_000, minutes)
  const facts = snapshot(clusterFacts({ brokers: [1] }))
  recorder.record(facts, NOW)
  recorder.record(facts, NOW + 5.9 * 3_600_000)
  expect(recorder.history.has(series)).toBe(true)
  recorder.record(facts, NOW + 6.5 * 3_600_000)
  expect(recorder.history.has(series)).toBe(false)
})
