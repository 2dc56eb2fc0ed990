// What every answer to "what if" about one assessment shares: computed once, ahead of the question where time allows.
import type { Assessment } from '../assessment.ts'
import { atOnce } from '../at-once.ts'
import type { ClusterFacts } from '../facts.ts'
import { type Impact, impactNow } from './impact.ts'
import { type Scenario, scenarioTable } from './scenarios.ts'
import { type WeakSpot, weakSpots } from './weak-spots.ts'

interface Prepared {
  readonly now: Impact
  readonly scenarios: readonly Scenario[]
  readonly weakSpots: readonly WeakSpot[]
}

const prepared = new WeakMap<Assessment, { readonly facts: ClusterFacts; readonly value: Prepared }>()

/**
 * Computes what {@link whatIf} needs whatever is lost, yielding between slices of a few milliseconds: at 100,000 partitions
 * it is more than an event loop may be held in one piece.
 */
export function* prepareWhatIf(facts: ClusterFacts, assessment: Assessment): Generator<undefined, Prepared> {
  const known = prepared.get(assessment)
  if (known !== undefined && haveSameBasis(known.facts, facts)) return known.value
  const now = impactNow(assessment)
  yield
  const scenarios = yield* scenarioTable({ facts, assessment, now })
  yield
  const value = { now, scenarios, weakSpots: weakSpots(facts, assessment) }
  prepared.set(assessment, { facts, value })
  return value
}

/** As prepared, else computed now. */
export function preparedFor(facts: ClusterFacts, assessment: Assessment): Prepared {
  return atOnce(prepareWhatIf(facts, assessment))
}

function haveSameBasis(a: ClusterFacts, b: ClusterFacts): boolean {
  return (
    a.registry.value === b.registry.value &&
    a.quorum.value === b.quorum.value &&
    a.quorum.failure === b.quorum.failure &&
    a.zookeeper.value === b.zookeeper.value &&
    a.zookeeper.failure === b.zookeeper.failure &&
    a.topicConfigs.value === b.topicConfigs.value &&
    a.brokerConfigs.value === b.brokerConfigs.value
  )
}
