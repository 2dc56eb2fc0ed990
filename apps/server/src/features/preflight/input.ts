// What checks are made from: one picture of a cluster, what its doors told, what the console knows of itself.
import { type Preflight, type PreflightInput, type PreflightProbes, preflight, type Reading } from '@perigee/domain'
import type { ClusterState, ConsoleState } from '../../facts/state.ts'
import { servicesOf, tellsMetrics } from '../../polling/probe-plan.ts'
import { historyHealth } from './history-health.ts'

const NEVER: Reading<PreflightProbes> = {
  value: undefined,
  observedAt: undefined,
  attemptedAt: undefined,
  intervalMs: 3_600_000,
  failure: undefined,
  failingSince: undefined,
  gaps: [],
  version: 0,
}

export function probesOf(state: ConsoleState, cluster: ClusterState): Reading<PreflightProbes> {
  return state.probes?.(cluster.name) ?? NEVER
}

export function preflightInput(state: ConsoleState, cluster: ClusterState): PreflightInput {
  const { config, facts, assessment } = cluster
  return {
    facts,
    assessment,
    probes: probesOf(state, cluster),
    configured: {
      metrics: tellsMetrics(config),
      tls: config.tls !== null,
      adminServers: config.ensemble.adminPattern !== null,
      services: servicesOf(config),
    },
    console: { eventLoopDelayP99Ms: state.eventLoopDelayP99Ms(), history: historyHealth(state) },
    now: state.now(),
  }
}

const LARGE_PARTITIONS = 20_000
const KEPT_MS = 5_000

/** Runs the checks; of a large cluster at most every few seconds, whoever asks. */
export function preflightOf(): (state: ConsoleState, cluster: ClusterState) => Preflight {
  const kept = new WeakMap<ClusterState, { at: number; probes: unknown; found: Preflight }>()
  return (state, cluster) => {
    const last = kept.get(cluster)
    const probes = probesOf(state, cluster)
    const isLarge = (cluster.assessment?.topology.partitions.count ?? 0) >= LARGE_PARTITIONS
    if (isLarge && last !== undefined && last.probes === probes && state.now() - last.at < KEPT_MS) return last.found
    const found = preflight(preflightInput(state, cluster))
    kept.set(cluster, { at: state.now(), probes, found })
    return found
  }
}
