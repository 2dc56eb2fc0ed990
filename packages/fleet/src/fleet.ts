// A fleet: clusters of one world, listening.
import type { TlsOptions } from 'node:tls'
import {
  BrokerVitals,
  createExporterServer,
  type ExporterServer,
  hostPage,
  namingOf,
  nodePage,
} from './exporters/index.ts'
import { createFaultPlan, type FaultPlan } from './faults/fault-plan.ts'
import { createDispatcher } from './kafka/dispatch.ts'
import { createErrorBook } from './kafka/error-book.ts'
import { apiVersionsHandler } from './kafka/handlers/api-versions.ts'
import { HANDLERS } from './kafka/handlers/index.ts'
import { createMeter, type Meter } from './kafka/meter.ts'
import { createNodeServer, type NodeServer } from './kafka/node-server.ts'
import type { SaslOptions } from './kafka/sasl/index.ts'
import { offerOf } from './releases/offer-of.ts'
import { realTimers, type Timers } from './timers.ts'
import { Agenda } from './world/agenda.ts'
import type { Broker, Controller } from './world/broker.ts'
import { buildCluster } from './world/build-cluster.ts'
import type { Cluster } from './world/cluster.ts'
import type { ClusterSpec } from './world/cluster-spec.ts'
import { seededRandom } from './world/random.ts'
import { type ClusterZooKeeper, type OpenZooKeeper, openZooKeeper } from './zookeeper-mirror/open-zookeeper.ts'

export interface FleetOptions {
  readonly clusters: readonly ClusterSpec[]
  /** Equal seeds and clocks give equal worlds. */
  readonly seed: number
  /** Epoch ms. Default the system's clock. */
  readonly now?: () => number
  /** When the world begins, epoch ms; default now. What happened since is lived through before anybody can connect. */
  readonly since?: number
  /** Called with the worlds as they were at `since`; may plan on their agenda, and let its time pass until now. */
  readonly beforeListening?: (worlds: readonly Cluster[]) => void
  readonly timers?: Timers
  /** Of every Kafka listener; absent: in clear. */
  readonly tls?: TlsOptions
  /** Of every Kafka listener; absent: nobody is asked who they are. */
  readonly sasl?: SaslOptions
}

/** One node's serving side. */
export interface FleetNode {
  readonly node: Broker | Controller
  readonly faults: FaultPlan
  readonly errors: ReturnType<typeof createErrorBook>
  readonly meter: Meter
  /** `http://…/metrics` of its JMX exporter; null where the spec asks for none. */
  exporterUrl(): string | null
  /** Of the node_exporter on its host; null where the spec asks for none, and of controllers. */
  hostExporterUrl(): string | null
}

export interface FleetCluster {
  readonly world: Cluster
  /** By node id. */
  readonly nodes: ReadonlyMap<number, FleetNode>
  /** `host:port` of every broker. */
  bootstrap(): readonly string[]
  /** The ensemble; null in KRaft mode, and where the spec has no ZooKeeper nodes. */
  readonly zookeeper: ClusterZooKeeper | null
}

export interface Fleet {
  readonly clusters: readonly FleetCluster[]
  /** Lets the world's time go on, to the clock's now. */
  advance(): void
  /** Waits until every node does what its state says. */
  settled(): Promise<void>
  close(): Promise<void>
}

/** Builds the world and listens on free loopback ports. Rejects with the system's error when it cannot bind. */
export async function openFleet(options: FleetOptions): Promise<Fleet> {
  const now = options.now ?? Date.now
  const agenda = new Agenda(options.since ?? now())
  const random = seededRandom(options.seed)
  const worlds = options.clusters.map((spec) => ({
    spec,
    world: buildCluster(spec, { agenda, random: random.fork(spec.name) }),
  }))
  options.beforeListening?.(worlds.map(({ world }) => world))
  agenda.advance(now())
  const open = worlds.map(({ spec, world }) => openCluster(world, spec, options))
  const settled = async () => {
    await Promise.all(open.map((one) => one.follow()))
  }
  await settled()
  return {
    clusters: open.map((one) => one.cluster),
    advance: () => agenda.advance(now()),
    settled,
    async close() {
      await Promise.all(open.map((one) => one.close()))
    },
  }
}

