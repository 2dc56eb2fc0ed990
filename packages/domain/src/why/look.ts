// How rules look at a broker: its value, that of a healthy peer, and whether the distance is worth a word.
import type { Topology } from '../topology.ts'
import { rowsOfBroker } from '../topology.ts'
import { type Better, columnOf, usualOf } from '../vitals/columns.ts'
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
