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
/** Of a large cluster it also serves while the next is being found: nobody waits for slices between other work. */
const SERVES_MEANWHILE_MS = 30_000

interface Kept {
  readonly at: number
  readonly probes: unknown
  readonly found: Promise<Preflight>
  /** Null until it is found. */
  ready: Preflight | null
  /** The one before, as long as this one is not ready. */
  before: Kept | null
}

/** Runs the checks in slices, once for all who ask at the same time. */
export function preflightOf(): (state: ConsoleState, cluster: ClusterState) => Promise<Preflight> {
  const kept = new WeakMap<ClusterState, Kept>()
  const begin = (state: ConsoleState, cluster: ClusterState): Kept => {
    const found = runInSlices(preflightInSlices(preflightInput(state, cluster)))
    const before = kept.get(cluster) ?? null
    const fresh: Kept = { at: state.now(), probes: probesOf(state, cluster), found, ready: null, before }
    kept.set(cluster, fresh)
    found.then(
      (ready) => Object.assign(fresh, { ready, before: null }),
      // Whoever waits hears of it, and the next one begins anew.
      () => kept.delete(cluster),
    )
    return fresh
  }
  return (state, cluster) => {
    const age = ({ at }: Kept) => state.now() - at
    const probes = probesOf(state, cluster)
    const isLarge = (cluster.assessment?.topology.partitions.count ?? 0) >= LARGE_PARTITIONS
    const last = kept.get(cluster)
    const isUnderWay = isLarge && last?.ready === null
    const isCurrent = last?.probes === probes && age(last) < (isLarge ? LARGE_SERVES_MS : SERVES_MS)
    const one = last !== undefined && (isUnderWay || isCurrent) ? last : begin(state, cluster)
    const { ready, before } = one
    if (!isLarge || ready !== null || before === null || before.ready === null) return one.found
    const serves = before.probes === probes && age(before) < SERVES_MEANWHILE_MS
    return serves ? Promise.resolve(before.ready) : one.found
  }
}
