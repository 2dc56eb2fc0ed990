// Pieces of PromQL made of the naming table's tests. What Prometheus cannot test exactly is left open, for us to test.
import type { LabelTest } from '../exporter/naming/series-row.ts'

export function quoted(text: string): string {
  return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`
}

/** Of RE2, as JavaScript writes it. */
export function literally(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')
}

export function anyOf(values: readonly string[]): string {
  return values.map(literally).join('|')
}

/**
 * How exporters write a label that the table calls `clientId`: rule sets lower it or put underscores in. PromQL knows
 * exact names only.
 */
export function spellings(label: string): readonly string[] {
  const snake = label.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
  return snake === label ? [label] : [label, label.toLowerCase(), snake]
}

export interface Matchers {
  readonly matchers: readonly string[]
  /** Labels that are needed to test the rest; empty: the matchers say it all. */
  readonly open: readonly string[]
}

/** With several spellings each may be absent: that one of them is there, and right, remains to be tested. */
export function matchersOf(test: LabelTest): Matchers {
  const names = spellings(test.label)
  const isExact = names.length === 1
  const open = isExact || test.is === 'absent' || test.is === 'none of' || test.is === 'unlike' ? [] : names
  return { matchers: names.flatMap((name) => matcherOf(name, test, isExact)), open }
}

function matcherOf(name: string, test: LabelTest, isExact: boolean): readonly string[] {
  const orAbsent = isExact ? '' : '|'
  switch (test.is) {
    case 'absent':
      return [`${name}=""`]
    case 'present':
      return isExact ? [`${name}!=""`] : []
    case 'one of':
      return [`${name}=~${quoted(`${anyOf(test.values)}${orAbsent}`)}`]
    case 'none of':
      return [`${name}!~${quoted(anyOf(test.values))}`]
    case 'like':
      return [`${name}=~${quoted(isExact ? test.pattern : `(?:${test.pattern})|`)}`]
    case 'unlike':
      return [`${name}!~${quoted(test.pattern)}`]
  }
}

/** `{a="b",…}`, empty matchers left out. */
export function braces(...matchers: readonly string[]): string {
  return `{${matchers.filter((matcher) => matcher !== '').join(',')}}`
}

/** As configured: people write it with braces, too. */
export function selectorOf(configured: string | null): string {
  return (configured ?? '')
    .trim()
    .replace(/^\{|\}$/g, '')
    .trim()
    .replace(/,$/, '')
}

/** Whole seconds, as PromQL writes durations. */
export function seconds(ms: number): string {
  return `${Math.max(1, Math.ceil(ms / 1_000))}s`
}
