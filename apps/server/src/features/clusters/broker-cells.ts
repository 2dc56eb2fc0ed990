import type { BrokerCell } from '@perigee/contract'
import type { BrokerStanding } from '@perigee/domain'

/** One cell per broker, by rack and then id; brokers without a rack come last. */
export function brokerCells(standings: readonly BrokerStanding[]): BrokerCell[] {
  return standings
    .map(({ id, rack, status, word, controller }) => ({ id, rack, status, word, controller }))
    .sort((a, b) => byRack(a.rack, b.rack) || a.id - b.id)
}

export function byRack(a: string | null, b: string | null): number {
  if (a === b) return 0
  if (a === null) return 1
  if (b === null) return -1
  return a.localeCompare(b, 'en', { numeric: true })
}
