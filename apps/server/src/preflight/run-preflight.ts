// The console's collectors without the console: reads once, checks, tells. Keeps no history and listens nowhere.
import { setTimeout as sleep } from 'node:timers/promises'
import type { LoadResult, PerigeeConfig } from '@perigee/config'
import { assessInSlices, judgeCluster } from '@perigee/domain'
import type { PreflightAsk } from '../cli.ts'
import { withDemoClusters } from '../demo/demo-config.ts'
import { type DemoFleet, openDemo } from '../demo/open-demo.ts'
import { createConsole } from '../facts/console.ts'
import type { ClusterState, ConsoleState } from '../facts/state.ts'
import { preflightOf } from '../features/preflight/input.ts'
import { preflightView } from '../features/preflight/view.ts'
import { createLogger } from '../log.ts'
import { openProbe } from '../open-probe.ts'
import { sourceOpener } from '../open-sources.ts'
import { systemClock } from '../polling/clock.ts'
import { EXIT, exitCodeOf } from './exit-code.ts'
import { isReadThrough } from './read-through.ts'
import { textOf } from './text.ts'

export interface PreflightRun {
  readonly loaded: Extract<LoadResult, { ok: true }>
  readonly ask: PreflightAsk
  readonly version: string
}

export interface PreflightOutcome {
  readonly text: string
  /** Why nothing was checked; null when it was. */
  readonly problem: string | null
  readonly exitCode: number
}

const LOOK_MS = 200

/** Never rejects for what a cluster does; within `waitSeconds` and a few more. */
export async function runPreflight({ loaded, ask, version }: PreflightRun): Promise<PreflightOutcome> {
  const demo = ask.of === 'demo' ? await openDemo() : null
  try {
    const all = demo === null ? loaded.config : withDemoClusters(loaded.config, demo.configured).config
    const clusters = all.clusters.filter(({ name }) => ask.cluster === null || name === ask.cluster)
    if (clusters.length === 0) return nothingToCheck(all, ask)
    const config = { ...all, clusters, history: { ...all.history, enabled: false } }
    return await check(config, { loaded, ask, version, demo })
  } finally {
    await demo?.close()
  }
}

function nothingToCheck({ clusters }: PerigeeConfig, { cluster }: PreflightAsk): PreflightOutcome {
  const problem =
    clusters.length === 0
      ? 'No cluster is configured: name one with --bootstrap or --config; --demo checks the simulated ones.'
      : `There is no cluster ${cluster}; configured are ${clusters.map(({ name }) => name).join(', ')}.`
  return { text: '', problem, exitCode: EXIT.usage }
}

async function check(
  config: PerigeeConfig,
  { loaded, ask, version, demo }: PreflightRun & { readonly demo: DemoFleet | null },
): Promise<PreflightOutcome> {
  const sources = sourceOpener(config.polling)
  const running = createConsole({
    config,
    effectiveConfig: loaded.entries,
    version,
    openSources: sources.open,
    probe: openProbe(config.polling),
    archive: null,
    judgement: { assessInSlices, judgeCluster },
    clock: systemClock,
    random: Math.random,
    demo,
    // What fails is told by the checks.
    log: createLogger('silent', loaded.secrets),
  })
  running.start()
  try {
    await readThrough(running.state, ask.waitSeconds * 1_000)
    return await tell(running.state, ask)
  } finally {
    await running.stop()
    await sources.close()
  }
}

async function readThrough(state: ConsoleState, waitMs: number): Promise<void> {
  const endsAt = performance.now() + waitMs
  const isDone = (cluster: ClusterState) => isReadThrough(cluster, state.probes?.(cluster.name)?.attemptedAt)
  while (performance.now() < endsAt && ![...state.clusters.values()].every(isDone)) await sleep(LOOK_MS)
}

async function tell(state: ConsoleState, { format }: PreflightAsk): Promise<PreflightOutcome> {
  const checked = preflightOf()
  const views = [...state.clusters.values()].map(async (cluster) =>
    preflightView(state, cluster, await checked(state, cluster)),
  )
  const found = await Promise.all(views)
  const text = found.map(({ data }) => (format === 'json' ? JSON.stringify(data) : textOf(data))).join('\n')
  return {
    text,
    problem: null,
    exitCode: exitCodeOf(found.flatMap(({ data }) => data.checks.map(({ state: one }) => one))),
  }
}
