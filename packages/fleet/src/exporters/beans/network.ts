import type { BeanWriter } from '../bean-writer.ts'
import type { BrokerVitals } from '../vitals/broker-vitals.ts'

const NETWORK = 'kafka.network'
const SERVER = 'kafka.server'
const THREADS = 3
/** `queued.max.requests` */
const MOST_QUEUED = 500
const NO_LIMIT = 2 ** 63

/** Queues, idle threads, connections and waiting operations. */
export function networkBeans(writer: BeanWriter, vitals: BrokerVitals): void {
  const { load, meter, uptimeMs } = vitals
  const gauge = (type: string, name: string, value: number, tags?: Readonly<Record<string, string>>) =>
    writer.gauge({ domain: NETWORK, type, name, ...(tags === undefined ? {} : { tags }) }, value)
  gauge('SocketServer', 'NetworkProcessorAvgIdlePercent', 1 - load * 0.7)
  gauge('SocketServer', 'ExpiredConnectionsKilledCount', 0)
  gauge('SocketServer', 'MemoryPoolAvailable', NO_LIMIT)
  gauge('SocketServer', 'MemoryPoolUsed', 0)
  gauge('RequestChannel', 'RequestQueueSize', load > 0.5 ? Math.min(MOST_QUEUED, Math.round((load - 0.5) * 100)) : 0)
  gauge('RequestChannel', 'ResponseQueueSize', 0)
  for (let i = 0; i < THREADS; i += 1) {
    gauge('RequestChannel', 'ResponseQueueSize', 0, { processor: String(i) })
    gauge('Processor', 'IdlePercent', 1 - load * (0.6 + 0.1 * i), { networkProcessor: String(i) })
    const open = Math.floor(meter.connectionsOpen / THREADS) + (i < meter.connectionsOpen % THREADS ? 1 : 0)
    writer.attributes(
      { domain: SERVER, type: 'socket-server-metrics', tags: { listener: 'PLAINTEXT', networkProcessor: String(i) } },
      { 'connection-count': open },
    )
  }
  // Idle nanoseconds divided by the number of threads: the rate per nanosecond is a fraction.
  const idle = { count: Math.floor(vitals.handlerIdleNs), perSecond: 1 - load }
  const meanRate = idle.count / (uptimeMs * 1e6)
  writer.meter(
    { domain: SERVER, type: 'KafkaRequestHandlerPool', name: 'RequestHandlerAvgIdlePercent' },
    { ...idle, meanRate },
  )
  purgatory(writer, vitals)
}

function purgatory(writer: BeanWriter, { all, cluster, broker }: BrokerVitals): void {
  const fetches = Math.round(all.perSecond.fetchRequests / 2)
  const isWaiting = all.perSecond.replicationBytesOut > 0
  const produces = isWaiting ? Math.round((all.perSecond.produceRequests * (2.5 + broker.slowMs)) / 1000) : 0
  const waiting: Readonly<Record<string, number>> = {
    Produce: produces,
    Fetch: fetches,
    DeleteRecords: 0,
    AlterAcls: 0,
    RemoteFetch: 0,
    ...(cluster.identity.mode === 'zookeeper' ? { ElectLeader: 0, Heartbeat: 0, Rebalance: 0, topic: 0 } : {}),
  }
  for (const [delayedOperation, count] of Object.entries(waiting)) {
    for (const name of ['PurgatorySize', 'NumDelayedOperations']) {
      writer.gauge({ domain: SERVER, type: 'DelayedOperationPurgatory', name, tags: { delayedOperation } }, count)
    }
  }
}
