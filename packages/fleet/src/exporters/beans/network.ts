import type { BeanWriter } from '../bean-writer.ts'
import type { BrokerVitals } from '../vitals/broker-vitals.ts'
import { connectionsOf } from '../vitals/connections.ts'
import { produceRemote } from '../vitals/remote.ts'
import { meanOf } from '../vitals/stage.ts'

const NETWORK = 'kafka.network'
const SERVER = 'kafka.server'
const THREADS = 3
const NO_LIMIT = 2 ** 63

/** Queues, idle threads, connections and waiting operations. */
export function networkBeans(writer: BeanWriter, vitals: BrokerVitals): void {
  const { pressure, uptimeMs } = vitals
  const { networkIdle } = pressure
  const gauge = (type: string, name: string, value: number, tags?: Readonly<Record<string, string>>) =>
    writer.gauge({ domain: NETWORK, type, name, ...(tags === undefined ? {} : { tags }) }, value)
  gauge('SocketServer', 'NetworkProcessorAvgIdlePercent', networkIdle)
  gauge('SocketServer', 'ExpiredConnectionsKilledCount', 0)
  gauge('SocketServer', 'MemoryPoolAvailable', NO_LIMIT)
  gauge('SocketServer', 'MemoryPoolUsed', 0)
  gauge('RequestChannel', 'RequestQueueSize', pressure.requestQueueSize)
  gauge('RequestChannel', 'ResponseQueueSize', pressure.responseQueueSize)
  for (let i = 0; i < THREADS; i += 1) {
    const queued = Math.floor(pressure.responseQueueSize / THREADS)
    gauge('RequestChannel', 'ResponseQueueSize', queued, { processor: String(i) })
    gauge('Processor', 'IdlePercent', 1 - (1 - networkIdle) * (0.9 + 0.1 * i), { networkProcessor: String(i) })
  }
  connectionBeans(writer, vitals)
  // Idle nanoseconds divided by the number of threads: the rate per nanosecond is a fraction.
  const idle = { count: Math.floor(vitals.handlerIdleNs), perSecond: pressure.handlerIdle }
  const meanRate = idle.count / (uptimeMs * 1e6)
  writer.meter(
    { domain: SERVER, type: 'KafkaRequestHandlerPool', name: 'RequestHandlerAvgIdlePercent' },
    { ...idle, meanRate },
  )
  purgatory(writer, vitals)
}

/** Connections of each network thread, and what software is at their other end (KIP-511). */
function connectionBeans(writer: BeanWriter, vitals: BrokerVitals): void {
  const { open, opened, bySoftware } = connectionsOf(vitals)
  const part = (count: number, i: number) => Math.floor(count / THREADS) + (i < count % THREADS ? 1 : 0)
  for (let i = 0; i < THREADS; i += 1) {
    const place = { listener: 'PLAINTEXT', networkProcessor: String(i) }
    writer.attributes(
      { domain: SERVER, type: 'socket-server-metrics', tags: place },
      { 'connection-count': part(open, i), 'connection-creation-total': part(opened, i) },
    )
    for (const { name, version, count } of bySoftware) {
      writer.attributes(
        {
          domain: SERVER,
          type: 'socket-server-metrics',
          tags: { clientSoftwareName: name, clientSoftwareVersion: version, ...place },
        },
        { connections: part(count, i) },
      )
    }
  }
}

function purgatory(writer: BeanWriter, { all, cluster, broker, followers }: BrokerVitals): void {
  const waitMs = meanOf(produceRemote(cluster, broker, followers))
  const fetches = Math.round(all.perSecond.fetchRequests / 2)
  const isWaiting = all.perSecond.replicationBytesOut > 0
  const produces = isWaiting ? Math.round((all.perSecond.produceRequests * waitMs) / 1000) : 0
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
