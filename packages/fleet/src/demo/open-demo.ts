// The demo: three clusters with a past, a story that goes on, and somebody who may interfere.
import { type Control, createControl } from '../control/control.ts'
import { type Fleet, type FleetNode, openFleet } from '../fleet.ts'
import { SCENARIOS } from '../scenario/files/index.ts'
import { ScenarioRunner } from '../scenario/runner.ts'
import { tellStory } from '../scenario/story.ts'
import { realTimers, type Timers } from '../timers.ts'
import type { Cluster } from '../world/cluster.ts'
import { seededRandom } from '../world/random.ts'
import { DEMO_LABELS, demoWorld } from './demo-world.ts'
import { livePast } from './past.ts'
import type { PastSeries } from './past-series.ts'

export interface DemoOptions {
  /** Equal seeds and moments give equal worlds. */
  readonly seed: number
  /** Epoch ms. Default the system's clock. */
  readonly now?: () => number
  readonly timers?: Timers
  /** How much past the worlds have, in ms. Default six hours; 0 for none. */
  readonly pastMs?: number
  /** False: nothing goes wrong by itself. Default true. */
  readonly story?: boolean
}

export interface DemoExporter {
  readonly url: string
  readonly role: 'broker' | 'controller' | 'host'
  /** Broker or controller id; of a host, of the broker on it. */
  readonly id: number
}

/** A cluster of the fleet as a configuration file would name it. */
export interface DemoCluster {
  readonly name: string
  readonly labels: Readonly<Record<string, string>>
  readonly bootstrap: readonly string[]
  readonly zookeeper: string | null
  /** Of brokers, controllers and hosts; empty where nobody runs any. */
  readonly exporters: readonly DemoExporter[]
  readonly expected: { readonly brokers: number; readonly controllers: number | null }
  /** Rack → data centre. */
  readonly dataCentres: Readonly<Record<string, string>>
}

export interface Demo {
  readonly fleet: Fleet
  readonly control: Control
  readonly clusters: readonly DemoCluster[]
  /** What the console's history would hold. */
  readonly past: readonly PastSeries[]
  close(): Promise<void>
}

const SIX_HOURS_MS = 21_600_000
const STEP_MS = 15_000
/** How often the world's time goes on: end offsets must not grow in jumps that a rate would show. */
const TICK_MS = 100

/** Resolves once every node listens. Rejects with the system's error when one cannot. */
export async function openDemo(options: DemoOptions): Promise<Demo> {
  const { seed, now = Date.now, timers = realTimers, pastMs = SIX_HOURS_MS, story = true } = options
  const startedAt = now()
  const since = startedAt - pastMs
  const specs = demoWorld({ seed, now: since })
  const metered = new Set(specs.filter((one) => one.exporterRules !== undefined).map(({ name }) => name))
  let runner = new ScenarioRunner([], [])
  let past: readonly PastSeries[] = []
  const fleet = await openFleet({
    seed,
    now,
    timers,
    clusters: specs,
    since,
    beforeListening(worlds) {
      runner = new ScenarioRunner(
        worlds.map((cluster) => ({ cluster })),
        SCENARIOS,
      )
      if (pastMs > 0) past = livePast(worlds, runner, { now: startedAt, stepMs: STEP_MS, metered })
    },
  })
  const agenda = fleet.clusters[0]?.world.agenda
  const endStory =
    story && agenda !== undefined ? tellStory(runner, { agenda, random: seededRandom(seed).fork('story') }) : null
  let cancel = timers.after(TICK_MS, tick)
  function tick(): void {
    fleet.advance()
    cancel = timers.after(TICK_MS, tick)
  }
  return {
    fleet,
    control: createControl(fleet, runner),
    clusters: fleet.clusters.map(({ world, nodes, bootstrap, zookeeper }) => ({
      ...configOf(world),
      bootstrap: bootstrap(),
      zookeeper: zookeeper?.connectString() ?? null,
      exporters: [...nodes.values()].flatMap(exportersOf),
    })),
    past,
    async close() {
      endStory?.()
      cancel()
      await fleet.close()
    },
  }
}

function exportersOf({ node, exporterUrl, hostExporterUrl }: FleetNode): DemoExporter[] {
  const { id, kind } = node
  const own = exporterUrl()
  const host = hostExporterUrl()
  return [
    ...(own === null ? [] : [{ url: own, role: kind, id }]),
    ...(host === null ? [] : [{ url: host, role: 'host' as const, id }]),
  ]
}

function configOf(world: Cluster): Omit<DemoCluster, 'bootstrap' | 'zookeeper' | 'exporters'> {
  const { name, mode } = world.identity
  const nodes = [...world.brokers.values(), ...world.controllers.values(), ...world.zookeepers.values()]
  return {
    name,
    labels: DEMO_LABELS[name] ?? {},
    expected: { brokers: world.brokers.size, controllers: mode === 'kraft' ? world.voters.length : null },
    dataCentres: Object.fromEntries(
      nodes.flatMap(({ rack, dataCentre }) => (rack === null ? [] : [[rack, dataCentre]])),
    ),
  }
}
