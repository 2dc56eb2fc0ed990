import type { NamingId } from '@perigee/domain'
import { expect, test } from 'vitest'
import type { SeriesRow } from '../exporter/naming/series-row.ts'
import { SERIES_ROWS } from '../exporter/naming/table.ts'
import { type PlanOptions, planQueries } from './plan.ts'

const NAMES_KNOWN = (names: readonly string[]) => new Map(names.map((name) => [name.toLowerCase(), [name]]))

function plan(naming: NamingId, options: Partial<PlanOptions> = {}) {
  const windowMs = (row: SeriesRow) => (row.namings.includes(naming) ? 60_000 : null)
  const by = ['instance', 'job']
  const rows = SERIES_ROWS.filter(({ byTopic }) => !byTopic)
  return planQueries(rows, { names: null, by, selectorOf: () => 'cluster="eu"', windowMs, ...options })
}

const queriesOf = (naming: NamingId, metric: string, options: Partial<PlanOptions> = {}) =>
  plan(naming, options)
    .filter(({ rows }) => [...rows.values()].some((planned) => planned.some(({ row }) => row.metric === metric)))
    .map(({ promql }) => promql)

test('a counter is the sum of its series’ rates, without the topics that share its name', () => {
  expect(queriesOf('A2', 'bytes_in')).toEqual([
    'sum by (instance,job) (rate(kafka_server_brokertopicmetrics_bytesin_total{topic="",cluster="eu"}[60s]))',
  ])
})

test('without rules one query asks for a whole family, told apart by the label name', () => {
  const [query, ...more] = queriesOf('R', 'bytes_out', {
    names: NAMES_KNOWN(['kafka_server_BrokerTopicMetrics_Count']),
  })
  expect(more).toEqual([])
  expect(query).toMatch(/^sum by \(instance,job,name\) \(rate\(kafka_server_BrokerTopicMetrics_Count\{topic="",name=~"/)
  expect(query).toContain('BytesInPerSec|BytesOutPerSec|MessagesInPerSec')
})

test('all times of requests of a percentile naming are one query, their counts one more for each name', () => {
  const names = NAMES_KNOWN(['kafka_network_RequestMetrics_99thPercentile', 'kafka_network_RequestMetrics_Count'])
  const queries = new Set(
    ['req_total_ms', 'req_queue_ms', 'resp_send_ms'].flatMap((id) => queriesOf('R', id, { names })),
  )
  expect([...queries].filter((query) => query.includes('99thPercentile'))).toHaveLength(1)
  expect([...queries].filter((query) => query.includes('rate('))).toHaveLength(1)
})

test.each(['A2', 'A3', 'C', 'S', 'SR', 'B', 'R', 'M'] as const)(
  '%s is read in a bounded number of queries',
  (naming) => {
    const names = NAMES_KNOWN(
      SERIES_ROWS.filter(({ namings }) => namings.includes(naming)).flatMap((row) => row.names.slice(0, 1)),
    )
    const queries = plan(naming, { names })
    expect(queries.length).toBeGreaterThan(10)
    expect(queries.length).toBeLessThan(90)
    expect(queries.every(({ promql }) => promql.includes('cluster="eu"'))).toBe(true)
    expect(new Set(queries.map(({ promql }) => promql)).size).toBe(queries.length)
  },
)

test('names are asked for as they are written there, and only those that are', () => {
  const lower = NAMES_KNOWN(['kafka_server_brokertopicmetrics_count'])
  const queries = plan('R', { names: lower })
  expect(queries).toHaveLength(1)
  expect(queries[0]?.promql).toContain('rate(kafka_server_brokertopicmetrics_count{')
})

test('a host’s CPU is the mean over its CPUs, their number a count', () => {
  expect(queriesOf('N', 'node_cpu_busy')).toEqual([
    'avg by (instance,job) (sum by (instance,job,cpu) (rate(node_cpu_seconds_total{mode!~"idle|iowait",cluster="eu"}[60s])))',
  ])
  expect(queriesOf('N', 'node_cpus')).toEqual([
    'count by (instance,job,__name__) (count by (instance,job,__name__,cpu) ({__name__=~"node_cpu_seconds_total",mode=~"idle",cluster="eu"}))',
  ])
})

test('a mean since the start is never asked for; Kafka’s own rates only where there is no counter', () => {
  const both = NAMES_KNOWN(['kafka_server_ReplicaManager_Count', 'kafka_server_ReplicaManager_OneMinuteRate'])
  expect(queriesOf('R', 'isr_shrinks', { names: both }).join()).not.toContain('OneMinuteRate')
  const alone = NAMES_KNOWN(['kafka_server_ReplicaManager_OneMinuteRate'])
  expect(queriesOf('R', 'isr_shrinks', { names: alone }).join()).toContain('OneMinuteRate')
  expect(queriesOf('R', 'handler_idle').join()).not.toContain('MeanRate')
})
