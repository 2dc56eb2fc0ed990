import { type ClusterFacts, type MetricScene, metricScene, type RegistryFacts } from '@perigee/domain'

const SECOND_MS = 1_000

interface Kept {
  readonly second: number
  readonly registry: RegistryFacts | undefined
  readonly scene: MetricScene
}

const kept = new WeakMap<ClusterFacts['metrics'], Kept>()

/** Put in order once a second at most: every broker's page compares it with all others, and many are open at a time. */
export function sceneOf(facts: ClusterFacts, now: number): MetricScene {
  const second = Math.floor(now / SECOND_MS)
  const registry = facts.registry.value
  const known = kept.get(facts.metrics)
  if (known !== undefined && known.second === second && known.registry === registry) return known.scene
  const scene = metricScene(facts, now)
  kept.set(facts.metrics, { second, registry, scene })
  return scene
}
