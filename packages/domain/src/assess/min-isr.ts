import type { ClusterFacts, ConfigEntry } from '../facts.ts'

export const MIN_ISR_KEY = 'min.insync.replicas'
export const MIN_ISR_NOT_KNOWN = -1

/** How many in-sync replicas a partition needs to take writes with acks=all; −1 = not known. */
export interface MinIsrRule {
  /** The topic's own answer, −1 when the brokers did not give one. */
  ofTopic(name: string): number
  /** What a topic that says nothing gets from the broker that leads it. */
  ofLeader(broker: number): number
}

/**
 * Topic configs decide (DescribeConfigs returns the effective value, broker defaults resolved); where they are missing,
 * the leader's own `min.insync.replicas`; where that is missing too, what all readable brokers agree on.
 */
export function minIsrRule(facts: ClusterFacts): MinIsrRule {
  const topics = facts.topicConfigs.value?.byTopic
  const shared = new Map<readonly ConfigEntry[], number>()
  const brokers = new Map<number, number>()
  for (const [id, entries] of facts.brokerConfigs.value?.byBroker ?? []) brokers.set(id, readMinIsr(entries))
  const told = new Set([...brokers.values()].filter((value) => value !== MIN_ISR_NOT_KNOWN))
  const agreed = told.size === 1 ? ([...told][0] as number) : MIN_ISR_NOT_KNOWN
  return {
    ofTopic(name) {
      const entries = topics?.get(name)
      if (entries === undefined) return MIN_ISR_NOT_KNOWN
      let value = shared.get(entries)
      if (value === undefined) {
        value = readMinIsr(entries)
        shared.set(entries, value)
      }
      return value
    },
    ofLeader(broker) {
      const own = brokers.get(broker) ?? MIN_ISR_NOT_KNOWN
      return own === MIN_ISR_NOT_KNOWN ? agreed : own
    },
  }
}

function readMinIsr(entries: readonly ConfigEntry[]): number {
  const value = entries.find((entry) => entry.name === MIN_ISR_KEY)?.value
  const parsed = value === null || value === undefined || value.trim() === '' ? Number.NaN : Number(value)
  return Number.isInteger(parsed) && parsed >= 1 && parsed <= 32_767 ? parsed : MIN_ISR_NOT_KNOWN
}
