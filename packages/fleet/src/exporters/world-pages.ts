// Pages of a whole cluster without sockets: hours of the world in a second, for who reads pages.
import { createMeter } from '../kafka/meter.ts'
import { Agenda } from '../world/agenda.ts'
import { buildCluster } from '../world/build-cluster.ts'
import type { Cluster } from '../world/cluster.ts'
import type { ClusterSpec } from '../world/cluster-spec.ts'
import { seededRandom } from '../world/random.ts'
import { hostPage } from './host-page.ts'
import { namingOf } from './naming/namings.ts'
import { nodePage } from './node-page.ts'
import { BrokerVitals } from './vitals/broker-vitals.ts'

export interface WorldPages {
  readonly cluster: Cluster
  /** Epoch ms, simulated. */
  now(): number
  advance(ms: number): void
  /** Ids of brokers, and of dedicated controllers. */
  readonly brokers: readonly number[]
  readonly controllers: readonly number[]
  /** The page of a node's agent now; counters go on from the call before. */
  process(id: number): string
  /** The page of node_exporter on a broker's host. */
  host(id: number): string
}

/** Builds the cluster of a spec at `now` (epoch ms); equal seeds tell equal figures. */
export function worldPages(
  spec: ClusterSpec,
  { now, seed }: { readonly now: number; readonly seed: number },
): WorldPages {
  const agenda = new Agenda(now)
  const cluster = buildCluster(spec, { agenda, random: seededRandom(seed) })
  const naming = namingOf(spec.exporterRules ?? 'no-rules', spec.mode)
  const generation = spec.exporterGeneration ?? '1.x'
  const processes = new Map<number, () => string>()
  const hosts = new Map<number, () => string>()
  for (const broker of cluster.brokers.values()) {
    const meter = createMeter()
    const vitals = new BrokerVitals(cluster, broker, meter)
    const [process, host] = [nodePage(cluster, broker, { naming, generation, meter, vitals }), hostPage(vitals)]
    processes.set(broker.id, () => process(null))
    hosts.set(broker.id, () => host(null))
  }
  for (const controller of cluster.controllers.values()) {
    const page = nodePage(cluster, controller, { naming, generation, meter: createMeter() })
    processes.set(controller.id, () => page(null))
  }
  return {
    cluster,
    now: () => agenda.now,
    advance: (ms) => agenda.advance(agenda.now + ms),
    brokers: [...cluster.brokers.keys()],
    controllers: [...cluster.controllers.keys()],
    process: (id) => pageOf(processes, id),
    host: (id) => pageOf(hosts, id),
  }
}

function pageOf(pages: ReadonlyMap<number, () => string>, id: number): string {
  const page = pages.get(id)
  if (page === undefined) throw new Error(`There is no node ${id}.`)
  return page()
}
