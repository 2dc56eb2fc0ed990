// Everything the console knows, and the switch that starts and stops it.
import { monitorEventLoopDelay } from 'node:perf_hooks'
import type { ClusterConfig, EffectiveEntry, PerigeeConfig } from '@perigee/config'
import type { Clock } from '../polling/clock.ts'
import type { Log } from '../polling/log.ts'
import type { ClusterSources } from '../polling/sources.ts'
import { createCluster } from './cluster.ts'
import type { Judgement } from './cluster-judge.ts'
import { createEvents } from './events.ts'
import type { ConsoleState, DemoState } from './state.ts'

export interface ConsoleOptions {
  readonly config: PerigeeConfig
  readonly effectiveConfig: readonly EffectiveEntry[]
  readonly version: string
  readonly openSources: (cluster: ClusterConfig) => ClusterSources
  readonly judgement: Judgement
  readonly clock: Clock
  readonly demo: DemoState | null
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
  const { config, clock, random, log, judgement } = options
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
      clusters: config.clusters.length,
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
    version: options.version,
    demo: options.demo,
    eventLoopDelayP99Ms: () => (delay.count === 0 ? null : Math.max(0, delay.percentile(99) / 1e6 - 10)),
  }
  return {
    state,
    start() {
      delay.enable()
      for (const cluster of clusters) cluster.start()
    },
    async stop() {
      delay.disable()
      await Promise.all(clusters.map((cluster) => cluster.stop()))
    },
  }
}
