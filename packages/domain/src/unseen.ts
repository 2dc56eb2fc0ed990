import type { ClusterFacts } from './facts.ts'

/**
 * Whether nobody of the cluster answers now, however young the last answer is: the newest question for the list of brokers
 * failed as a whole, and that is no single lost answer: all addresses refuse, it failed twice, or topics failed with it.
 */
export function isUnseen({ registry, topology }: ClusterFacts): boolean {
  const { failure, failingSince, attemptedAt } = registry
  if (failure === undefined) return false
  const failedTwice = failingSince !== undefined && attemptedAt !== undefined && attemptedAt > failingSince
  return (
    failure.code === 'refused' || failedTwice || (topology.failure !== undefined && topology.failure.code !== 'blocked')
  )
}
