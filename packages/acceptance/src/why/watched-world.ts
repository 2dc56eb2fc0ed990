// A simulated cluster whose exporter pages are read as the console reads them, in simulated time: world → page text →
// canonical values → reasons.
import {
  advanceWhys,
  buildTopology,
  NO_WHYS,
  type NodeMetrics,
  type SeenNode,
  type Topology,
  type Why,
} from '@perigee/domain'
import { type ExporterRules, type WorldPages, worldPages } from '@perigee/fleet'
import { PageSeries } from '@perigee/sources'

export const START = Date.UTC(2026, 5, 1, 12)
export const SCRAPE_MS = 30_000

export interface WatchOptions {
  readonly mode: 'kraft' | 'zookeeper'
  readonly rules?: ExporterRules
  readonly seed?: number
  /** Times the usual traffic. Default 1. */
  readonly traffic?: number
  /** Default 5. */
  readonly brokers?: number
  /** Whether node exporters tell of the hosts. Default: they do. */
  readonly hosts?: 'told' | 'silent'
}

export interface WatchedWorld {
  readonly world: WorldPages
  /** Lives so long, reading all pages every 30 s; answers every reason told meanwhile: `slow-disk:3`, `slow-follower<5`. */
  live(ms: number): ReadonlySet<string>
  /** As told last. */
  whys(): readonly Why[]
}

/** Brokers (five) in three racks (KRaft: three controllers besides), some traffic, two groups that read it. */
export function watchWorld(options: WatchOptions): WatchedWorld {
  const world = worldPages(specOf(options), { now: START, seed: options.seed ?? 7 })
  const readers = new Map<string, PageSeries>()
  const hints = { mode: options.mode, release: options.mode === 'kraft' ? '4.1' : '3.9' }
  let memory = NO_WHYS
  let told: readonly Why[] = []
  const read = (role: 'broker' | 'controller' | 'host', id: number, page: string): NodeMetrics => {
    const key = `${role}/${id}`
    const target = { id: key, url: `http://${key}/metrics`, role, nodeId: id, origin: 'simulated' }
    const reader = readers.get(key) ?? new PageSeries(target, hints)
    readers.set(key, reader)
    const { exporterMs: _, ...metrics } = reader.read(Buffer.from(page), world.now())
    return { ...metrics, source: 'exporter', cost: NO_COST }
  }
  const look = () => {
    const isUp = (id: number) => {
      const broker = world.cluster.brokers.get(id)
      // Of a broker that reads its logs the process is there, and tells.
      return broker === undefined || broker.state === 'up' || broker.isRecovering
    }
    const node = (role: SeenNode['role'], id: number): SeenNode => ({
      id,
      role,
      process: isUp(id) ? read(role, id, world.process(id)) : null,
      host: role === 'broker' && options.hosts !== 'silent' ? read('host', id, world.host(id)) : null,
      observedAt: world.now(),
    })
    const next = advanceWhys(memory, {
      now: world.now(),
      mode: options.mode,
      brokers: world.brokers.map((id) => node('broker', id)),
      controllers: world.controllers.map((id) => node('controller', id)),
      controllerId: world.cluster.controllerId,
      topology: topologyOf(world),
    })
    memory = next.memory
    told = next.whys
  }
  return {
    world,
    whys: () => told,
    live(ms) {
      const codes = new Set<string>()
      for (let past = 0; past < ms; past += SCRAPE_MS) {
        world.advance(SCRAPE_MS)
        look()
        for (const why of told) codes.add(nameOf(why))
      }
      return codes
    },
  }
}

/** `slow-disk:3`; of what waits for another, the other: `slow-follower<5`. */
export function nameOf({ code, broker, culprit }: Why): string {
  return culprit === null ? `${code}:${broker}` : `${code}<${culprit}`
}

const NO_COST = { exporterMs: null, answerMs: 0, parseMs: 0, pageBytes: 0, wireBytes: 0, series: 0, keptSeries: 0 }

function specOf({ mode, rules = 'example-rules', traffic = 1, brokers = 5, hosts = 'told' }: WatchOptions) {
  const since = START - 7_200_000
  // As many partitions and as much traffic for each broker, however many.
  const fifths = Math.ceil(brokers / 5)
  const topic = (name: string, partitions: number, ratePerSecond: number) => ({
    name,
    partitions: partitions * fifths,
    replicationFactor: 3,
    ratePerSecond: ratePerSecond * traffic * fifths,
    recordBytes: 600,
    since,
  })
  return {
    name: 'watched',
    mode,
    release: mode === 'kraft' ? ('4.1' as const) : ('3.9' as const),
    dataCentres: [
      {
        name: 'a',
        racks: ['r1', 'r2', 'r3'],
        brokers,
        ...(mode === 'kraft' ? { controllers: 3 } : { zookeeper: 3 }),
      },
    ],
    topics: [topic('orders', 20, 3_000), topic('clicks', 10, 5_000), topic('quiet', 5, 0)],
    groups: ['billing', 'search'].map((id) => ({
      id,
      type: 'classic' as const,
      topics: ['orders', 'clicks'],
      members: 3,
      lagMs: 500,
    })),
    exporterRules: rules,
    // Leaders stay where a test puts them.
    pace: { preferredElectionMs: null },
    hasHostExporters: hosts === 'told',
  }
}

function topologyOf({ cluster }: WorldPages): Topology {
  return buildTopology(
    1,
    [...cluster.topics.values()].map(({ name, partitions }) => ({
      name,
      id: null,
      internal: false,
      error: 0,
      partitions: partitions.map(({ index, leader, leaderEpoch, replicas, isr }) => ({
        id: index,
        error: 0,
        leader,
        leaderEpoch,
        replicas,
        isr,
        offline: [],
      })),
    })),
  )
}
