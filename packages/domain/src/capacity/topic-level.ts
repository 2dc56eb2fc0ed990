import { DAY_MS, type Growth } from './growth.ts'

/** What decides how large a topic becomes; sizes over all its replicas. Null = not known. */
export interface TopicRoom {
  readonly sizeBytes: number | null
  readonly growth: Growth | null
  /** Replicas of all its partitions: limits by size hold for each. */
  readonly replicas: number
  /** `cleanup.policy` as set. */
  readonly cleanup: string | null
  /** −1 = for ever. */
  readonly retentionMs: number | null
  /** Of one partition; −1 = no limit. */
  readonly retentionBytes: number | null
}

/** Where the growth of a topic leads. */
export type TopicLevel =
  | {
      readonly kind: 'levels-off'
      readonly by: 'time' | 'size'
      readonly atBytes: number
      readonly inDays: number
      readonly heldDays: number
    }
  /** Its retention deletes already; it grows because more is written than before. */
  | { readonly kind: 'retention-reached' }
  | { readonly kind: 'compacted' }
  | { readonly kind: 'kept-for-ever' }
  /** It does not grow. */
  | { readonly kind: 'steady' }
  | { readonly kind: 'unknown' }

/**
 * Before retention takes anything away a topic grows by what is written; so many bytes a day for so many days of retention
 * is where it ends. Retention is told in whole segments, the end is met within one of them.
 */
export function topicLevel(topic: TopicRoom): TopicLevel {
  const { sizeBytes, growth, cleanup, retentionMs, retentionBytes } = topic
  if (sizeBytes === null || growth === null) return { kind: 'unknown' }
  const perDay = growth.bytesPerDay
  if (perDay <= 0) return { kind: 'steady' }
  if (cleanup === null || retentionMs === null || retentionBytes === null) return { kind: 'unknown' }
  if (!cleanup.split(',').includes('delete')) return { kind: 'compacted' }
  if (retentionMs < 0 && retentionBytes < 0) return { kind: 'kept-for-ever' }
  const byTime = retentionMs < 0 ? Number.POSITIVE_INFINITY : (perDay * retentionMs) / DAY_MS
  const bySize = retentionBytes < 0 ? Number.POSITIVE_INFINITY : retentionBytes * topic.replicas
  const atBytes = Math.min(byTime, bySize)
  if (sizeBytes >= atBytes) return { kind: 'retention-reached' }
  return {
    kind: 'levels-off',
    by: bySize < byTime ? 'size' : 'time',
    atBytes,
    inDays: (atBytes - sizeBytes) / perDay,
    heldDays: sizeBytes / perDay,
  }
}
