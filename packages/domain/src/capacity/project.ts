import type { Growth } from './growth.ts'

/** Part of a growth that ends: `bytesPerDay` of it stop `inDays` from now. */
export interface Ending {
  readonly bytesPerDay: number
  readonly inDays: number
}

/** Room of a volume, or of several together. Null = not known. */
export interface Room {
  readonly usableBytes: number | null
  readonly growth: Growth | null
  /** Of topics whose retention will end their growth. */
  readonly endings: readonly Ending[]
}

export type Projection =
  | {
      readonly kind: 'full'
      /** From now; 0 = it is full. */
      readonly days: number
      /** At the high and at the low rate; null: then it does not fill within ten years. */
      readonly earliestDays: number | null
      readonly latestDays: number | null
    }
  /** Retention ends the growth while so many bytes are still free. */
  | {
      readonly kind: 'levels-off'
      readonly inDays: number
      readonly freeBytes: number
      readonly earliestDays: number | null
    }
  | { readonly kind: 'far' }
  | { readonly kind: 'not-growing' }
  | { readonly kind: 'unknown'; readonly lacks: 'size' | 'history' }

/** Beyond this nobody plans, and no six hours of history say anything. */
export const FAR_DAYS = 3650

/** When a volume is full at today's rate, less what retention will end. */
export function project({ usableBytes, growth, endings }: Room): Projection {
  if (usableBytes === null) return { kind: 'unknown', lacks: 'size' }
  if (usableBytes <= 0) return { kind: 'full', days: 0, earliestDays: 0, latestDays: 0 }
  if (growth === null) return { kind: 'unknown', lacks: 'history' }
  const path = (bytesPerDay: number) => fill(usableBytes, bytesPerDay, endings)
  const usual = path(growth.bytesPerDay)
  const earliestDays = path(growth.highBytesPerDay).days
  if (usual.days !== null) {
    return { kind: 'full', days: usual.days, earliestDays, latestDays: path(growth.lowBytesPerDay).days }
  }
  if (growth.bytesPerDay <= 0) return { kind: 'not-growing' }
  if (usual.levelInDays !== null) {
    return { kind: 'levels-off', inDays: usual.levelInDays, freeBytes: usual.freeBytes, earliestDays }
  }
  return { kind: 'far' }
}

interface Filled {
  /** Null: not within ten years. */
  readonly days: number | null
  /** When the last growth ended before the room did; null: it goes on. */
  readonly levelInDays: number | null
  readonly freeBytes: number
}

/** Goes from ending to ending. */
function fill(usableBytes: number, bytesPerDay: number, endings: readonly Ending[]): Filled {
  let rate = bytesPerDay
  let free = usableBytes
  let day = 0
  for (const ending of endings.toSorted((a, b) => a.inDays - b.inDays)) {
    const days = ending.inDays - day
    if (rate > 0 && free / rate <= days) break
    free -= rate * Math.max(0, days)
    day = Math.max(day, ending.inDays)
    rate -= ending.bytesPerDay
    if (isNothing(rate, bytesPerDay)) return { days: null, levelInDays: day, freeBytes: free }
  }
  const days = rate > 0 ? day + free / rate : Number.POSITIVE_INFINITY
  return { days: days <= FAR_DAYS ? days : null, levelInDays: null, freeBytes: free }
}

/** What is left of a rate after sums of floats, or less than a hundredth of it. */
function isNothing(rate: number, before: number): boolean {
  return rate <= Math.abs(before) / 100
}
