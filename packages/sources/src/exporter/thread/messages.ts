// What the main thread and the thread of the pages say to each other.
import type { HttpAuth } from '@perigee/config'
import type { Capability, Failure, MetricKey, MetricTarget, NamingId, ScrapeCost } from '@perigee/domain'
import type { ClusterHints } from '../../metrics/source.ts'

export interface ScrapeAsk {
  /** Unique in the process: counters are kept by it. */
  readonly key: string
  readonly target: MetricTarget
  readonly hints: ClusterHints
  readonly auth: HttpAuth | null
  readonly timeoutMs: number
  /** Whether to count what a lean configuration would leave of the page: about as dear as reading all of it. */
  readonly countsLean?: boolean
}

export type ToThread =
  | ({ readonly kind: 'scrape'; readonly id: number } & ScrapeAsk)
  | { readonly kind: 'cancel'; readonly id: number }
  /** What is kept of the target is dropped; what is asked of it is given up. */
  | { readonly kind: 'forget'; readonly key: string }
  | { readonly kind: 'close' }

/** A page read. What is as it was for this key the last time is null: names are many and hardly ever change. */
export interface PageRead {
  readonly kind: 'read'
  readonly id: number
  readonly key: string
  readonly naming: NamingId | null
  readonly looksLike: string
  readonly keys: readonly MetricKey[] | null
  /** In the order of the keys. */
  readonly values: Float64Array<ArrayBuffer>
  readonly topics: readonly string[] | null
  /** Bytes in of all topics, bytes out of all, messages in of all. */
  readonly flows: Float64Array<ArrayBuffer>
  readonly capabilities: readonly Capability[] | null
  readonly notes: readonly string[]
  readonly cost: ScrapeCost
}

export type FromThread =
  | PageRead
  | { readonly kind: 'failed'; readonly id: number; readonly key: string; readonly failure: Failure }
