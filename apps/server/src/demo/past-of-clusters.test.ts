import { expect, test } from 'vitest'
import { pastOfClusters } from './past-of-clusters.ts'

const past = (series: string, values: readonly number[], cluster = 'a') => {
  return { cluster, series, fromMs: 0, stepMs: 15_000, values: Float64Array.from(values) }
}
const NONE = Number.NaN

test('a cluster’s past is made of its nodes’, each metric in its own way', () => {
  const told = pastOfClusters([
    past('broker/1/bytes_in', [1, 2, NONE]),
    past('broker/2/bytes_in', [10, NONE, NONE]),
    past('broker/1/handler_idle', [0.9, 0.2, 0.5]),
    past('broker/2/handler_idle', [0.8, 0.7, NONE]),
    past('broker/1/req_total_ms/Produce/p99', [5, 9, 1]),
    past('broker/2/req_total_ms/Produce/p99', [7, 2, 1]),
    past('broker/1/bytes_in', [100, 100, 100], 'b'),
  ])
  expect(told.map(({ cluster, series, values }) => [cluster, series, [...values]])).toEqual([
    ['a', 'bytes_in', [11, 2, NONE]],
    ['a', 'handler_idle', [0.8, 0.2, 0.5]],
    ['a', 'req_total_ms/Produce/p99', [7, 9, 1]],
    ['b', 'bytes_in', [100, 100, 100]],
  ])
})

test('what is no metric of a node, or must not be put together, makes none', () => {
  const series = [
    'messagesInPerSecond',
    'broker/1/leaders',
    'broker/1/latencyMs',
    'topic/x/bytes_in',
    'broker/1/broker_state',
  ]
  expect(pastOfClusters(series.map((name) => past(name, [1]))).map((one) => one.series)).toEqual(['leaders'])
})
