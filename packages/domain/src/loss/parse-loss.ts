/** Something that is imagined lost. `controllers` are voters or ZooKeeper nodes, on top of those that go with brokers. */
export type LossTerm =
  | { readonly kind: 'broker'; readonly id: number; readonly at: number }
  | { readonly kind: 'rack'; readonly name: string; readonly at: number }
  | { readonly kind: 'dc'; readonly name: string; readonly at: number }
  | { readonly kind: 'controllers'; readonly count: number; readonly at: number }

/** What is wrong with a loss and at which character (0-based). */
export interface LossProblem {
  readonly error: string
  readonly at: number
}

export const MOST_LOSS_CHARS = 2000

/**
 * Reads `broker:3,rack:b,dc:x,controllers:1`. Names with a comma or quote stand in double quotes, with a backslash before
 * quotes and backslashes. Never throws; an empty text is no loss.
 */
export function parseLoss(text: string): { readonly terms: readonly LossTerm[] } | LossProblem {
  if (text.length > MOST_LOSS_CHARS) return { error: `At most ${MOST_LOSS_CHARS} characters`, at: MOST_LOSS_CHARS }
  const terms: LossTerm[] = []
  const part = /\s*(broker|rack|dc|controllers):(?:"((?:[^"\\]|\\.)*)"|((?!")[^,]*?))\s*(,|$)/y
  for (let at = 0; text.trim() !== '' && at < text.length; at = part.lastIndex) {
    part.lastIndex = at
    const found = part.exec(text)
    if (found === null) return { error: problemWith(text.slice(at)), at: at + leadingSpace(text.slice(at)) }
    const start = at + leadingSpace(found[0])
    const value = found[2] === undefined ? (found[3] as string) : found[2].replace(/\\(.)/g, '$1')
    const term = termOf(found[1] as LossTerm['kind'], value, start)
    if ('error' in term) return term
    terms.push(term)
    if (found[4] === ',' && part.lastIndex >= text.length)
      return { error: 'Something must follow the comma', at: text.length }
  }
  return { terms }
}

function leadingSpace(text: string): number {
  return text.length - text.trimStart().length
}

function problemWith(rest: string): string {
  const word = rest.trimStart()
  if (/^(broker|rack|dc|controllers):"/.test(word)) return 'The quotes are not closed, or no comma follows them'
  return 'Expected broker:ID, rack:NAME, dc:NAME or controllers:N, separated by commas'
}

function termOf(kind: LossTerm['kind'], value: string, at: number): LossTerm | LossProblem {
  const valueAt = at + kind.length + 1
  if (value === '') return { error: `A value must follow ${kind}:`, at: valueAt }
  if (kind === 'rack' || kind === 'dc') return { kind, name: value, at }
  if (!/^\d{1,10}$/.test(value)) return { error: `${kind}: takes a number`, at: valueAt }
  return kind === 'broker' ? { kind, id: Number(value), at } : { kind, count: Number(value), at }
}

/** The loss as text, one term each, as {@link parseLoss} reads it. */
export function printLossTerm(term: LossTerm): string {
  if (term.kind === 'broker') return `broker:${term.id}`
  if (term.kind === 'controllers') return `controllers:${term.count}`
  const bare = /^[^",\s\\][^",\\]*$/.test(term.name) && term.name === term.name.trim()
  return `${term.kind}:${bare ? term.name : `"${term.name.replace(/[\\"]/g, '\\$&')}"`}`
}
