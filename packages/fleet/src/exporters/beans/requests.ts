import type { BeanWriter } from '../bean-writer.ts'
import { type AskedRequest, askedRequests } from '../vitals/asked-requests.ts'
import type { BrokerVitals } from '../vitals/broker-vitals.ts'
import { REQUEST_NAMES } from '../vitals/request-names.ts'
import { spread } from '../vitals/spread.ts'
import { type Stage, sumOf } from '../vitals/stage.ts'

const DOMAIN = 'kafka.network'
const TYPE = 'RequestMetrics'
const HISTOGRAMS = [
  'RequestQueueTimeMs',
  'LocalTimeMs',
  'RemoteTimeMs',
  'ThrottleTimeMs',
  'ResponseQueueTimeMs',
  'ResponseSendTimeMs',
  'TotalTimeMs',
  'RequestBytes',
]

/** `RequestMetrics`: how many requests of each kind, and where their time goes. */
export function requestBeans(writer: BeanWriter, vitals: BrokerVitals): void {
  const all = askedRequests(vitals)
  for (const asked of all) writeRequest(writer, vitals, asked)
  const known = new Set(all.map(({ request }) => request))
  const idle = REQUEST_NAMES[vitals.cluster.identity.mode].filter((name) => !known.has(name))
  writer.still(idle.join(), (still) => {
    for (const request of idle) for (const name of HISTOGRAMS) writeIdle(still, request, name)
  })
}

/** Nobody asked it yet: every figure is zero, and no version has been seen. */
function writeIdle(writer: BeanWriter, request: string, name: string): void {
  writer.histogram({ domain: DOMAIN, type: TYPE, name, tags: { request } }, spread(0, 0))
}

function writeRequest(writer: BeanWriter, { reservoirs, uptimeMs }: BrokerVitals, asked: AskedRequest): void {
  const { request, count, stages, requestBytes } = asked
  const histogram = (name: string, stage: Stage) =>
    writer.histogram(
      { domain: DOMAIN, type: TYPE, name, tags: { request } },
      reservoirs.take(`${request}/${name}`, stage, count),
    )
  const meter = (name: string, tags: Readonly<Record<string, string>>, of: { count: number; perSecond: number }) =>
    writer.meter({ domain: DOMAIN, type: TYPE, name, tags }, { ...of, meanRate: (of.count * 1000) / uptimeMs })
  const { queue, local, remote, throttle, responseQueue, send } = stages
  histogram('RequestQueueTimeMs', queue)
  histogram('LocalTimeMs', local)
  histogram('RemoteTimeMs', remote)
  histogram('ThrottleTimeMs', throttle)
  histogram('ResponseQueueTimeMs', responseQueue)
  histogram('ResponseSendTimeMs', send)
  histogram('TotalTimeMs', sumOf([queue, local, remote, responseQueue, send]))
  histogram('RequestBytes', { typical: requestBytes })
  if (request === 'Produce' || request === 'Fetch') {
    histogram('MessageConversionsTimeMs', { typical: 0 })
    histogram('TemporaryMemoryBytes', { typical: 0 })
  }
  for (const { version, ...of } of asked.versions) meter('RequestsPerSec', { request, version: String(version) }, of)
  for (const { error, ...of } of asked.errors) meter('ErrorsPerSec', { request, error }, of)
}
