// By which names a page is known. Asked in this order; the first whose names are there and whose others are not, it is.
import type { NamingId } from '@perigee/domain'

export interface Probe {
  readonly naming: NamingId
  /** One of each is on the page; compared without regard to case. */
  readonly has: readonly (readonly string[])[]
  readonly hasNot: readonly string[]
}

const EXAMPLE_RATES = ['kafka_server_replicamanager_isrshrinks_total', 'kafka_server_brokertopicmetrics_bytesin_total']
const EXAMPLE_CONTROLLER = ['kafka_controller_controllerstats_uncleanleaderelections_total']
const EXAMPLE = [...EXAMPLE_RATES, ...EXAMPLE_CONTROLLER]
const RAW = [
  'kafka_server_replicamanager_value',
  'kafka_server_brokertopicmetrics_count',
  'kafka_controller_kafkacontroller_value',
  'kafka_controller_controllerstats_count',
]

export const PROBES: readonly Probe[] = [
  {
    naming: 'B',
    has: [
      [
        'kafka_server_replicamanager_total_leadercount_value',
        'kafka_server_brokertopicmetrics_total_bytesinpersec_count',
        'kafka_controller_kafkacontroller_activecontrollercount_value',
      ],
    ],
    hasNot: [],
  },
  { naming: 'M', has: [['kafka_consumer_group_consumerlagmetrics_value']], hasNot: [] },
  { naming: 'R', has: [RAW], hasNot: [] },
  {
    naming: 'SR',
    has: [
      [
        'kafka_server_brokertopicmetrics_bytesinpersec_total',
        'kafka_server_replicamanager_isrshrinkspersec_total',
        'kafka_controller_controllerstats_uncleanleaderelectionspersec_total',
      ],
    ],
    hasNot: [],
  },
  {
    naming: 'C',
    has: [
      [
        'kafka_server_brokertopicmetrics_bytesinpersec',
        'kafka_server_replicamanager_isrshrinkspersec',
        'kafka_controller_controllerstats_uncleanleaderelectionspersec',
      ],
    ],
    hasNot: [],
  },
  { naming: 'S', has: [EXAMPLE, ['kafka_server_raftmetrics_current_epoch']], hasNot: [] },
  { naming: 'A3', has: [EXAMPLE, ['kafka_server_raft_metrics_current_epoch']], hasNot: [] },
  {
    naming: 'A2',
    has: [EXAMPLE],
    hasNot: ['kafka_network_socketserver_networkprocessoravgidle_percent'],
  },
  { naming: 'S', has: [EXAMPLE], hasNot: [] },
  {
    naming: 'N',
    has: [['node_cpu_seconds_total', 'node_memory_memtotal_bytes', 'node_boot_time_seconds']],
    hasNot: [],
  },
]

/** `names` lower-cased. Null: none of the namings that we know. */
export function namingOf(names: ReadonlySet<string>): NamingId | null {
  const found = PROBES.find(
    ({ has, hasNot }) =>
      has.every((any) => any.some((name) => names.has(name))) && !hasNot.some((name) => names.has(name)),
  )
  return found?.naming ?? null
}

export const NAMING_WORDS: Readonly<Record<NamingId, string>> = {
  A2: "jmx_exporter's example rules (ZooKeeper)",
  A3: "jmx_exporter's example rules (KRaft)",
  C: "Confluent's rules",
  S: "Strimzi's rules",
  SR: 'Strimzi Metrics Reporter',
  B: "Bitnami's rules",
  R: 'no rules',
  M: 'Amazon MSK open monitoring',
  N: 'node_exporter',
}
