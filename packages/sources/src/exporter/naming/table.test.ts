import type { NamingId } from '@perigee/domain'
import { expect, test } from 'vitest'
import { namingOf } from './probes.ts'
import { rowsOf } from './table.ts'

/** Names by which a rule set tells a metric; by what is read of them. */
function namesOf(naming: NamingId, metric: string, reads: string): readonly string[] {
  return rowsOf(naming)
    .filter((row) => row.metric === metric && row.reads === reads && !row.byTopic)
    .flatMap(({ names }) => names)
}

const TOTAL = 'kafka_network_requestmetrics_totaltimems'
const IDLE = 'requesthandleravgidlepercent'

// Counted by hand from the rule sets; both generations of the exporter where they differ.
test.each<[NamingId, string, string, readonly string[]]>([
  ['A2', 'req_total_ms', 'samples', [`${TOTAL}_count_total`, `${TOTAL}_count`]],
  ['A3', 'req_total_ms', 'quantile', [TOTAL]],
  ['C', 'req_total_ms', 'samples', [TOTAL]],
  ['SR', 'req_total_ms', 'sum', [`${TOTAL}_sum`]],
  ['B', 'req_total_ms', 'samples', [`${TOTAL}_count`]],
  ['B', 'req_total_ms', 'quantile', []],
  ['A2', 'bytes_in', 'count', ['kafka_server_brokertopicmetrics_bytesin_total']],
  ['C', 'bytes_in', 'count', ['kafka_server_brokertopicmetrics_bytesinpersec']],
  ['SR', 'bytes_in', 'count', ['kafka_server_brokertopicmetrics_bytesinpersec_total']],
  ['B', 'bytes_in', 'count', ['kafka_server_brokertopicmetrics_total_bytesinpersec_count']],
  ['R', 'bytes_in', 'count', ['kafka_server_BrokerTopicMetrics_Count', 'kafka_server_brokertopicmetrics_count']],
  ['B', 'leaders', 'value', ['kafka_server_replicamanager_total_leadercount_value']],
  ['B', 'active_controllers', 'value', ['kafka_controller_kafkacontroller_activecontrollercount_value']],
  ['B', 'request_queue_size', 'value', ['kafka_network_requestchannel_requestqueuesize_value']],
  ['B', 'max_replica_lag', 'value', ['kafka_server_replicafetchermanager_maxlag_value']],
  ['S', 'disk_read_bytes', 'count', ['kafka_server_kafkaserver_linux_disk_read_bytes']],
  [
    'S',
    'raft_epoch',
    'value',
    [
      'kafka_server_raft_metrics_current_epoch',
      'kafka_server_raftmetrics_current_epoch',
      'kafka_server_raftmetrics_current_epoch_total',
    ],
  ],
  ['A3', 'heap_used', 'value', ['jvm_memory_used_bytes', 'jvm_memory_bytes_used']],
])('%s tells %s (%s)', (naming, metric, reads, names) => {
  expect(namesOf(naming, metric, reads)).toEqual(names)
})

test('idle handlers: the broker’s own pool comes first', () => {
  const pool = 'kafka_server_kafkarequesthandlerpool'
  expect(namesOf('C', 'handler_idle', 'count')).toEqual([`${pool}_broker${IDLE}`, `${pool}_${IDLE}`])
  expect(namesOf('B', 'handler_idle', 'one-minute-rate').at(-1)).toBe(`${pool}_total_${IDLE}_oneminuterate`)
})

test('labels are written as the rule set writes them', () => {
  const label = (naming: NamingId) =>
    rowsOf(naming).find(({ metric }) => metric === 'network_idle_thread')?.labels[0]?.from
  expect([label('A3'), label('C'), label('B'), label('R')]).toEqual([
    'networkProcessor',
    'networkprocessor',
    'network_processor',
    'networkProcessor',
  ])
})

test.each<[NamingId | null, readonly string[]]>([
  [
    'A2',
    ['kafka_server_brokertopicmetrics_bytesin_total', 'kafka_network_socketserver_networkprocessoravgidlepercent'],
  ],
  [
    'S',
    ['kafka_server_brokertopicmetrics_bytesin_total', 'kafka_network_socketserver_networkprocessoravgidle_percent'],
  ],
  ['A3', ['kafka_server_replicamanager_isrshrinks_total', 'kafka_server_raft_metrics_current_epoch']],
  ['SR', ['kafka_server_brokertopicmetrics_bytesinpersec_total', 'kafka_server_raft_metrics_current_epoch']],
  ['M', ['kafka_server_replicamanager_value', 'kafka_consumer_group_consumerlagmetrics_value']],
  // A dedicated controller has none of a broker's metrics.
  ['C', ['kafka_controller_controllerstats_uncleanleaderelectionspersec']],
  ['R', ['kafka_controller_controllerstats_count']],
  ['N', ['node_cpu_seconds_total']],
  [null, ['up', 'process_cpu_seconds_total']],
])('a page is known as %s', (naming, names) => {
  expect(namingOf(new Set(names))).toBe(naming)
})
