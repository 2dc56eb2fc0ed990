import type { ArchiveTrouble } from './open-file.ts'

/** What the archive tells of itself. Times are epoch ms. */
export interface ArchiveStatus {
  /** Null: all is well. */
  readonly trouble: { readonly kind: ArchiveTrouble; readonly message: string; readonly since: number } | null
  /** Newest minute that is on the disk. */
  readonly writtenTo: number | null
  /** Minutes that wait for the disk, and minutes that were given up because too many waited. */
  readonly waitingMinutes: number
  readonly lostMinutes: number
  readonly usedBytes: number
  readonly limitBytes: number
  readonly series: number
  /** Damaged files that were put aside, by name. */
  readonly setAside: readonly string[]
  /** Since when something is kept, by cluster. */
  readonly since: Readonly<Record<string, number>>
}

export const NOT_OPENED: ArchiveStatus = {
  trouble: null,
  writtenTo: null,
  waitingMinutes: 0,
  lostMinutes: 0,
  usedBytes: 0,
  limitBytes: 0,
  series: 0,
  setAside: [],
  since: {},
}
