import type { BrokerCell } from '@perigee/contract'

export interface Rack {
  /** Null: brokers that name no rack. */
  readonly name: string | null
  readonly cells: readonly BrokerCell[]
}

/** Cells by rack in the order given (the server sorts by rack, then id). */
export function byRack(cells: readonly BrokerCell[]): readonly Rack[] {
  const racks = new Map<string | null, BrokerCell[]>()
  for (const cell of cells) {
    const rack = racks.get(cell.rack)
    if (rack === undefined) racks.set(cell.rack, [cell])
    else rack.push(cell)
  }
  return [...racks].map(([name, members]) => ({ name, cells: members }))
}

/** What a cell says aloud: "Broker 7, Down, controller, failed in this what-if". */
export function cellSentence(cell: BrokerCell, lost: boolean): string {
  return [
    `Broker ${cell.id}`,
    cell.word,
    ...(cell.controller ? ['controller'] : []),
    ...(lost ? ['failed in this what-if'] : []),
  ].join(', ')
}
