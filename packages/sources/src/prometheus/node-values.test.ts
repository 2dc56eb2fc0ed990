import type { NamingId } from '@perigee/domain'
import { expect, test } from 'vitest'
import { SERIES_ROWS } from '../exporter/naming/table.ts'
import type { Labels } from './ask-prometheus.ts'
import { NodeValues } from './node-values.ts'
import { planQueries } from './plan.ts'

/** What series told by name and labels make of an endpoint; rates are told by the name of their counter. */
function valuesOf(naming: NamingId, told: readonly (readonly [name: string, labels: Labels, value: number])[]) {
  const names = new Map(told.map(([name]) => [name.toLowerCase(), [name]]))
  const rows = SERIES_ROWS.filter(({ byTopic }) => !byTopic)
  const queries = planQueries(rows, { names, by: ['instance'], selectorOf: () => '', windowMs: () => 60_000 })
  const values = new NodeValues(naming)
  for (const [name, labels, value] of told) {
    for (const query of queries.filter((one) => one.rows.has(name.toLowerCase())))
      values.take(query, { labels: query.isRate ? labels : { ...labels, __name__: name }, points: [[0, value]] })
  }
  return Object.fromEntries(values.values())
}

const TIMES = 'kafka_network_requestmetrics_totaltimems'

test('sum and count of a distribution are its rate and its true mean', () => {
  const request = { request: 'Produce' }
  const told = [
    [`${TIMES}_count`, request, 40],
    [`${TIMES}_sum`, request, 100],
  ] as const
  expect(valuesOf('SR', told)).toEqual({ 'req_total_ms/Produce/rate': 40, 'req_total_ms/Produce/mean': 2.5 })
})

test('without a sample there is a rate of zero and no mean', () => {
  const request = { request: 'Produce' }
  const told = [
    [`${TIMES}_count`, request, 0],
    [`${TIMES}_sum`, request, 0],
  ] as const
  expect(valuesOf('SR', told)).toEqual({ 'req_total_ms/Produce/rate': 0 })
})

test('NaN and infinity are not told', () => {
  expect(valuesOf('A3', [['kafka_server_replicamanager_leadercount', {}, Number.NaN]])).toEqual({})
  expect(valuesOf('A3', [['kafka_server_replicamanager_leadercount', {}, Number.POSITIVE_INFINITY]])).toEqual({})
})

test('the role is the state that is 1', () => {
  const name = 'kafka_server_raftmetrics_current_state'
  const told = [
    [name, { current_state: 'leader' }, 0],
    [name, { current_state: 'follower' }, 1],
  ] as const
  expect(valuesOf('S', told)).toEqual({ raft_state: 2 })
})

test('versions that Bitnami glues to the request are taken off it and added up', () => {
  const name = 'kafka_network_requestmetrics_requestspersec_count'
  const told = [
    [name, { request: 'Produce, version=9' }, 3],
    [name, { request: 'Produce, version=12' }, 4],
  ] as const
  expect(valuesOf('B', told)).toEqual({
    'requests/Produce': 7,
    'requests_by_version/Produce/9': 3,
    'requests_by_version/Produce/12': 4,
  })
})

test('Bitnami’s exporter beside the broker does not tell the broker’s CPU', () => {
  expect(valuesOf('B', [['process_cpu_seconds_total', {}, 0.5]])).toEqual({})
  expect(valuesOf('A3', [['process_cpu_seconds_total', {}, 0.5]])).toEqual({ cpu_cores: 0.5 })
})
