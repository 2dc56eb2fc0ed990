import type { TopicDetail } from '@perigee/contract'
import { bytesWords, exactDurationWords } from '../wire/words.ts'
import type { TopicSettings } from './settings.ts'

type Retention = TopicDetail['data']['retention']

/**
 * How long a topic keeps its records, in words, and which limit decides. `largestPartitionBytes` is the size of its largest
 * replica (null = unknown): the size limit decides once a partition has reached it.
 */
export function retentionOf(settings: TopicSettings, largestPartitionBytes: number | null): Retention {
  const { retentionMs, retentionBytes, cleanup } = settings
  return {
    byTime: retentionMs === null ? 'unknown' : retentionMs < 0 ? 'for ever' : exactDurationWords(retentionMs),
    bySize:
      retentionBytes === null
        ? 'unknown'
        : retentionBytes < 0
          ? 'no limit'
          : `${bytesWords(retentionBytes)} a partition`,
    decides: decides({ retentionMs, retentionBytes, cleanup }, largestPartitionBytes),
  }
}

function decides(
  { retentionMs, retentionBytes, cleanup }: Pick<TopicSettings, 'retentionMs' | 'retentionBytes' | 'cleanup'>,
  largestPartitionBytes: number | null,
): Retention['decides'] {
  if (cleanup === null) return 'unknown'
  if (!cleanup.split(',').includes('delete')) return 'compaction'
  if (retentionMs === null || retentionBytes === null) return 'unknown'
  if (retentionBytes < 0) return retentionMs < 0 ? 'nothing' : 'time'
  if (retentionMs < 0) return 'size'
  if (largestPartitionBytes === null) return 'unknown'
  return largestPartitionBytes >= retentionBytes ? 'size' : 'time'
}
