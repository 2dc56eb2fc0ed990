import { PARTITION_SORTS } from '@perigee/contract'
import type { Assessment } from '@perigee/domain'
import { orderOf, type SortColumn, type SortSpec } from '../listing/order.ts'
import { NO_CONDITION, worstRank } from './conditions.ts'
import { partitionSizeBytes } from './replicas.ts'

/** The order of all rows; null when there is no such sort. Rows come grouped by topic name, so that is the natural order. */
export function partitionOrder(assessment: Assessment, spec: SortSpec): Uint32Array | null {
  if (!(PARTITION_SORTS as readonly string[]).includes(spec.field)) return null
  if (spec.field === 'status' && !spec.descending) return worstFirst(assessment)
  const count = assessment.topology.partitions.count
  return orderOf(assessment, spec, { count, column: () => columnOf(assessment, spec.field) })
}

const worstFirstOrders = new WeakMap<Assessment, Uint32Array>()

/** Counting sort by rank: linear, since this is the order of every page that opens. */
function worstFirst(assessment: Assessment): Uint32Array {
  const known = worstFirstOrders.get(assessment)
  if (known !== undefined) return known
  const count = assessment.topology.partitions.count
  const ranks = ranksOf(assessment)
  const starts = new Uint32Array(NO_CONDITION + 2)
  for (const rank of ranks) starts[rank + 1] = (starts[rank + 1] ?? 0) + 1
  for (let rank = 1; rank < starts.length; rank += 1) starts[rank] = (starts[rank] ?? 0) + (starts[rank - 1] ?? 0)
  const order = new Uint32Array(count)
  for (let row = 0; row < count; row += 1) {
    const rank = ranks[row] as number
    order[starts[rank] as number] = row
    starts[rank] = (starts[rank] as number) + 1
  }
  worstFirstOrders.set(assessment, order)
  return order
}

function ranksOf({ flags, topology }: Assessment): Uint8Array {
  const ranks = new Uint8Array(topology.partitions.count)
  for (let row = 0; row < ranks.length; row += 1) ranks[row] = worstRank(flags[row] ?? 0)
  return ranks
}

function columnOf(assessment: Assessment, field: string): SortColumn {
  const { partitions } = assessment.topology
  const numbers = (values: ArrayLike<number>): SortColumn => ({ kind: 'numbers', values })
  switch (field) {
    case 'partition':
      return numbers(partitions.id)
    case 'leader':
      return numbers(partitions.leader)
    case 'inSync':
      return numbers(assessment.inSync)
    case 'size':
      return numbers(Float64Array.from({ length: partitions.count }, (_, row) => partitionSizeBytes(assessment, row)))
    case 'topic':
      return numbers(partitions.topic)
    default:
      return numbers(ranksOf(assessment))
  }
}
