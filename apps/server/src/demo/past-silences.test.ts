import { expect, test } from 'vitest'
import { silencesIn } from './past-silences.ts'

const FROM = Date.UTC(2026, 10, 22, 2)
const of = (values: readonly number[], series = 'broker/2/latencyMs') =>
  silencesIn({ cluster: 'orders-legacy', series, fromMs: FROM, stepMs: 15_000, values: Float64Array.from(values) })

test('where a broker told nothing, its silence begins and ends', () => {
  expect(of([0.6, 0.7, Number.NaN, Number.NaN, Number.NaN, 0.6, 0.6])).toEqual([
    { at: FROM + 30_000, status: 'critical', text: 'Broker 2 does not answer', subject: { broker: 2 } },
    { at: FROM + 75_000, status: 'ok', text: 'Over after 45 s: Broker 2 does not answer', subject: { broker: 2 } },
  ])
})

test('a broker that always answered has no changes, and other series tell of none', () => {
  expect(of([0.6, 0.7, 0.6])).toEqual([])
  expect(of([1, Number.NaN, 1], 'broker/2/sizeBytes')).toEqual([])
})

test('a silence that lasts to the end has not ended', () => {
  expect(of([0.6, Number.NaN])).toHaveLength(1)
})
