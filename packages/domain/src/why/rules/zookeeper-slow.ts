import { listed } from '../../judge/words.ts'
import { metricValue, type SeenNode } from '../../vitals/scene.ts'
import type { WhyScene } from '../look.ts'
import type { WhyFinding } from '../why.ts'
import { msWords } from '../words.ts'

/** A request to ZooKeeper is a write to its log at most. */
export const SLOW_ZOOKEEPER_MS = 100

/** Slow for most brokers it is ZooKeeper; for one of several it is that broker's way to it. */
export function zooKeeperSlow(scene: WhyScene, nodes: readonly SeenNode[]): readonly WhyFinding[] {
  const told = nodes.flatMap((node) => {
    const ms = metricValue(node, 'zk_request_ms/p99')
    return ms === null || scene.mode === 'kraft' || !isAsking(node) ? [] : [{ id: node.id, ms }]
  })
  const slow = told.filter(({ ms }) => ms >= SLOW_ZOOKEEPER_MS).sort((a, b) => b.ms - a.ms)
  const [worst] = slow
  if (worst === undefined) return []
  const ids = slow.map(({ id }) => id).sort((a, b) => a - b)
  const isEverywhere = slow.length * 2 > told.length || told.length === 1
  const isAll = slow.length === told.length && told.length > 1
  const whom = brokersWords(ids)
  return [
    {
      code: 'zookeeper-slow',
      broker: worst.id,
      brokers: ids,
      culprit: null,
      sentence: isEverywhere
        ? `ZooKeeper answers ${isAll ? '' : `${whom} `}slowly: a request${isAll ? ` of ${whom}` : ''} takes up to ${msWords(worst.ms)} at p99.`
        : `ZooKeeper is far away for ${whom}: a request takes ${msWords(worst.ms)} at p99, and the others wait much less.`,
      advice: isEverywhere
        ? 'Look at the disk of its transaction log (fsync times in its log) and who else uses the ensemble; slow ones lose sessions next.'
        : 'Look at the network between these brokers and the ensemble, and at their collections: a paused process answers late.',
      evidence: told
        .filter(({ id }) => id === worst.id)
        .map(({ ms }) => ({
          text: 'ZooKeeper request time, p99',
          value: ms,
          median: usualOf(told, worst.id),
          unit: 'ms',
        })),
    },
  ]
}

/** Old percentiles stay while nothing is asked: they tell neither that it is slow nor that it is quick. */
function isAsking(node: SeenNode): boolean {
  return metricValue(node, 'zk_request_ms/rate') !== 0
}

function brokersWords(ids: readonly number[]): string {
  return ids.length === 1 ? `broker ${ids[0]}` : `brokers ${listed(ids, 6)}`
}

function usualOf(told: readonly { id: number; ms: number }[], worst: number): number | null {
  const others = told.flatMap(({ id, ms }) => (id === worst ? [] : ms)).sort((a, b) => a - b)
  return others[(others.length - 1) >> 1] ?? null
}
