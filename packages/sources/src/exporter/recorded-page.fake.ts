// Pages of jmx_exporter 1.0.1 inside real brokers: 3.9.1 with ZooKeeper (about 313 partitions each) and 4.1.0 with KRaft,
// `degraded` while broker 3 was dead.
import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import type { MetricTarget } from '@perigee/domain'
import type { ClusterHints } from '../metrics/source.ts'
import type { PageMetrics } from './normalise/normalise.ts'
import { PageSeries } from './page-series.ts'

export const PAGES = {
  rules39: 'kafka-3.9-zk-broker1-lowercase-rules',
  rules39Degraded: 'kafka-3.9-zk-broker1-lowercase-rules-degraded',
  raw39: 'kafka-3.9-zk-broker2-no-rules',
  raw39Degraded: 'kafka-3.9-zk-broker2-no-rules-degraded',
  lower39: 'kafka-3.9-zk-broker3-lowercase-names-only',
  rules41: 'kafka-4.1-kraft-node1-lowercase-rules',
  raw41: 'kafka-4.1-kraft-node2-no-rules',
} as const
export type RecordedPage = keyof typeof PAGES

export function recordedPage(page: RecordedPage): Buffer {
  return gunzipSync(readFileSync(new URL(`./recorded/${PAGES[page]}.prom.gz`, import.meta.url)))
}

export const ZOOKEEPER_39: ClusterHints = { mode: 'zookeeper', release: '3.9' }
export const KRAFT_41: ClusterHints = { mode: 'kraft', release: '4.1' }

export function targetOf(role: MetricTarget['role'], nodeId: number): MetricTarget {
  return { id: `${role}/${nodeId}`, url: `http://kafka-${nodeId}:7071/metrics`, role, nodeId, origin: 'configured' }
}

/** Of a broker, unless said otherwise. */
export function pagesOf(
  target = targetOf('broker', 1),
  hints = ZOOKEEPER_39,
): { read(page: string | Uint8Array, atMs: number): PageMetrics } {
  const series = new PageSeries(target, hints)
  return { read: (page, atMs) => series.read(typeof page === 'string' ? Buffer.from(page) : page, atMs) }
}
