// It must show: of every recorded page, what it can give is read, and the numbers are Kafka's own.
import { METRICS, type MetricTarget } from '@perigee/domain'
import { expect, test } from 'vitest'
import type { ClusterHints } from '../metrics/source.ts'
import { KRAFT_41, pagesOf, type RecordedPage, recordedPage, targetOf, ZOOKEEPER_39 } from './recorded-page.fake.ts'

interface Row {
  readonly page: RecordedPage
  readonly target: MetricTarget
  readonly hints: ClusterHints
  readonly naming: string
  readonly looksLike: string
  /** What nobody can read off this page: its rules leave it out, or it did not happen yet. */
  readonly missing: readonly string[]
}

const ROWS: readonly Row[] = [
  {
    page: 'rules39',
    target: targetOf('broker', 1),
    hints: ZOOKEEPER_39,
    naming: 'S',
    looksLike: "Strimzi's rules, exporter 1.0.1",
    missing: ['connections', 'cpus'],
  },
  {
    page: 'raw39',
    target: targetOf('broker', 2),
    hints: ZOOKEEPER_39,
    naming: 'R',
    looksLike: 'no rules, exporter 1.0.1',
    missing: [],
  },
  {
    page: 'lower39',
    target: targetOf('broker', 3),
    hints: ZOOKEEPER_39,
    naming: 'R',
    looksLike: 'no rules, names in lower case, exporter 1.0.1',
    missing: [],
  },
  {
    page: 'rules41',
    target: targetOf('broker', 1),
    hints: KRAFT_41,
    naming: 'A3',
    looksLike: "jmx_exporter's example rules (KRaft), exporter 1.0.1",
    missing: ['broker_metadata_lag_ms', 'connections', 'cpus', 'metadata_apply_errors', 'metadata_load_errors'],
  },
  {
    page: 'raw41',
    target: targetOf('broker', 2),
    hints: KRAFT_41,
    naming: 'R',
    looksLike: 'no rules, exporter 1.0.1',
    missing: [],
  },
]

test.each(ROWS)('$page: known for what it is, and at least 95 % of what it can give', (row) => {
  const read = pagesOf(row.target, row.hints).read(recordedPage(row.page), 0)
  expect(read.naming).toBe(row.naming)
  expect(read.looksLike).toBe(row.looksLike)
  expect(read.notes).toEqual([])
  expect(read.capabilities.map(({ metric }) => metric)).toEqual(METRICS.map(({ id }) => id))
  const could = read.capabilities.filter(({ applies }) => applies)
  const missing = could.filter(({ provenance }) => provenance === null)
  expect(missing.map(({ metric }) => metric).sort()).toEqual([...row.missing].sort())
  for (const { reason } of missing) expect(reason).not.toBe('')
})

test('numbers of a broker with ZooKeeper are those of the page, rules or none', () => {
  const rules = pagesOf().read(recordedPage('rules39'), 0).values
  const raw = pagesOf().read(recordedPage('raw39'), 0).values
  const page = recordedPage('raw39').toString()
  const told = (line: string) => Number(page.slice(page.indexOf(line) + line.length).match(/\S+/)?.[0])
  const value = (name: string) => told(`kafka_server_ReplicaManager_Value{name="${name}"}`)
  expect(raw.get('leaders')).toBe(value('LeaderCount'))
  expect(raw.get('partitions')).toBe(value('PartitionCount'))
  expect(raw.get('under_replicated')).toBe(value('UnderReplicatedPartitions'))
  expect(raw.get('active_controllers')).toBe(1)
  expect(rules.get('active_controllers')).toBe(0)
  expect(rules.get('broker_state')).toBe(3)
  expect(raw.get('req_total_ms/Produce/p99')).toBe(
    told('kafka_network_RequestMetrics_99thPercentile{name="TotalTimeMs",request="Produce"}'),
  )
  expect(rules.get('req_total_ms/Produce/p99')).toBeGreaterThan(0)
  expect([...raw.keys()].filter((key) => key.startsWith('log_dir_offline/'))).toEqual([
    'log_dir_offline//opt/lab/b39/d2',
  ])
  expect(raw.get('connections/PLAINTEXT')).toBe(21)
  expect(raw.get('raft_state')).toBeUndefined()
})

test('with broker 3 dead the others tell what they lead', () => {
  expect(pagesOf().read(recordedPage('rules39Degraded'), 0).values.get('under_replicated')).toBe(157)
  const controller = pagesOf(targetOf('broker', 2)).read(recordedPage('raw39Degraded'), 0).values
  expect(controller.get('under_replicated')).toBe(155)
  expect(controller.get('offline_partitions')).toBe(1)
  expect(controller.get('global_topics')).toBe(9)
})

test('KRaft: epoch, leader and role, derived where the text is dropped', () => {
  const raw = pagesOf(targetOf('broker', 2), KRAFT_41).read(recordedPage('raw41'), 0)
  expect(raw.values.get('raft_leader')).toBe(2)
  expect(raw.values.get('raft_state')).toBe(6)
  expect(raw.values.get('raft_log_end')).toBe(1578)
  expect(raw.capabilities.find(({ metric }) => metric === 'raft_state')?.provenance).toBe('derived')
  const other = pagesOf(targetOf('broker', 1), KRAFT_41).read(recordedPage('rules41'), 0)
  expect(other.values.get('raft_state')).toBe(2)
  // An election that never was is told as NaN.
  expect(other.values.has('raft_election_ms')).toBe(false)
})

test('rates come with the second page: per series, and none of the first', () => {
  const broker = pagesOf(targetOf('broker', 2))
  const first = broker.read(recordedPage('raw39'), 0)
  for (const key of ['bytes_in', 'requests/Metadata', 'isr_shrinks', 'handler_idle', 'cpu_cores', 'gc_time_s']) {
    expect(first.values.has(key), key).toBe(false)
  }
  expect(first.topics.topics).toEqual([])
  expect(first.capabilities.find(({ metric }) => metric === 'bytes_in')?.provenance).toBe('counter')
  // The pages are 237 s apart, as their handlers' idle time allows at most.
  const second = broker.read(recordedPage('raw39Degraded'), 237_000)
  for (const key of ['bytes_in', 'requests/Metadata', 'handler_idle', 'cpu_cores', 'gc_time_s']) {
    expect(second.values.get(key), key).toBeGreaterThan(0)
  }
  expect(second.values.get('handler_idle')).toBeLessThanOrEqual(1)
  expect(second.topics.topics).toContain('orders')
  expect([...second.values.keys()].filter((key) => key.includes('/NONE'))).toEqual([])
  expect(second.values.has('requests/Fetch')).toBe(false)
})
