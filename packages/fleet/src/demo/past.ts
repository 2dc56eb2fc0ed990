import type { ScenarioRunner } from '../scenario/runner.ts'
import type { Cluster } from '../world/cluster.ts'
import { type Incident, NIGHT } from './night.ts'
import { PastRecorder } from './past-recorder.ts'
import type { PastSeries } from './past-series.ts'

export interface PastOptions {
  /** Epoch ms: when the past ends. */
  readonly now: number
  readonly stepMs: number
  /** What goes wrong meanwhile. Default {@link NIGHT}; what lies before the worlds' beginning is left out. */
  readonly incidents?: readonly Incident[]
  /** Names of the clusters of which exporters would have told. Default none. */
  readonly metered?: ReadonlySet<string>
}

/**
 * Lets worlds live from their present until `now`, incidents and all, and gives what the console would have charted every
 * `stepMs`. The worlds must share one agenda. They stand at `now` afterwards.
 */
export function livePast(
  worlds: readonly Cluster[],
  runner: ScenarioRunner,
  { now, stepMs, incidents = NIGHT, metered = new Set() }: PastOptions,
): readonly PastSeries[] {
  const [first] = worlds
  if (first === undefined) return []
  const { agenda } = first
  // Values stand at multiples of the step, as the console's history keeps them.
  const fromMs = Math.ceil(agenda.now / stepMs) * stepMs
  const points = Math.floor((now - fromMs) / stepMs) + 1
  if (points <= 0) return []
  for (const { beforeMs, scenario } of incidents) {
    const delayMs = now - beforeMs - agenda.now
    if (delayMs >= 0) agenda.after(delayMs, () => runner.start(scenario, 'story'))
  }
  const recorders = worlds.map(
    (cluster) =>
      new PastRecorder(cluster, { fromMs, stepMs, points }, { isMetered: metered.has(cluster.identity.name) }),
  )
  for (let point = 0; point < points; point += 1) {
    agenda.advance(fromMs + point * stepMs)
    const isMoving = runner.isBusy
    for (const recorder of recorders) recorder.sample(point, { isMoving })
  }
  agenda.advance(now)
  return recorders.flatMap((recorder) => recorder.series())
}
