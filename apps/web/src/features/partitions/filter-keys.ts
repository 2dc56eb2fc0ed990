import { STATUSES } from '@perigee/contract'
import type { FilterKey } from '../../ui/filter/completion.ts'

/** How a partition stands, or would stand after a loss, as in the counts of the what-if. */
const STANDINGS = ['offline', 'unwritable', 'degraded', 'fine']

/** Keys of the partitions filter, for completion; the server decides what they mean. */
export const PARTITION_KEYS: readonly FilterKey[] = [
  { key: 'is', hint: 'named condition' },
  { key: 'status', hint: 'how the partition is', values: STATUSES },
  { key: 'after', hint: 'how it would stand after the loss being tried', values: STANDINGS },
  { key: 'topic', hint: 'name of its topic, * for any text' },
  { key: 'partition', hint: 'its number' },
  { key: 'broker', hint: 'has a replica on it' },
  { key: 'leader', hint: 'is led by it' },
  { key: 'preferred', hint: 'would be led by it' },
  { key: 'isr', hint: 'has an in-sync replica on it' },
  { key: 'out-of-sync', hint: 'has a replica behind on it' },
  { key: 'offline-on', hint: 'has an offline replica on it' },
  { key: 'in-sync', hint: 'number of replicas in sync' },
  { key: 'rack', hint: 'has a replica in it' },
  { key: 'rf', hint: 'replication factor' },
  { key: 'min-isr', hint: 'min.insync.replicas' },
  { key: 'size', hint: 'bytes, as >=1GiB' },
]
