// Values of expressions at a moment.
import type { Sample, Series, SeriesLabels, SeriesStore } from '../series-store.ts'
import { type AggregateName, anchored, type BinaryName, type Expression, PromqlError } from './expression.ts'
import { overTime } from './over-time.ts'

export interface Point {
  readonly labels: SeriesLabels
  readonly value: number
}

export interface Line {
  readonly labels: SeriesLabels
  readonly samples: readonly Sample[]
}

/** A value looks back so far for its last sample. */
const LOOK_BACK_MS = 300_000

/** An instant vector; a number has one point without labels. */
export function vectorAt(store: SeriesStore, expression: Expression, atMs: number): readonly Point[] {
  switch (expression.kind) {
    case 'number':
      return [{ labels: {}, value: expression.value }]
    case 'selector':
      return store.select(expression.matchers).flatMap((series) => lastOf(series, atMs))
    case 'over-time':
      return linesAt(store, expression.of, atMs).flatMap(({ labels, samples }) => {
        const { rangeMs } = rangeOf(expression.of)
        const value = overTime(expression.name, samples, { fromMs: atMs - rangeMs, toMs: atMs })
        return value === null ? [] : [{ labels: nameless(labels), value }]
      })
    case 'label-replace':
      return vectorAt(store, expression.of, atMs).map((point) => relabelled(point, expression.texts))
    case 'aggregate':
      return aggregated(vectorAt(store, expression.of, atMs), expression)
    case 'binary':
      return binary(store, expression, atMs)
    case 'range':
      throw new PromqlError('invalid parameter "query": a range vector where an instant vector is expected')
  }
}

/** A range vector: the samples themselves, or those of a subquery. */
export function linesAt(store: SeriesStore, expression: Expression, atMs: number): readonly Line[] {
  const { of, rangeMs, stepMs } = rangeOf(expression)
  if (stepMs !== null) return subquery(store, { of, stepMs, fromMs: atMs - rangeMs }, atMs)
  if (of.kind !== 'selector') throw new PromqlError('invalid parameter "query": ranges are of selectors')
  return store
    .select(of.matchers)
    .map(({ labels, samples }) => ({
      labels,
      samples: samples.filter((one) => one.atMs > atMs - rangeMs && one.atMs <= atMs),
    }))
    .filter(({ samples }) => samples.length > 0)
}

/** Values of an expression at every step, as lines. */
export function linesOver(
  store: SeriesStore,
  expression: Expression,
  { fromMs, toMs, stepMs }: { fromMs: number; toMs: number; stepMs: number },
): readonly Line[] {
  const lines = new Map<string, { labels: SeriesLabels; samples: Sample[] }>()
  for (let atMs = fromMs; atMs <= toMs; atMs += stepMs) {
    for (const { labels, value } of vectorAt(store, expression, atMs)) {
      const key = keyOf(labels)
      const line = lines.get(key) ?? { labels, samples: [] }
      lines.set(key, line)
      line.samples.push({ atMs, value })
    }
  }
  return [...lines.values()]
}

function subquery(
  store: SeriesStore,
  { of, stepMs, fromMs }: { of: Expression; stepMs: number; fromMs: number },
  toMs: number,
): readonly Line[] {
  // Steps of a subquery stand on multiples of it.
  const first = Math.floor(fromMs / stepMs) * stepMs + stepMs
  return linesOver(store, of, { fromMs: first, toMs, stepMs })
}

function rangeOf(expression: Expression): Extract<Expression, { kind: 'range' }> {
  if (expression.kind !== 'range') throw new PromqlError('invalid parameter "query": expected a range vector')
  return expression
}

function lastOf({ labels, samples, staleSinceMs }: Series, atMs: number): Point[] {
  const last = samples.findLast((one) => one.atMs <= atMs)
  if (last === undefined || atMs - last.atMs > LOOK_BACK_MS) return []
  return staleSinceMs !== null && staleSinceMs <= atMs ? [] : [{ labels, value: last.value }]
}

export function keyOf(labels: SeriesLabels): string {
  return JSON.stringify(Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1)))
}

function nameless({ __name__: _, ...labels }: SeriesLabels): SeriesLabels {
  return labels
}

function aggregated(
  points: readonly Point[],
  { name, by }: { name: AggregateName; by: readonly string[] },
): readonly Point[] {
  const groups = new Map<string, { labels: SeriesLabels; values: number[] }>()
  for (const { labels, value } of points) {
    const kept = Object.fromEntries(by.flatMap((label) => (labels[label] ? [[label, labels[label]]] : [])))
    const key = keyOf(kept)
    const group = groups.get(key) ?? { labels: kept, values: [] }
    groups.set(key, group)
    group.values.push(value)
  }
  return [...groups.values()].map(({ labels, values }) => ({ labels, value: together(name, values) }))
}

function together(name: AggregateName, values: readonly number[]): number {
  if (name === 'count') return values.length
  if (name === 'min' || name === 'max') return values.reduce((a, b) => Math[name](a, b))
  const sum = values.reduce((a, b) => a + b, 0)
  return name === 'sum' ? sum : sum / values.length
}

function relabelled({ labels, value }: Point, texts: readonly string[]): Point {
  const [target = '', replacement = '', source = '', pattern = ''] = texts
  const found = anchored(pattern).exec(labels[source] ?? '')
  if (found === null) return { labels, value }
  const text = replacement.replace(/\$(\d+)/g, (_, index: string) => found[Number(index)] ?? '')
  const { [target]: _, ...others } = labels
  return { labels: text === '' ? others : { ...others, [target]: text }, value }
}

const COMPARISONS: Readonly<Partial<Record<BinaryName, (a: number, b: number) => boolean>>> = {
  '==': (a, b) => a === b,
  '!=': (a, b) => a !== b,
  '>': (a, b) => a > b,
  '<': (a, b) => a < b,
  '>=': (a, b) => a >= b,
  '<=': (a, b) => a <= b,
}
const ARITHMETIC: Readonly<Partial<Record<BinaryName, (a: number, b: number) => number>>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
}

function binary(
  store: SeriesStore,
  { name, left, right }: Extract<Expression, { kind: 'binary' }>,
  atMs: number,
): readonly Point[] {
  const [a, b] = [vectorAt(store, left, atMs), vectorAt(store, right, atMs)]
  if (name === 'or') {
    const known = new Set(a.map(({ labels }) => keyOf(nameless(labels))))
    return [...a, ...b.filter(({ labels }) => !known.has(keyOf(nameless(labels))))]
  }
  const byKey = new Map(b.map((point) => [keyOf(nameless(point.labels)), point.value]))
  const partner = ({ labels }: Point) => (right.kind === 'number' ? right.value : byKey.get(keyOf(nameless(labels))))
  if (left.kind === 'number' && right.kind !== 'number') {
    throw new PromqlError('invalid parameter "query": this Prometheus is a simulated one: numbers stand on the right')
  }
  return a.flatMap((point) => {
    const other = partner(point)
    if (other === undefined) return []
    const compare = COMPARISONS[name]
    if (compare !== undefined) return compare(point.value, other) ? [point] : []
    const value = ARITHMETIC[name]?.(point.value, other) ?? Number.NaN
    return [{ labels: nameless(point.labels), value }]
  })
}
