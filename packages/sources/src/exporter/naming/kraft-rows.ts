// Kafka's own metrics library: KRaft's raft and metadata metrics, connections by listener. Attributes make the names.
import type { NamingId } from '@perigee/domain'
import { EXAMPLES, from, type RowSpec, row } from './row.ts'
import type { SeriesRow } from './series-row.ts'

const RAFT: readonly NamingId[] = ['A3', 'C', 'S', 'SR', 'R', 'M']
const METADATA: readonly NamingId[] = ['A3', 'S', 'SR', 'R', 'M']

/** Strimzi's rules take the hyphens off the type, and some attributes become counters with `_total`. */
function raftNames(attribute: string): readonly string[] {
  return [
    `kafka_server_raft_metrics_${attribute}`,
    `kafka_server_raftmetrics_${attribute}`,
    `kafka_server_raftmetrics_${attribute}_total`,
  ]
}

function raft(metric: string, attribute: string): SeriesRow {
  return row({ metric, namings: RAFT, names: raftNames(attribute) })
}

/** The role is text: only some rule sets make a label of it. */
function role(namings: readonly NamingId[], names: readonly string[], stateFrom: string): SeriesRow {
  return row({ metric: 'raft_state', namings, names, reads: 'state', stateFrom })
}

function metadata(metric: string, attribute: string): SeriesRow {
  const names = [`kafka_server_broker_metadata_metrics_${attribute}`, `kafka_server_brokermetadatametrics_${attribute}`]
  return row({ metric, namings: METADATA, names })
}

function connections(spec: Pick<RowSpec, 'namings' | 'names'>): SeriesRow {
  return row({ metric: 'connections', labels: [from('listener')], combine: 'sum', ...spec })
}

export const KRAFT_ROWS: readonly SeriesRow[] = [
  role(['A3'], ['kafka_server_raft_metrics_current_state', 'kafka_server_raft_metrics_current_state_info'], 'state'),
  role(['S'], ['kafka_server_raftmetrics_current_state'], 'current_state'),
  role(['SR'], ['kafka_server_raft_metrics_current_state_info'], 'current_state'),
  raft('raft_leader', 'current_leader'),
  raft('raft_epoch', 'current_epoch'),
  raft('raft_high_watermark', 'high_watermark'),
  raft('raft_log_end', 'log_end_offset'),
  raft('raft_commit_ms', 'commit_latency_avg'),
  raft('raft_election_ms', 'election_latency_avg'),
  metadata('broker_metadata_lag_ms', 'last_applied_record_lag_ms'),
  metadata('metadata_load_errors', 'metadata_load_error_count'),
  metadata('metadata_apply_errors', 'metadata_apply_error_count'),
  connections({ namings: ['C'], names: ['kafka_server_socketservermetrics_connection_count'] }),
  connections({
    namings: [...EXAMPLES.filter((naming) => naming === 'S'), 'SR', 'R', 'M'],
    names: ['kafka_server_socket_server_metrics_connection_count'],
  }),
]
