// What checks are made from: one picture of a cluster, what its doors told, what the console knows of itself.
import {
  type Preflight,
  type PreflightInput,
  type PreflightProbes,
  preflightInSlices,
  type Reading,
} from '@perigee/domain'
import { runInSlices } from '../../facts/slices.ts'
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
/** What was found serves everybody who asks so soon after; of a large cluster longer. */
const SERVES_MS = 1_000
const LARGE_SERVES_MS = 5_000

interface Kept {
  readonly at: number
  readonly probes: unknown
  readonly found: Promise<Preflight>
}

/** Runs the checks in slices, once for all who ask at the same time. */
export function preflightOf(): (state: ConsoleState, cluster: ClusterState) => Promise<Preflight> {
  const kept = new WeakMap<ClusterState, Kept>()
  return (state, cluster) => {
    const last = kept.get(cluster)
    const probes = probesOf(state, cluster)
    const isLarge = (cluster.assessment?.topology.partitions.count ?? 0) >= LARGE_PARTITIONS
    const servesMs = isLarge ? LARGE_SERVES_MS : SERVES_MS
    if (last !== undefined && last.probes === probes && state.now() - last.at < servesMs) return last.found
    const found = runInSlices(preflightInSlices(preflightInput(state, cluster)))
    kept.set(cluster, { at: state.now(), probes, found })
    return found
  }
}