function openCluster(world: Cluster, spec: ClusterSpec, options: FleetOptions) {
  const all = [...world.brokers.values(), ...world.controllers.values()]
  const parts = all.map((node) => openNode(world, node, { spec, options }))
  const ensemble = ensembleOf(world, spec, options)
  const follow = async () => {
    await Promise.all(
      parts.flatMap(({ server, exporters }) => [server.follow(), ...exporters.map((one) => one.follow())]),
    )
    // Registrations tell the ports that brokers have by then.
    await ensemble?.follow()
  }
  const stopListening = world.onChange((change) => {
    // A port that stays taken is told by settled().
    if (change === 'nodes') follow().catch(() => undefined)
  })
  const nodes = new Map(parts.map(({ server: _, exporters: __, ...one }) => [one.node.id, one]))
  const cluster: FleetCluster = {
    world,
    nodes,
    bootstrap: () => [...world.brokers.values()].map(({ host, port }) => `${host}:${port}`),
    zookeeper: ensemble?.zookeeper ?? null,
  }
  return {
    cluster,
    follow,
    async close() {
      stopListening()
      await Promise.all([
        ...parts.flatMap(({ server, exporters }) => [server.close(), ...exporters.map((one) => one.close())]),
        ensemble?.close(),
      ])
    },
  }
}

function ensembleOf(world: Cluster, spec: ClusterSpec, options: FleetOptions): OpenZooKeeper | null {
  if (world.zookeepers.size === 0) return null
  const securityProtocol = `${options.sasl === undefined ? '' : 'SASL_'}${options.tls === undefined ? 'PLAINTEXT' : 'SSL'}`
  return openZooKeeper(world, {
    now: options.now ?? Date.now,
    timers: options.timers ?? realTimers,
    listener: { listener: securityProtocol, securityProtocol },
    whitelist: spec.fourLetterWords ?? ['srvr'],
    isHttpServed: spec.hasZooKeeperHttp === true,
    ...(spec.zooKeeperVersion === undefined ? {} : { version: spec.zooKeeperVersion }),
  })
}

function openNode(
  world: Cluster,
  node: Broker | Controller,
  { spec, options }: { spec: ClusterSpec; options: FleetOptions },
): FleetNode & { server: NodeServer; exporters: readonly ExporterServer[] } {
  const offer = offerOf(world, node, new Set(HANDLERS.map(({ api }) => api.key)))
  const faults = createFaultPlan()
  const errors = createErrorBook()
  const meter = createMeter()
  const server = createNodeServer({
    cluster: world,
    node,
    dispatcher: createDispatcher([apiVersionsHandler(offer), ...HANDLERS], offer),
    faults,
    errors,
    meter,
    timers: options.timers ?? realTimers,
    tls: options.tls ?? null,
    sasl: options.sasl ?? null,
  })
  const { exporter, host } = exportersOf(world, node, { spec, meter, timers: options.timers ?? realTimers })
  return {
    node,
    faults,
    errors,
    meter,
    server,
    exporters: [exporter, host].filter((one) => one !== null),
    exporterUrl: () => exporter?.url() ?? null,
    hostExporterUrl: () => host?.url() ?? null,
  }
}

function exportersOf(
  world: Cluster,
  node: Broker | Controller,
  { spec, meter, timers }: { spec: ClusterSpec; meter: Meter; timers: Timers },
): { exporter: ExporterServer | null; host: ExporterServer | null } {
  const { exporterRules, exporterGeneration: generation = '1.x', mode } = spec
  const vitals = node.kind === 'broker' ? new BrokerVitals(world, node, meter) : null
  const isHost = spec.hasHostExporters === true && vitals !== null
  const host = isHost ? createExporterServer({ node, kind: 'host', page: hostPage(vitals), timers }) : null
  if (exporterRules === undefined) return { exporter: null, host }
  const page = nodePage(world, node, { naming: namingOf(exporterRules, mode), meter, generation, vitals })
  return { exporter: createExporterServer({ node, page, timers }), host }
}
