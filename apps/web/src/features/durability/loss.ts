import type { BrokerCell } from '@perigee/contract'

// The `lose` parameter: a comma list of broker:ID, rack:NAME, dc:NAME, controllers:N. The server says what it means;
// here entries are only added and taken away.

type Cells = readonly Pick<BrokerCell, 'id' | 'rack'>[]

export function lossList(lose: string | undefined): readonly string[] {
  return (lose ?? '')
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== '')
}

export function lossText(list: readonly string[]): string | undefined {
  return list.length === 0 ? undefined : list.join(',')
}

const KINDS: Readonly<Record<string, string>> = { broker: 'broker', rack: 'rack', dc: 'data centre' }

/** A loss in words: `broker 3, rack b and 2 controllers`. What is not known stays as it is written. */
export function lossWords(list: readonly string[]): string {
  const words = list.map(entryWords)
  return words.length < 2 ? (words[0] ?? 'nothing') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`
}

function entryWords(entry: string): string {
  const [kind = '', name = ''] = splitOnce(entry)
  if (kind === 'controllers') return name === '1' ? '1 controller' : `${name} controllers`
  const noun = KINDS[kind]
  return noun === undefined ? entry : `${noun} ${name}`
}

function splitOnce(entry: string): readonly string[] {
  const at = entry.indexOf(':')
  return at < 0 ? [entry] : [entry.slice(0, at), entry.slice(at + 1)]
}

/** Fails a broker, or brings it back; bringing back one of a failed rack leaves the others of the rack failed. */
export function toggleBroker(list: readonly string[], id: number, cells: Cells): readonly string[] {
  const own = `broker:${id}`
  if (list.includes(own)) return list.filter((each) => each !== own)
  const rack = cells.find((cell) => cell.id === id)?.rack
  const rackEntry = `rack:${rack}`
  if (rack === undefined || rack === null || !list.includes(rackEntry)) return [...list, own]
  const others = cells.filter((cell) => cell.rack === rack && cell.id !== id).map((cell) => `broker:${cell.id}`)
  return [...list.filter((each) => each !== rackEntry), ...others]
}

/** Fails a whole rack, or brings all of it back. */
export function toggleRack(list: readonly string[], rack: string, cells: Cells): readonly string[] {
  const members = new Set(cells.filter((cell) => cell.rack === rack).map((cell) => `broker:${cell.id}`))
  const entry = `rack:${rack}`
  const without = list.filter((each) => each !== entry && !members.has(each))
  const wasLost = list.includes(entry) || [...members].every((member) => list.includes(member))
  return wasLost ? without : [...without, entry]
}
