import type { MetricTarget, ScrapeCost } from '@perigee/domain'
import { expect, test } from 'vitest'
import { LeanCounts } from './lean-counts.ts'

const SAVING = { seriesNow: 1_000, seriesKept: 100, bytesNow: 100_000, bytesKept: 9_000 }
const HOUR_MS = 3_600_000

function target(id: string): MetricTarget {
  const role = id.startsWith('host') ? 'host' : 'broker'
  return { id, url: `http://${id}`, role, nodeId: Number(id.split('/')[1]), origin: 'configured' }
}

function page(pageBytes: number, lean?: typeof SAVING): ScrapeCost {
  const cost = { exporterMs: 9, answerMs: 9, parseMs: 1, pageBytes, wireBytes: 50, series: 9, keptSeries: 9 }
  return { ...cost, ...(lean && { lean }) }
}

test('counted is the largest page of Kafka’s processes, once an hour', () => {
  const counts = new LeanCounts()
  expect(counts.isDue('broker/1', 0)).toBe(false)
  counts.take(target('broker/1'), page(100), 0)
  counts.take(target('broker/2'), page(200), 0)
  counts.take(target('host/1'), page(900), 0)
  expect(['broker/1', 'broker/2', 'host/1'].filter((id) => counts.isDue(id, 15_000))).toEqual(['broker/2'])
  expect(counts.take(target('broker/2'), page(200, SAVING), 15_000).lean).toEqual(SAVING)
  expect(counts.isDue('broker/2', 30_000)).toBe(false)
  expect(counts.take(target('broker/2'), page(210), 30_000).lean).toEqual(SAVING)
  expect(counts.take(target('broker/1'), page(100), 30_000).lean).toBeUndefined()
  expect(counts.isDue('broker/2', 15_000 + HOUR_MS)).toBe(true)
})

test('a target that is gone takes its count with it, and another is counted', () => {
  const counts = new LeanCounts()
  counts.take(target('broker/1'), page(100), 0)
  counts.take(target('broker/2'), page(200, SAVING), 0)
  counts.forget('broker/2')
  expect(counts.isDue('broker/1', 15_000)).toBe(true)
})
