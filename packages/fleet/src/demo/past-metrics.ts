// What exporters would have told of brokers and hosts while a world lived through its past: canonical metrics, by the names
// that the console's history has for them.
import { CPUS, HEAP_MAX_BYTES } from '../exporters/beans/java-machine.ts'
import { NETWORK_BYTES_PER_SECOND } from '../exporters/host-page.ts'
import { type Pressure, pressureOn } from '../exporters/vitals/pressure.ts'
import { produceRemote } from '../exporters/vitals/remote.ts'
import { quantileOf, sumOf } from '../exporters/vitals/stage.ts'
import type { Broker } from '../world/broker.ts'
import { loadOf } from '../world/broker-load.ts'
import type { Cluster } from '../world/cluster.ts'
import { type Frame, rateAt } from './past-frame.ts'

export type Put = (series: string, value: number) => void

const RECORDS_PER_PRODUCE = 25

/** One moment of one broker: `broker/3/bytes_in`, `host/3/node_cpu_busy`. Nothing of a broker that is not up. */
export function putMetrics(cluster: Cluster, broker: Broker, { frame, put }: { frame: Frame; put: Put }): void {
  const of = frame.byBroker.get(broker.id)
  if (of === undefined) return
  const bytesIn = rateAt(of.bytes, cluster.now)
  const pressure = pressureOn(cluster, broker)
  const host = { loadBytes: loadOf(cluster, broker.id), bytesIn }
  if (broker.state !== 'cut') putHost(pressure, host, (key, value) => put(`host/${broker.id}/${key}`, value))
  if (broker.state !== 'up') return
  const messages = rateAt(of.rates, cluster.now)
  const node: Put = (key, value) => put(`broker/${broker.id}/${key}`, value)
  node('bytes_in', bytesIn)
  node('bytes_out', rateAt(of.read, cluster.now))
  node('replication_bytes_out', bytesIn * [...of.followers.values()].reduce((sum, share) => sum + share, 0))
  node('messages_in', messages)
  node('requests/Produce', messages / RECORDS_PER_PRODUCE)
  node('handler_idle', pressure.handlerIdle)
  node('network_idle', pressure.networkIdle)
  node('cpu_cores', pressure.processCpu * CPUS)
  node('gc_time_s', pressure.collectionShare)
  node('heap_after_gc', pressure.heapKept * HEAP_MAX_BYTES)
  node('log_flush_ms/p99', quantileOf({ typical: pressure.flushMs }, 0.99))
  putTimes(cluster, broker, { pressure, followers: of.followers, node })
}

function putTimes(
  cluster: Cluster,
  broker: Broker,
  { pressure, followers, node }: { pressure: Pressure; followers: ReadonlyMap<number, number>; node: Put },
): void {
  const remote = produceRemote(cluster, broker, followers)
  const total = sumOf([pressure.queue, pressure.local, remote, pressure.responseQueue, pressure.send])
  const stages = {
    req_queue_ms: pressure.queue,
    req_local_ms: pressure.local,
    req_remote_ms: remote,
    resp_queue_ms: pressure.responseQueue,
    resp_send_ms: pressure.send,
  }
  // Rule sets of the JMX exporter tell no mean: the page stacks what is kept, the p99.
  for (const [stage, one] of Object.entries(stages)) node(`${stage}/Produce/p99`, quantileOf(one, 0.99))
  node('req_throttle_ms/Produce/p99', 0)
  node('req_total_ms/Produce/p50', quantileOf(total, 0.5))
  node('req_total_ms/Produce/p95', quantileOf(total, 0.95))
  node('req_total_ms/Produce/p99', quantileOf(total, 0.99))
}

function putHost(pressure: Pressure, { loadBytes, bytesIn }: { loadBytes: number; bytesIn: number }, put: Put): void {
  put('node_cpu_busy', pressure.hostCpu)
  put('node_cpu_iowait', pressure.ioWait)
  put('node_disk_busy', pressure.diskBusy)
  put('node_disk_write', pressure.diskWriteBytesPerSecond)
  put('node_disk_read', pressure.diskReadBytesPerSecond)
  put('node_disk_write_ms', pressure.diskWriteMs)
  const received = 1.04 * Math.max(bytesIn, loadBytes / 2)
  put('node_net_rx', received)
  put('node_net_busy', received / NETWORK_BYTES_PER_SECOND)
}
