// Everything the console knows, and the switch that starts and stops it.
import { monitorEventLoopDelay } from 'node:perf_hooks'
import type { ClusterConfig, EffectiveEntry, PerigeeConfig } from '@perigee/config'
import { type Archive, ColumnMemory } from '@perigee/store'
import type { Clock } from '../polling/clock.ts'
import type { Log } from '../polling/log.ts'
import { PreflightProbe, type Probe } from '../polling/preflight-probe.ts'
import type { ClusterSources } from '../polling/sources.ts'
import { createCluster } from './cluster.ts'
import type { Judgement } from './cluster-judge.ts'
import { createEvents } from './events.ts'
import { COLUMNS_BYTES, HistoryRecorder } from './record-history.ts'
import type { ConsoleState, DemoState } from './state.ts'

export interface ConsoleOptions {
  readonly config: PerigeeConfig
  readonly effectiveConfig: readonly EffectiveEntry[]
  readonly version: string
  readonly openSources: (cluster: ClusterConfig) => ClusterSources
  /** How doors are knocked at, for preflight; absent: nobody knocks. */
  readonly probe?: Probe
  readonly judgement: Judgement
  readonly clock: Clock
  readonly demo: DemoState | null
  /** Where numbers are kept beyond six hours; absent: nowhere. The caller closes it. */
  readonly archive?: Archive | null
  /** 0 ≤ x < 1. */
  readonly random: () => number
  readonly log: Log
}

export interface RunningConsole {
  readonly state: ConsoleState
  start(): void
  stop(): Promise<void>
}

export function createConsole(options: ConsoleOptions): RunningConsole {
  const { config, clock, random, log, judgement, archive = null } = options
  const memory = new ColumnMemory(COLUMNS_BYTES)
  const events = createEvents()
  const clusters = config.clusters.map((cluster) =>
    createCluster({
      config: cluster,
      polling: config.polling,
      sources: options.openSources(cluster),
      judgement,
      events,
      clock,
      random,
      log,
      recorder: new HistoryRecorder({
        clusters: config.clusters.length,
        memory,
        ...(archive !== null && { sink: archive.sinkFor(cluster.name) }),
      }),
    }),
  )
  const probes = new Map(
    clusters.flatMap(({ state: of }) => {
      const { name, config } = of
      const facts = () => of.facts
      const onRead = () => events.publish({ cluster: name, readings: ['preflight'], version: 0 })
      const { probe } = options
      return probe === undefined
        ? []
        : [[name, new PreflightProbe({ config, facts, probe, clock, random, log, onRead })]]
    }),
  )
  const delay = monitorEventLoopDelay({ resolution: 10 })
  const state: ConsoleState = {
    clusters: new Map(clusters.map((cluster) => [cluster.state.name, cluster.state])),
    config,
    effectiveConfig: options.effectiveConfig,
    events,
    now: () => clock.now(),
    startedAt: clock.now(),
    probes: (cluster) => probes.get(cluster)?.reading,
    version: options.version,
    archive,
    demo: options.demo,
    eventLoopDelayP99Ms: () => (delay.count === 0 ? null : Math.max(0, delay.percentile(99) / 1e6 - 10)),
  }
  return {
    state,
    start() {
      delay.enable()
      for (const cluster of clusters) cluster.start()
      for (const probe of probes.values()) probe.start()
    },
    async stop() {
      delay.disable()
      await Promise.all([...probes.values()].map((probe) => probe.stop()))
      await Promise.all(clusters.map((cluster) => cluster.stop()))
    },
  }
}
