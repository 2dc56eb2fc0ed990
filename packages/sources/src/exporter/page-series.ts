// Pages of one node read where there are, without network or thread: for what is at hand.
import type { MetricTarget } from '@perigee/domain'
import type { ClusterHints } from '../metrics/source.ts'
import { normalise, type PageMetrics } from './normalise/normalise.ts'
import type { SeriesUse } from './normalise/series-use.ts'
import { TargetMemory } from './normalise/target-memory.ts'
import { PageReader } from './scan/page-reader.ts'
import { SeriesBook } from './scan/series-book.ts'

export class PageSeries {
  readonly #book = new SeriesBook<readonly SeriesUse[]>()
  readonly #memory = new TargetMemory()
  readonly #target: MetricTarget
  readonly #hints: ClusterHints

  constructor(target: MetricTarget, hints: ClusterHints) {
    this.#target = target
    this.#hints = hints
  }

  /** The next page; its counters' rates are against the page before. `atMs`: when it was answered, of any steady clock. */
  read(page: Uint8Array, atMs: number): PageMetrics {
    const reader = new PageReader(this.#book)
    reader.push(page)
    reader.end()
    const of = { target: this.#target, hints: this.#hints, memory: this.#memory, atMs }
    return normalise(reader, of)
  }
}
