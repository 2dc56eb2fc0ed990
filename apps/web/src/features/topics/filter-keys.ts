import { STATUSES } from '@perigee/contract'
import type { FilterKey } from '../../ui/filter/completion.ts'

/** Keys of the topics filter, for completion; the server decides what they mean. */
export const TOPIC_KEYS: readonly FilterKey[] = [
  { key: 'is', hint: 'named condition' },
  { key: 'status', hint: 'how the topic is', values: STATUSES },
  { key: 'topic', hint: 'name, * for any text' },
  { key: 'partitions', hint: 'number of partitions' },
  { key: 'rf', hint: 'replication factor' },
  { key: 'min-isr', hint: 'min.insync.replicas' },
  { key: 'size', hint: 'bytes, as >=1GiB' },
  { key: 'messages', hint: 'per second, as >1k' },
  { key: 'retention', hint: 'time kept, as >=1d' },
  { key: 'cleanup', hint: 'cleanup.policy', values: ['delete', 'compact'] },
  { key: 'skew', hint: 'leaders over the fair share' },
  { key: 'broker', hint: 'has a replica on it' },
  { key: 'leader', hint: 'is led by it' },
  { key: 'rack', hint: 'has a replica in it' },
]
