import { apiOf } from '../../apis/index.ts'
import type { BeanWriter } from '../bean-writer.ts'
import type { BrokerVitals } from '../vitals/broker-vitals.ts'
import { spread } from '../vitals/spread.ts'

const DOMAIN = 'kafka.network'
const TYPE = 'RequestMetrics'

/** Typical milliseconds of each stage of a request. */
interface Stages {
  readonly queue: number
  readonly local: number
  readonly remote: number
  readonly send: number
}

interface Asked {
  readonly request: string
  readonly version: number
  readonly count: number
  readonly perSecond: number
  readonly stages: Stages
  readonly requestBytes: number
}

const PRODUCE = 0
const FETCH = 1
const USUAL: Stages = { queue: 0.1, local: 0.6, remote: 0, send: 0.1 }

/** `RequestMetrics`: how many requests of each kind, and where their time goes. */
export function requestBeans(writer: BeanWriter, vitals: BrokerVitals): void {
  for (const asked of askedOf(vitals)) writeRequest(writer, asked, vitals.uptimeMs)
}

function askedOf(vitals: BrokerVitals): Asked[] {
  const { total, perSecond } = vitals.all
  const slow = vitals.broker.slowMs
  const busy: Stages = { ...USUAL, queue: 0.1 + vitals.load * 2, local: 0.6 + slow }
  const isFollowed = perSecond.replicationBytesOut > 0
  const followers = vitals.cluster.brokers.size - 1
  const uptimeSeconds = vitals.uptimeMs / 1000
  const fetches: Asked[] = [
    // Long polls: most of a fetch is waiting for something to come.
    ask('FetchConsumer', { key: FETCH, count: total.fetchRequests, perSecond: perSecond.fetchRequests }, busy, 380),
    ask('FetchFollower', { key: FETCH, count: 2 * followers * uptimeSeconds, perSecond: 2 * followers }, busy, 410),
  ]
  const produced = { key: PRODUCE, count: total.produceRequests, perSecond: perSecond.produceRequests }
  const both = (part: 'count' | 'perSecond') => fetches.reduce((sum, one) => sum + one[part], 0)
  return [
    ask('Produce', produced, busy, isFollowed ? 2.5 + slowestFollowerMs(vitals) : 0),
    ask('Fetch', { key: FETCH, count: both('count'), perSecond: both('perSecond') }, busy, 395),
    ...fetches,
    ...otherRequests(vitals, busy),
  ]
}

/** Requests that were really asked of the simulated broker. */
function otherRequests(vitals: BrokerVitals, stages: Stages): Asked[] {
  return [...vitals.meter.byApi().keys()]
    .filter((key) => key !== PRODUCE && key !== FETCH)
    .flatMap((key) => {
      const name = apiOf(key)?.name
      if (name === undefined) return []
      const count = vitals.served(key)
      return [ask(name, { key, count, perSecond: (count * 1000) / vitals.uptimeMs }, stages, 0)]
    })
}

/** With acks=all a producer waits for the slowest replica in sync. */
function slowestFollowerMs({ cluster, broker }: BrokerVitals): number {
  const others = [...cluster.brokers.values()].filter((one) => one.id !== broker.id && one.isRegistered)
  return Math.max(0, ...others.map((one) => one.slowMs))
}

function ask(
  request: string,
  { key, count, perSecond }: { key: number; count: number; perSecond: number },
  stages: Stages,
  remote: number,
): Asked {
  const version = apiOf(key)?.max ?? 0
  return { request, version, count: Math.floor(count), perSecond, stages: { ...stages, remote }, requestBytes: 180 }
}

function writeRequest(writer: BeanWriter, asked: Asked, uptimeMs: number): void {
  const { request, count, perSecond, stages, requestBytes } = asked
  const histogram = (name: string, typical: number) =>
    writer.histogram({ domain: DOMAIN, type: TYPE, name, tags: { request } }, spread(typical, count))
  const meter = (name: string, tags: Readonly<Record<string, string>>) =>
    writer.meter({ domain: DOMAIN, type: TYPE, name, tags }, { count, perSecond, meanRate: (count * 1000) / uptimeMs })
  const { queue, local, remote, send } = stages
  histogram('RequestQueueTimeMs', queue)
  histogram('LocalTimeMs', local)
  histogram('RemoteTimeMs', remote)
  histogram('ThrottleTimeMs', 0)
  histogram('ResponseQueueTimeMs', queue / 2)
  histogram('ResponseSendTimeMs', send)
  histogram('TotalTimeMs', queue * 1.5 + local + remote + send)
  histogram('RequestBytes', requestBytes)
  if (request === 'Produce' || request === 'Fetch') {
    histogram('MessageConversionsTimeMs', 0)
    histogram('TemporaryMemoryBytes', 0)
  }
  meter('RequestsPerSec', { request, version: String(asked.version) })
  meter('ErrorsPerSec', { request, error: 'NONE' })
}
