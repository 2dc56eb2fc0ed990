// What the console and the thread of its archive say to each other. Times are epoch ms.
import type { HistoryQuery, HistoryWindow } from '../columns/window.ts'
import type { SealedMinute } from './minute-gatherer.ts'
import type { PastColumn } from './refill.ts'
import type { ArchiveStatus } from './status.ts'

export interface SeriesName {
  readonly cluster: string
  readonly name: string
}

export type ToArchive =
  | { readonly kind: 'minute'; readonly sealed: SealedMinute; readonly nowMs: number }
  /** A minute without anything new: what is due is done all the same. */
  | { readonly kind: 'tick'; readonly nowMs: number }
  | {
      readonly kind: 'read'
      readonly id: number
      readonly series: readonly SeriesName[]
      readonly query: HistoryQuery
      readonly nowMs: number
    }
  /** Nobody waits for that answer any more. */
  | { readonly kind: 'give-up'; readonly id: number }
  | { readonly kind: 'past'; readonly id: number; readonly fromMs: number; readonly nowMs: number }
  | { readonly kind: 'close' }

export type FromArchive =
  | { readonly kind: 'status'; readonly status: ArchiveStatus }
  /** Null: the file is not open, or gave way. */
  | { readonly kind: 'windows'; readonly id: number; readonly windows: readonly HistoryWindow[] | null }
  | { readonly kind: 'past'; readonly id: number; readonly columns: readonly PastColumn[] }
  | { readonly kind: 'past-end'; readonly id: number }
