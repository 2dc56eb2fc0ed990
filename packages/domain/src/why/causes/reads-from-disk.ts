import { metricLargest, metricSum, metricValue, type SeenNode } from '../../vitals/scene.ts'
import { evidence, lookAt, standsOut, type WhyScene } from '../look.ts'
import { againstWords, rateWords } from '../words.ts'
import type { Cause } from './cause.ts'

/** Bytes a second. */
export const MUCH_READ = 5e6
const SHARE_OF_OUT = 0.2

/** Consumers that read old records: they are not in the page cache any more, and the disk serves them before all else. */
export function readsFromDisk(scene: WhyScene, node: SeenNode): Cause | null {
  const byBroker = lookAt(scene, node, { key: 'disk_read_bytes' })
  const byHost = lookAt(scene, node, { key: 'node_disk_read', over: 'sum' })
  const look = byBroker.value === null ? byHost : byBroker
  if (!standsOut(look, { floor: MUCH_READ })) return null
  const out = bytesOut(node)
  if (out !== null && (look.value ?? 0) < SHARE_OF_OUT * out) return null
  const cache = metricValue(node, 'node_mem_cached')
  const busy = metricLargest(node, 'node_disk_busy')
  return {
    code: 'reads-from-disk',
    because: 'consumers read old records from its disk',
    words: againstWords(
      `it reads ${rateWords(look.value ?? 0)} from disk`,
      look.usual === null ? null : rateWords(look.usual),
    ),
    advice:
      'Somebody reads far behind the end of a log: a group that catches up, a backfill, a new replica. Let it finish or give it a quota; more memory for the page cache keeps more of the past.',
    evidence: [
      evidence('read from disk', look, 'B/s'),
      { text: 'bytes out', value: out, median: null, unit: 'B/s' },
      ...(cache === null ? [] : [{ text: 'page cache', value: cache, median: null, unit: 'bytes' }]),
      ...(busy === null ? [] : [{ text: 'busiest disk, busy', value: busy.value, median: null, unit: 'ratio' }]),
    ],
  }
}

function bytesOut(node: SeenNode): number | null {
  const out = metricValue(node, 'bytes_out')
  const replication = metricSum(node, 'replication_bytes_out')
  return out === null ? null : out + (replication ?? 0)
}
