// Scenes for tests of the rules: five brokers in good order, changed where a test says so.
import { NOW, nodeMetrics, topologyOf } from '@perigee/testkit'
import type { SeenNode } from '../vitals/scene.ts'
import { findWhys } from './find-whys.ts'
import type { WhyScene } from './look.ts'

export type Values = Readonly<Record<string, number | undefined>>

/** Values of a healthy process; `undefined` in a change takes one away. */
export const HEALTHY: Values = {
  'req_total_ms/Produce/rate': 200,
  'req_queue_ms/Produce/p99': 1,
  'req_local_ms/Produce/p99': 4,
  'req_remote_ms/Produce/p99': 8,
  'req_throttle_ms/Produce/p99': 0,
  'resp_queue_ms/Produce/p99': 0.5,
  'resp_send_ms/Produce/p99': 0.5,
  'req_total_ms/FetchConsumer/rate': 100,
  'req_queue_ms/FetchConsumer/p99': 1,
  'req_local_ms/FetchConsumer/p99': 3,
  'req_remote_ms/FetchConsumer/p99': 480,
  'req_throttle_ms/FetchConsumer/p99': 0,
  'resp_queue_ms/FetchConsumer/p99': 0.5,
  'resp_send_ms/FetchConsumer/p99': 1,
  'log_flush_ms/p99': 8,
  handler_idle: 0.8,
  network_idle: 0.85,
  request_queue_size: 0,
  max_replica_lag: 10,
  bytes_in: 20e6,
  bytes_out: 40e6,
  messages_in: 20_000,
  'requests/Produce': 200,
  'requests/FetchConsumer': 100,
  produce_conversions: 0,
  fetch_conversions: 0,
  disk_read_bytes: 100_000,
  gc_time_s: 0.01,
  heap_after_gc: 1e9,
  heap_max: 4e9,
  cpu_cores: 1.5,
  open_fds: 2_000,
  max_fds: 100_000,
  broker_state: 3,
  start_time: NOW / 1000 - 86_400,
}

export const HEALTHY_HOST: Values = {
  node_cpu_busy: 0.3,
  node_cpus: 8,
  'node_disk_busy/sdb': 0.2,
  'node_disk_write_ms/sdb': 1,
  'node_disk_read/sdb': 100_000,
  'node_net_tx/eth0': 60e6,
  'node_net_rx/eth0': 40e6,
  'node_net_speed/eth0': 1.25e9,
  'node_net_errors/eth0': 0,
  node_tcp_retransmits: 0.5,
  node_mem_cached: 20e9,
}

export interface SceneSpec {
  /** Changes by broker. */
  readonly changes?: Readonly<Record<number, Values>>
  /** Changes of hosts by broker; null: its host tells nothing. */
  readonly hosts?: Readonly<Record<number, Values | null>>
  /** Brokers whose exporter is silent. */
  readonly silent?: readonly number[]
  readonly brokers?: readonly number[]
  readonly mode?: 'kraft' | 'zookeeper'
  readonly observedAt?: number
  readonly topics?: Readonly<Record<number, Readonly<Record<string, readonly [number, number, number]>>>>
}

export function whyScene(spec: SceneSpec = {}): WhyScene {
  const brokers = spec.brokers ?? [1, 2, 3, 4, 5]
  const observedAt = spec.observedAt ?? NOW
  return {
    now: observedAt,
    mode: spec.mode ?? 'kraft',
    brokers: brokers.map((id) => nodeOf(spec, id, observedAt)),
    controllers: [],
    controllerId: 1,
    topology: topologyOf({ brokers, topics: { orders: { partitions: 20, replicationFactor: brokers.length } } }),
  }
}

function nodeOf(spec: SceneSpec, id: number, observedAt: number): SeenNode {
  const isSilent = spec.silent?.includes(id) ?? false
  const host = spec.hosts?.[id]
  const values = kept({ ...HEALTHY, ...spec.changes?.[id] })
  return {
    id,
    role: 'broker',
    process: isSilent ? null : nodeMetrics({ target: { nodeId: id }, values, topics: spec.topics?.[id] ?? {} }),
    host:
      host === null || isSilent
        ? null
        : nodeMetrics({ target: { nodeId: id, role: 'host' }, values: kept({ ...HEALTHY_HOST, ...host }) }),
    observedAt: isSilent ? null : observedAt,
  }
}

function kept(values: Values): Record<string, number> {
  return Object.fromEntries(Object.entries(values).filter((entry): entry is [string, number] => entry[1] !== undefined))
}

/** `slow-disk:3`, `slow-follower:1,2,4<5`: what is found, of whom, because of whom. */
export function found(spec: SceneSpec): string[] {
  return findWhys(whyScene(spec)).map(
    ({ code, brokers, culprit }) => `${code}:${brokers.join(',')}${culprit === null ? '' : `<${culprit}`}`,
  )
}
