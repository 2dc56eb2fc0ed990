import type { Assessment, BrokerCounts } from '../assessment.ts'
import type { ClusterJudgement } from './judgement.ts'

/** Largest live broker over the mean of the live ones; null with fewer than two, or when a value is not known. */
export function skewOf(assessment: Assessment | null, live: readonly number[]): ClusterJudgement['skew'] {
  if (assessment === null || live.length < 2) return { leaders: null, replicas: null, bytes: null }
  const of = (measure: (counts: BrokerCounts | undefined) => number | null) => {
    const values = live.map((broker) => measure(assessment.byBroker.get(broker)))
    if (values.some((value) => value === null)) return null
    const known = values as number[]
    const mean = known.reduce((sum, value) => sum + value, 0) / known.length
    return mean === 0 ? null : Math.max(...known) / mean
  }
  return {
    leaders: of((counts) => counts?.leaders ?? 0),
    replicas: of((counts) => counts?.replicas ?? 0),
    bytes: of((counts) => (counts === undefined ? null : counts.sizeBytes)),
  }
}
