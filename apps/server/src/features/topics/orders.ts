import { TOPIC_SORTS } from '@perigee/contract'
import { orderOf, type SortColumn, type SortSpec } from '../listing/order.ts'
import type { TopicTable } from './table.ts'

/** The order of all topics; null when there is no such sort. Topics are sorted by name to begin with. */
export function topicOrder(table: TopicTable, spec: SortSpec): Uint32Array | null {
  if (!(TOPIC_SORTS as readonly string[]).includes(spec.field)) return null
  return orderOf(table, spec, { count: table.count, column: () => columnOf(table, spec.field) })
}

function columnOf(table: TopicTable, field: string): SortColumn {
  const numbers = (values: ArrayLike<number>): SortColumn => ({ kind: 'numbers', values })
  switch (field) {
    case 'name':
      return numbers(Uint32Array.from({ length: table.count }, (_, t) => t))
    case 'cleanup':
      return { kind: 'texts', values: table.cleanup }
    case 'size':
      return numbers(table.assessment.topicSizeBytes)
    case 'messages':
      return numbers(table.assessment.topicMessagesInPerSecond)
    case 'retention':
      return numbers(table.retentionMs.map((ms) => (ms === -1 ? Number.POSITIVE_INFINITY : ms)))
    case 'partitions':
    case 'replicationFactor':
    case 'minIsr':
    case 'skew':
      return numbers(table[field])
    default:
      return numbers(table.rank)
  }
}
