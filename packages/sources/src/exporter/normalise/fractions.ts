// Fractions from 0 to 1: rules that write percent, and the meter that two pools feed.
import { metricOfKey } from '@perigee/domain'
import type { SeriesRow } from '../naming/series-row.ts'
import type { Gathered } from './gather.ts'
import type { TargetMemory } from './target-memory.ts'

/** Above it no gauge of 0 to 1 can be. */
const SURELY_PERCENT = 2
/**
 * What one pool cannot be idle, by Kafka's own clock. Our rates are no evidence: two readings of a busy exporter may be
 * seconds further apart than they seem.
 */
const SURELY_TWO_POOLS = 1.05
/** Where nothing but the count is told. */
const SURELY_BY_OUR_CLOCK = 1.6
/** Gauges; rates are told in their own terms. */
const PERCENT_GAUGES = /^network_idle(_thread\/|$)/

export const TWO_POOLS =
  'one meter counts the idle request handlers of broker and controller (KAFKA-19606): shown is what is left of it when the controller does nothing'
export const IN_PERCENT = 'fractions are told in percent'

export type Fractions = Gathered & { readonly memory: TargetMemory }

/** Sets right what is told in other terms; answers what it did, in words. */
export function settleFractions({ values, provenance, memory, rows, toldRates }: Fractions): readonly string[] {
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
  if (idle !== undefined && isCombined && !isOfBroker(rows.get('handler_idle'))) {
    const told = toldRates.get('handler_idle')
    const isAboveOne = told === undefined ? idle > SURELY_BY_OUR_CLOCK : told > SURELY_TWO_POOLS
    if (isAboveOne) memory.hasTwoPools = true
    if (memory.hasTwoPools) {
      values.set('handler_idle', idle - 1)
      provenance.set('handler_idle', 'derived')
      notes.push(TWO_POOLS)
    }
  }
  for (const [key, value] of values) {
    if (metricOfKey(key)?.kind === 'fraction') values.set(key, Math.min(1, Math.max(0, value)))
  }
  return notes
}

const BROKERS_OWN = /^brokerrequesthandler/i

/** KIP-1207: told of the broker's pool alone. */
function isOfBroker(row: SeriesRow | undefined): boolean {
  if (row === undefined) return false
  const tests = row.where.flatMap((test) => (test.is === 'one of' ? test.values : []))
  const names = row.names.map((name) => name.slice(name.lastIndexOf('handlerpool_') + 'handlerpool_'.length))
  return [...tests, ...names].some((name) => BROKERS_OWN.test(name.replace(/^total_/, '')))
}
