// How rules look at a broker: its value, that of a healthy peer, and whether the distance is worth a word.
import type { Topology } from '../topology.ts'
import { rowsOfBroker } from '../topology.ts'
import type { Better } from '../vitals/compare.ts'
import { labelOf, type MetricScene, metricLargest, metricSum, metricValue, type SeenNode } from '../vitals/scene.ts'
import type { Evidence } from './why.ts'

/** What rules see. */
export interface WhyScene extends MetricScene {
  /** Null: not read yet. Tells who follows whom. */
  readonly topology: Topology | null
}

/** A value beside what a healthy peer has. */
export interface Look {
  readonly value: number | null
  readonly usual: number | null
  /** Device, directory; empty where the metric has no labels. */
  readonly label: string
}

export interface Ask {
  readonly key: string
  readonly better?: Better
  /** Over labels. Default: the key itself. */
  readonly over?: 'largest' | 'sum'
}

/** One value of a broker and of its peers that tell it. */
export function lookAt(scene: WhyScene, node: SeenNode, { key, better = 'low', over }: Ask): Look {
  const column = columnOf(scene, `${key} ${over ?? ''} ${better}`, {
    better,
    of: (one) => {
      if (over === 'largest') return metricLargest(one, key)?.value ?? null
      return over === 'sum' ? metricSum(one, key) : metricValue(one, key)
    },
  })
  const worst = over === 'largest' ? metricLargest(node, key) : null
  return {
    value: column.values.get(node.id) ?? null,
    usual: usualOf(column, node.id),
    label: worst?.key.includes('/') ? labelOf(worst.key) : '',
  }
}

/** One value of every broker that tells it, best first. */
export interface Column {
  readonly values: ReadonlyMap<number, number>
  readonly sorted: readonly number[]
}

interface Counted {
  readonly better: Better
  readonly of: (node: SeenNode) => number | null
}

const COLUMNS = new WeakMap<WhyScene, Map<string, Column>>()

/** Looked up once a scene: every broker is compared with all the others. */
export function columnOf(scene: WhyScene, name: string, { better, of }: Counted): Column {
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

/** At least `floor`, and `ratio` times what a healthy peer has. Without a peer that tells, nothing stands out. */
export function standsOut(
  { value, usual }: Look,
  { floor, ratio = 3 }: { readonly floor: number; readonly ratio?: number },
): boolean {
  return value !== null && usual !== null && value >= floor && value >= ratio * usual
}

/** Of a value that is better high, such as an idle share: at most `ceiling`, and far below a healthy peer. */
export function fallsShort({ value, usual }: Look, ceiling: number): boolean {
  return value !== null && usual !== null && value <= ceiling && usual >= value + 0.2
}

export function evidence(text: string, { value, usual }: Pick<Look, 'value' | 'usual'>, unit: string): Evidence {
  return { text, value, median: usual, unit }
}

/** Brokers in sync that a broker waits for as a leader, by the number of partitions it leads with them. */
export function followersOf(topology: Topology, leader: number): ReadonlyMap<number, number> {
  const { partitions } = topology
  const followers = new Map<number, number>()
  for (const row of rowsOfBroker(partitions, leader)) {
    if (partitions.leader[row] !== leader) continue
    for (
      let slot = partitions.firstReplica[row] as number;
      slot < (partitions.firstReplica[row + 1] as number);
      slot += 1
    ) {
      const broker = partitions.replica[slot] as number
      const isInSync = ((partitions.replicaFlags[slot] as number) & 1) !== 0
      if (broker !== leader && isInSync) followers.set(broker, (followers.get(broker) ?? 0) + 1)
    }
  }
  return followers
}
