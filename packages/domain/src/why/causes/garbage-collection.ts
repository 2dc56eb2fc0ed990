import { metricValue, type SeenNode } from '../../vitals/scene.ts'
import { evidence, lookAt, standsOut, type WhyScene } from '../look.ts'
import { againstWords, percentWords } from '../words.ts'
import type { Cause } from './cause.ts'

/** Share of time in collections from which requests wait for them. */
export const MUCH_GC = 0.1
const FULL_HEAP = 0.85

/** Its Java process spends its time collecting garbage. */
export function garbageCollection(scene: WhyScene, node: SeenNode): Cause | null {
  const share = lookAt(scene, node, { key: 'gc_time_s' })
  if (!standsOut(share, { floor: MUCH_GC })) return null
  const [after, limit] = [metricValue(node, 'heap_after_gc'), metricValue(node, 'heap_max')]
  const full = after !== null && limit !== null && limit > 0 ? after / limit : null
  const heap = full !== null && full >= FULL_HEAP ? `, and ${percentWords(full)} of its heap is in use after one` : ''
  const usual = share.usual === null ? null : percentWords(share.usual)
  const spends = againstWords(`it spends ${percentWords(share.value ?? 0)} of its time in collections`, usual)
  return {
    code: 'garbage-collection',
    because: 'of garbage collection',
    words: `${spends}${heap}`,
    advice:
      full !== null && full >= FULL_HEAP
        ? 'Its heap is too small for what it holds: more heap, or fewer partitions and producers on it. A heap dump tells what fills it.'
        : 'Look at the GC log: humongous allocations, a collector other than G1, a host that swaps. Large messages and many connections make garbage.',
    evidence: [
      evidence('share of time in garbage collection', share, 'ratio'),
      ...(full === null ? [] : [{ text: 'heap in use after a collection', value: full, median: null, unit: 'ratio' }]),
    ],
  }
}
