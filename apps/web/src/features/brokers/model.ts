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
