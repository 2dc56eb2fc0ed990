import type { ClusterFacts, Reading } from '@perigee/domain'
import type { ClusterState } from '../facts/state.ts'
import { tellsMetrics } from '../polling/probe-plan.ts'

const wasTried = ({ attemptedAt }: Reading<unknown>) => attemptedAt !== undefined
/** Rates need two pages. */
const wasReadTwice = (reading: Reading<unknown>) => reading.failure !== undefined || reading.version >= 2

/** Whether everything that checks rest on was read, or failed to be; `probedAt` as of the doors. */
export function isReadThrough({ facts, assessment, config }: ClusterState, probedAt: number | undefined): boolean {
  const { registry, topology, topicConfigs, brokerConfigs, endOffsets } = facts
  // Nobody answers: nothing further will be read, and waiting for it helps nobody.
  if (registry.value === undefined) return registry.failure !== undefined && !registry.failure.retryable
  if (probedAt === undefined || assessment === null) return false
  if (![topology, topicConfigs, brokerConfigs, endOffsets].every(wasSettled)) return false
  if (!keepersTried(facts)) return false
  const brokers = registry.value.brokers.filter(({ registered }) => registered)
  if (!brokers.every(({ id }) => facts.logDirs.get(id)?.attemptedAt !== undefined)) return false
  return !tellsMetrics(config) || [...facts.metrics.values()].every(wasReadTwice)
}

/** A reading that waits for another one was not tried yet. */
const wasSettled = (reading: Reading<unknown>) => wasTried(reading) && reading.failure?.code !== 'blocked'

function keepersTried({ registry, quorum, zookeeper, ensemble }: ClusterFacts): boolean {
  return registry.value?.mode === 'kraft' ? wasSettled(quorum) : wasSettled(zookeeper) && wasSettled(ensemble)
}
