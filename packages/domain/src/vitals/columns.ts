// Brokers beside each other: one value of all of them, looked up once for however many are compared.
import { medianOf } from '../median.ts'
import type { MetricScene, SeenNode } from './scene.ts'

/** One value of every broker that tells it, best first. */
export interface Column {
  readonly values: ReadonlyMap<number, number>
  readonly sorted: readonly number[]
}

/** Which end is good: times and load are better low, idle shares and free memory better high. */
export type Better = 'low' | 'high'

interface Counted {
  readonly better: Better
  readonly of: (node: SeenNode) => number | null
}

const COLUMNS = new WeakMap<MetricScene, Map<string, Column>>()

/** Looked up once a scene: every broker is compared with all the others. */
export function columnOf(scene: MetricScene, name: string, { better, of }: Counted): Column {
  const columns = COLUMNS.get(scene) ?? new Map<string, Column>()
  COLUMNS.set(scene, columns)
  const known = columns.get(name)
  if (known !== undefined) return known
  const values = new Map<number, number>()
  for (const node of scene.brokers) {
    const value = of(node)
    if (value !== null) values.set(node.id, value)
  }
  const sorted = [...values.values()].sort((a, b) => (better === 'low' ? a - b : b - a))
  const column = { values, sorted }
  columns.set(name, column)
  return column
}

/**
 * The value of a healthy peer: the middle one of all others, of two the better. With three brokers of which two are slow, a
 * mean of both would hide them from each other. Null: no other tells it.
 */
export function usualOf({ values, sorted }: Column, id: number): number | null {
  const own = values.get(id)
  if (own === undefined) return sorted[(sorted.length - 1) >> 1] ?? null
  const middle = (sorted.length - 2) >> 1
  return sorted[middle < sorted.indexOf(own) ? middle : middle + 1] ?? null
}

/** How one value stands among those of its peers. */
export interface Comparison {
  /** Of all known values, its own among them: what pages draw. Null when nobody tells. */
  readonly median: number | null
  /** 1 = best; equals share the better rank. Null when its own value is not known. */
  readonly rank: number | null
  /** Nodes whose value is known. */
  readonly of: number
  /** The others' known values. */
  readonly peers: readonly number[]
}

/** Compares a node with the others. */
export function standingIn(column: Column, id: number): Comparison {
  const { values, sorted } = column
  const own = values.get(id)
  const peers: number[] = []
  for (const [node, value] of values) if (node !== id) peers.push(value)
  return {
    median: medianOf(sorted),
    rank: own === undefined ? null : sorted.indexOf(own) + 1,
    of: sorted.length,
    peers,
  }
}
