import { BROKER_STATES } from '../../metrics/catalogue.ts'
import { metricValue, type SeenNode } from '../../vitals/scene.ts'
import type { WhyFinding } from '../why.ts'

const RECOVERY = 2

/** It reads its logs after a stop that was not clean (BrokerState 2): a long start, and no other fault. */
export function recovering(node: SeenNode): WhyFinding | null {
  const state = metricValue(node, 'broker_state')
  if (state !== RECOVERY) return null
  const { id } = node
  return {
    code: 'recovering',
    broker: id,
    brokers: [id],
    culprit: null,
    sentence: `Broker ${id} is ${BROKER_STATES.get(RECOVERY)}: it was not stopped cleanly and reads what it had not flushed before it takes part again.`,
    advice: 'Let it finish; another restart begins anew. num.recovery.threads.per.data.dir makes the next one shorter.',
    evidence: [{ text: 'broker state', value: state, median: null, unit: 'state' }],
  }
}
