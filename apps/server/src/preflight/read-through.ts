import type { Reading } from '@perigee/domain'
import type { ClusterState } from '../facts/state.ts'
import { tellsMetrics } from '../polling/probe-plan.ts'

/** Rates need two pages. */
const wasReadTwice = (reading: Reading<unknown>) => reading.failure !== undefined || reading.version >= 2
/** A reading that waits for another one was not tried yet; one failure of what may do better is no answer, the second is. */
const wasSettled = ({ attemptedAt, failure, failingSince, value }: Reading<unknown>) => {
  if (attemptedAt === undefined) return false
  if (failure === undefined || value !== undefined) return true
  return failure.code !== 'blocked' && (!failure.retryable || attemptedAt > (failingSince ?? attemptedAt))
}

/**
 * Whether everything that checks rest on was read, failed to be, or is not there to be asked; `probedAt` is when the doors
 * were tried.
 */
export function isReadThrough(cluster: ClusterState, probedAt: number | undefined): boolean {
  const { facts, assessment, config } = cluster
  const { registry, topology, topicConfigs, brokerConfigs, endOffsets, quorum, zookeeper, ensemble } = facts
  // Nobody will answer: waiting helps nobody.
  if (registry.value === undefined) return registry.failure !== undefined && !registry.failure.retryable
  if (probedAt === undefined || assessment === null) return false
  // Where nobody tells the address of ZooKeeper, it is never asked.
  const isTold = config.zookeeper !== null || registry.value.zookeeperConnect !== null
  const isKraft = registry.value.mode === 'kraft'
  const keepers = isKraft ? wasSettled(quorum) : !isTold || (wasSettled(zookeeper) && wasSettled(ensemble))
  if (!keepers || ![topology, topicConfigs, brokerConfigs, endOffsets].every(wasSettled)) return false
  const brokers = registry.value.brokers.filter(({ registered }) => registered)
  if (!brokers.every(({ id }) => facts.logDirs.get(id)?.attemptedAt !== undefined)) return false
  return !tellsMetrics(config) || [...facts.metrics.values()].every(wasReadTwice)
}
