// Keeps from one assessment to the next why brokers are slow: a reason is told once it held for two readings.
import { advanceWhys, type ClusterFacts, metricScene, NO_WHYS, type Why } from '@perigee/domain'

export class WhyWatch {
  #memory = NO_WHYS

  /** Takes the newest readings in, and answers what holds. */
  take(facts: ClusterFacts, now: number): readonly Why[] {
    if (facts.metrics.size === 0 && this.#memory.size === 0) return []
    const scene = { ...metricScene(facts, now), topology: facts.topology.value?.topology ?? null }
    const { memory, whys } = advanceWhys(this.#memory, scene)
    this.#memory = memory
    return whys
  }
}
