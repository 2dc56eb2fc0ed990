// Perigee's own metrics, among them the load it puts on each broker it polls.
import { API } from '@perigee/contract'
import type { PeerCost } from '@perigee/sources'
import type { FastifyInstance } from 'fastify'
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { ClusterState, ConsoleState } from '../facts/state.ts'
import type { EventStreams } from './event-stream.ts'

type Labels = Record<string, string>
type Sample = readonly [Labels, number]

export function serveMetrics(app: FastifyInstance, state: ConsoleState, streams: EventStreams): void {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  timeRequests(app, registry)
  peerMetrics(registry, state)
  pollingMetrics(registry, state)
  gauge(registry, { name: 'perigee_event_streams', help: 'Open event streams', labels: [] }, () => [
    [{}, streams.count],
  ])
  const options = { schema: { hide: true }, config: { rateLimit: false as const }, logLevel: 'silent' as const }
  app.get(API.metrics, options, async (_, reply) => {
    reply.type(registry.contentType).header('cache-control', 'no-store')
    return registry.metrics()
  })
}

function timeRequests(app: FastifyInstance, registry: Registry): void {
  const histogram = new Histogram({
    name: 'perigee_http_request_duration_seconds',
    help: 'Time to answer HTTP requests, by route',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
    registers: [registry],
  })
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'none'
    histogram.observe({ method: request.method, route, status: String(reply.statusCode) }, reply.elapsedTime / 1000)
  })
}

function peerMetrics(registry: Registry, state: ConsoleState): void {
  const labels = ['cluster', 'broker', 'peer']
  const each = (value: (cost: PeerCost) => number) => () =>
    [...state.clusters.values()].flatMap((cluster) =>
      cluster.cost().map((cost): Sample => [peerLabels(cluster, cost), value(cost)]),
    )
  const count = (name: string, help: string, value: (cost: PeerCost) => number) =>
    counter(registry, { name: `perigee_peer_${name}`, help, labels }, each(value))
  count('requests_total', 'Requests sent to a broker', (cost) => cost.requests)
  count('failures_total', 'Requests to a broker that failed', (cost) => cost.failures)
  count('sent_bytes_total', 'Bytes sent to a broker', (cost) => cost.bytesSent)
  count('received_bytes_total', 'Bytes received from a broker', (cost) => cost.bytesReceived)
  count('busy_seconds_total', 'Sum of request times', (cost) => cost.busyMs / 1000)
  count('connections_opened_total', 'Connections opened to a broker', (cost) => cost.connectionsOpened)
  const open = { name: 'perigee_peer_connections_open', help: 'Connections open to a broker now', labels }
  gauge(
    registry,
    open,
    each((cost) => cost.connectionsOpen),
  )
}

function peerLabels(cluster: ClusterState, { brokerId, peer }: PeerCost): Labels {
  return { cluster: cluster.name, broker: brokerId === null ? '' : String(brokerId), peer }
}

function pollingMetrics(registry: Registry, state: ConsoleState): void {
  const loops = () => [...state.clusters.values()].flatMap((cluster) => cluster.loops)
  const labels = ['cluster', 'reading', 'broker']
  const each = (value: (loop: ClusterState['loops'][number]) => number | null) => () =>
    loops().flatMap((loop): Sample[] => {
      const sample = value(loop)
      const broker = loop.brokerId === null ? '' : String(loop.brokerId)
      return sample === null ? [] : [[{ cluster: loop.cluster, reading: loop.kind, broker }, sample]]
    })
  const show = (name: string, help: string, value: (loop: ClusterState['loops'][number]) => number | null) =>
    gauge(registry, { name: `perigee_${name}`, help, labels }, each(value))
  show('reading_age_seconds', 'Age of the newest good reading; absent before the first', ({ lastSuccessAt }) =>
    lastSuccessAt === null ? null : (state.now() - lastSuccessAt) / 1000,
  )
  show('loop_failing', '1 while the newest attempt failed', (loop) => (loop.failure === null ? 0 : 1))
  show('loop_failures_last_hour', 'Failed attempts of the past hour', (loop) => loop.failuresLastHour)
  show('loop_interval_seconds', 'Effective interval', (loop) => loop.intervalMs / 1000)
  show('loop_duration_seconds', 'Duration of the newest run', (loop) =>
    loop.durationMs === null ? null : loop.durationMs / 1000,
  )
  counter(
    registry,
    { name: 'perigee_loop_runs_total', help: 'Finished runs', labels },
    each((loop) => loop.runs),
  )
  const history = { name: 'perigee_history_bytes', help: 'Memory of the history kept', labels: ['cluster'] }
  gauge(registry, history, () =>
    [...state.clusters.values()].map((c): Sample => [{ cluster: c.name }, c.history.bytes()]),
  )
}

interface Metric {
  readonly name: string
  readonly help: string
  readonly labels: readonly string[]
}

type Read = () => readonly Sample[]

/** Numbers that live elsewhere, read when somebody scrapes. */
function gauge(registry: Registry, metric: Metric, read: Read): void {
  const shown: Gauge = new Gauge(shownBy(registry, metric, () => refill(shown, read, (sample) => shown.set(...sample))))
}

function counter(registry: Registry, metric: Metric, read: Read): void {
  const shown: Counter = new Counter(
    shownBy(registry, metric, () => refill(shown, read, (sample) => shown.inc(...sample))),
  )
}

function shownBy(registry: Registry, { name, help, labels }: Metric, collect: () => void) {
  return { name, help, labelNames: [...labels], registers: [registry], collect }
}

/** Whatever is no longer read is no longer shown: brokers go. */
function refill(shown: { reset(): void }, read: Read, put: (sample: [Labels, number]) => void): void {
  shown.reset()
  for (const [labels, value] of read()) put([labels, value])
}
