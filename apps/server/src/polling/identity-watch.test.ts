import { nodeMetrics, topologyOf } from '@perigee/testkit'
import { expect, test } from 'vitest'
import { IdentityWatch } from './identity-watch.ts'

const topology = topologyOf({ brokers: [1, 2, 3], topics: { orders: { partitions: 60 } } })
const page = (leaders: number, replicas: number, start = 1_000) =>
  nodeMetrics({ values: { leaders, partitions: replicas, start_time: start, broker_state: 3 } })

test('a page with the figures of its node is confirmed', () => {
  expect(new IdentityWatch().look(page(20, 60), topology)).toEqual({ verdict: 'confirmed' })
})

test('one mismatch may be a moment, the second refuses, and the next right page is taken again', () => {
  const watch = new IdentityWatch()
  watch.look(page(20, 60), topology)
  expect(watch.look(page(500, 900), topology).verdict).toBe('confirmed')
  expect(watch.look(page(500, 900), topology)).toMatchObject({
    verdict: 'mismatch',
    reason: expect.stringContaining('500'),
  })
  expect(watch.of('broker/1').verdict).toBe('mismatch')
  expect(watch.look(page(20, 60), topology).verdict).toBe('confirmed')
})

test('an address behind which processes take turns is found by their starts', () => {
  const watch = new IdentityWatch()
  const verdicts = [1_000, 5_000, 1_000, 5_000].map((start) => watch.look(page(20, 60, start), topology).verdict)
  expect(verdicts.at(-1)).toBe('mismatch')
  expect(verdicts.slice(0, 2)).toEqual(['confirmed', 'confirmed'])
})

// The page was refused until the console was started anew.
test('when the same process answers for a while, turns are over', () => {
  const watch = new IdentityWatch()
  const look = (start: number) => watch.look(page(20, 60, start), topology).verdict
  for (const start of [1_000, 5_000, 1_000, 5_000, 1_000]) look(start)
  expect(look(5_000)).toBe('mismatch')
  const verdicts = Array.from({ length: 25 }, () => look(5_000))
  expect([verdicts[10], verdicts[24]]).toEqual(['mismatch', 'confirmed'])
  for (const start of [1_000, 5_000, 1_000]) look(start)
  expect(look(5_000)).toBe('mismatch')
})

test('a target that is gone is forgotten', () => {
  const watch = new IdentityWatch()
  watch.look(page(20, 60), topology)
  watch.forget('broker/1')
  expect(watch.of('broker/1')).toEqual({ verdict: 'unchecked' })
})
