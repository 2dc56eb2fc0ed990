import type { BrokerCell, BrokerRow } from '@perigee/contract'

/** Strip cells by rack, then id; brokers without a rack last. */
export function byRackThenId(rows: readonly BrokerRow[]): readonly BrokerCell[] {
  return rows.toSorted((a, b) => {
    if (a.rack === b.rack) return a.id - b.id
    if (a.rack === null) return 1
    return b.rack === null ? -1 : a.rack.localeCompare(b.rack)
  })
}

/** Reasons may or may not be whole sentences; they read as one text. */
export function joinReasons(reasons: readonly string[]): string {
  return reasons.reduce((text, reason) => {
    if (text === '') return reason
    return `${text}${/[.!?]$/.test(text) ? ' ' : '; '}${reason}`
  }, '')
}

/** Why a part of a broker is not known: one that does not answer cannot be asked, whatever it would take otherwise. */
export function untoldWords(
  { id, answering, registered }: Pick<BrokerRow, 'id' | 'answering' | 'registered'>,
  what: string,
  needs = '',
): string {
  if (answering === false || registered === false)
    return `Broker ${id} ${registered === false ? 'is not in the cluster now' : 'does not answer'}, so nobody can tell its ${what}.`
  return `The broker did not tell its ${what}. ${needs}`.trim()
}
