// Pages of jmx_exporter 1.0.1 inside real brokers: 3.9.1 with ZooKeeper (about 313 partitions each) and 4.1.0 with KRaft,
// `degraded` while broker 3 was dead.
import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import type { MetricTarget } from '@perigee/domain'
import type { ClusterHints } from '../metrics/source.ts'
import { normalise, type PageMetrics } from './normalise/normalise.ts'
import type { SeriesUse } from './normalise/series-use.ts'
import { TargetMemory } from './normalise/target-memory.ts'
import { PageReader } from './scan/page-reader.ts'
import { SeriesBook } from './scan/series-book.ts'

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

/** Pages of one target, one after another. */
export class PageSeries {
  readonly #book = new SeriesBook<readonly SeriesUse[]>()
  readonly #memory = new TargetMemory()
  readonly #target: MetricTarget
  readonly #hints: ClusterHints

  constructor(target: MetricTarget = targetOf('broker', 1), hints: ClusterHints = ZOOKEEPER_39) {
    this.#target = target
    this.#hints = hints
  }

  read(page: string | Uint8Array, atMs: number): PageMetrics {
    const reader = new PageReader(this.#book)
    const bytes = typeof page === 'string' ? Buffer.from(page) : page
    // As it comes over a connection.
    for (let at = 0; at < bytes.length; at += 10_007) reader.push(bytes.subarray(at, at + 10_007))
    reader.end()
    const of = { target: this.#target, hints: this.#hints, book: this.#book, memory: this.#memory, atMs }
    return normalise(reader, of)
  }
}
