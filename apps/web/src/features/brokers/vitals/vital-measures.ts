import type { Measure, Vital } from '@perigee/contract'

/** A vital as a row among peers. What nobody tells has no row: its reason stands below the table. */
export function measureOf({ title, unit, value, median, rank, of, peers, status }: Vital): Measure {
  return { measure: title, unit, value, median, rank, of, peers: [...peers], status, href: null }
}

/** Rows shown before one asks for all; worst deviation first, as the server orders them. */
export const FIRST_VITALS = 14

/** Those in trouble are always shown, however many there are. */
export function shownVitals(vitals: readonly Vital[], fold: 'folded' | 'open'): readonly Vital[] {
  const told = vitals.filter(({ value }) => value !== null)
  const troubled = told.filter(({ status }) => status === 'critical' || status === 'warning').length
  return fold === 'open' ? told : told.slice(0, Math.max(FIRST_VITALS, troubled))
}
