// Fractions from 0 to 1: rules that write percent, and the meter that two pools feed.
import { type MetricKey, metricOfKey, type Provenance } from '@perigee/domain'
import type { TargetMemory } from './target-memory.ts'

/** Above it no gauge of 0 to 1 can be. */
const SURELY_PERCENT = 2
/** What one pool cannot be idle, however far the moments of two readings are off. */
const SURELY_TWO_POOLS = 1.2
/** Gauges; rates are told in their own terms. */
const PERCENT_GAUGES = /^network_idle(_thread\/|$)/

export const TWO_POOLS =
  'one meter counts the idle request handlers of broker and controller (KAFKA-19606): shown is what is left of it when the controller does nothing'
export const IN_PERCENT = 'fractions are told in percent'

export interface Fractions {
  readonly values: Map<MetricKey, number>
  readonly provenance: Map<string, Provenance>
  readonly memory: TargetMemory
}

/** Sets right what is told in other terms; answers what it did, in words. */
export function settleFractions({ values, provenance, memory }: Fractions): readonly string[] {
  const notes: string[] = []
  const gauges = [...values].filter(([key]) => PERCENT_GAUGES.test(key))
  // Told once: a moment at 1 percent is not a whole.
  if (gauges.some(([, value]) => value > SURELY_PERCENT)) memory.countsInPercent = true
  if (memory.countsInPercent) {
    notes.push(IN_PERCENT)
    for (const [key, value] of gauges) values.set(key, value / 100)
  }
  const idle = values.get('handler_idle')
  // A broker that is a controller, too: only those keep both kinds of metrics in KRaft mode.
  const isCombined = values.has('active_controllers') && values.has('leaders') && values.has('raft_epoch')
  if (idle !== undefined && isCombined && idle > SURELY_TWO_POOLS) memory.hasTwoPools = true
  if (idle !== undefined && memory.hasTwoPools) {
    values.set('handler_idle', idle - 1)
    provenance.set('handler_idle', 'derived')
    notes.push(TWO_POOLS)
  }
  for (const [key, value] of values) {
    if (metricOfKey(key)?.kind === 'fraction') values.set(key, Math.min(1, Math.max(0, value)))
  }
  return notes
}
