import type { PartitionRow } from '@perigee/contract'
import { useMemo } from 'react'
import { follow, hrefOf, useView } from '../../app/view.ts'
import { Empty } from '../../ui/empty.tsx'
import { ReplicaLegend } from '../../ui/kafka/replica-cells.tsx'
import { Unread } from '../../ui/kafka/unread.tsx'
import { countWords } from '../../ui/quantity-words.ts'
import { QueryFailure } from '../../ui/query-failure.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import type { Sorting } from '../../ui/table/column.ts'
import { HeldOrderChip } from '../../ui/table/held-order-chip.tsx'
import { RefreshLine } from '../../ui/table/refresh-line.tsx'
import { Stale } from '../../ui/table/stale.tsx'
import { TableFoot } from '../../ui/table/table-foot.tsx'
import type { List } from '../../ui/table/use-list.ts'
import { VirtualTable } from '../../ui/table/virtual-table.tsx'
import { partitionColumns } from './columns.tsx'
import { PartitionPeek } from './partition-peek.tsx'
import type { PartitionsData } from './queries.ts'

interface PartitionTableProps {
  readonly cluster: string
  readonly list: List<PartitionRow, PartitionsData>
  /** Whose partitions, as the start of a sentence. */
  readonly what: string
  /** See the virtual table. */
  readonly belowPx: number | null
}

export const partitionId = (row: PartitionRow) => `${row.topic}-${row.partition}`

/** A window on any number of partitions, worst first unless sorted. */
export function PartitionTable({ cluster, list, what, belowPx }: PartitionTableProps) {
  const { view, choose, type } = useView()
  const columns = useMemo(() => partitionColumns(cluster), [cluster])
  const sorting: Sorting = { current: view.sort, fallback: 'status', choose: (sort) => choose({ sort }) }
  const { lead, held, error } = list
  if (error !== null) return <QueryFailure error={error} what={what} onAgain={list.again} />
  if (lead === null) return <Skeleton rows={8} waitingFor={what} />
  if (lead.data.matched === null) return <Unread what={what} freshness={lead.freshness} />
  if (lead.data.matched === 0) return <NoPartitions total={lead.data.total ?? 0} cluster={cluster} />
  const peeked = view.sel === undefined ? undefined : held.find(view.sel)
  return (
    <Stale freshness={lead.freshness}>
      <RefreshLine state={list.waiting ? 'waiting' : 'still'} />
      <VirtualTable
        label={what}
        columns={columns}
        source={held.source}
        idOf={partitionId}
        sorting={sorting}
        selected={view.sel}
        open={(row) => follow(hrefOf({ kind: 'topic', cluster, topic: row.topic }))}
        peek={(row) => type({ sel: row === null ? undefined : partitionId(row) })}
        list={`${view.q ?? ''} ${view.sort ?? ''} ${view.lose ?? ''}`}
        belowPx={belowPx}
        foot={(range) => (
          <TableFoot range={range} total={held.source.total} right={<ReplicaLegend />}>
            <HeldOrderChip moved={held.moved} resort={held.resort} />
          </TableFoot>
        )}
      />
      {peeked === undefined ? null : (
        <PartitionPeek cluster={cluster} row={peeked} close={() => type({ sel: undefined })} />
      )}
    </Stale>
  )
}

function NoPartitions({ total, cluster }: { readonly total: number; readonly cluster: string }) {
  if (total === 0) return <Empty title={`No partitions are known in ${cluster}`}>They come with the first topic.</Empty>
  return (
    <Empty title={`0 of ${countWords(total)} match`}>
      That may be good news: nothing is in this condition now.{' '}
      <a className="go" href={hrefOf({ kind: 'partitions', cluster })}>
        Show all
      </a>
    </Empty>
  )
}
