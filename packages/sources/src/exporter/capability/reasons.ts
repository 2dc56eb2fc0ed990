// What releases of Kafka do not have: absence there is nobody's lack.
import type { Metric } from '@perigee/domain'
import type { ClusterHints } from '../../metrics/source.ts'

type Release = readonly [number, number]

/** First release that has it; sources: the classes that register them, KIP-835, KIP-1207 and KAFKA-12670. */
const SINCE: ReadonlyMap<string, Release> = new Map<string, Release>([
  ['late_transactions', [3, 2]],
  ['metadata_load_errors', [3, 3]],
  ['metadata_apply_errors', [3, 3]],
  ['broker_metadata_lag_ms', [3, 3]],
  ['broker_heartbeat_timeouts', [3, 6]],
])

/** In KRaft mode only: it was lost and came back. */
const SINCE_IN_KRAFT: ReadonlyMap<string, Release> = new Map<string, Release>([['unclean_elections', [3, 9]]])

/** In ZooKeeper mode the controller is another class, which lacks them. */
const KRAFT_ONLY: ReadonlySet<string> = new Set(['controller_processing_ms'])

/** Null: this cluster's brokers have it, as far as is known. */
export function whyNot({ id }: Metric, { mode, release }: ClusterHints): string | null {
  const since = SINCE.get(id) ?? (mode === 'kraft' ? SINCE_IN_KRAFT.get(id) : undefined)
  if (mode === 'zookeeper' && KRAFT_ONLY.has(id)) return 'KRaft mode only'
  const newest = newestOf(release)
  if (since === undefined || newest === null) return null
  const isOlder = newest[0] < since[0] || (newest[0] === since[0] && newest[1] < since[1])
  return isOlder ? `since Kafka ${since.join('.')}` : null
}

/** Of `4.1 – 4.2` the later: what one of them may have is not ruled out. */
function newestOf(release: string | null): Release | null {
  const last = [...(release ?? '').matchAll(/(\d+)\.(\d+)/g)].at(-1)
  return last === undefined ? null : [Number(last[1]), Number(last[2])]
}
