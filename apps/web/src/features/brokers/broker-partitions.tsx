import type { PartitionRow } from '@perigee/contract'
import { hrefOf, useView } from '../../app/view.ts'
import { CountLink } from '../../ui/count-link.tsx'
import { SectionHead } from '../../ui/section-head.tsx'
import { useList } from '../../ui/table/use-list.ts'
import { PartitionTable, partitionId } from '../partitions/partition-table.tsx'
import { type PartitionsData, partitionsWindow } from '../partitions/queries.ts'

interface BrokerPartitionsProps {
  readonly cluster: string
  readonly broker: number
  readonly leaders: number | null
  readonly replicas: number | null
}

/** The partitions with a replica on this broker, worst first. */
export function BrokerPartitions({ cluster, broker, leaders, replicas }: BrokerPartitionsProps) {
  const { view } = useView()
  const q = `broker:${broker}`
  const list = useList<PartitionRow, PartitionsData>({
    list: `${cluster} ${q} ${view.sort ?? ''}`,
    windowAt: (offset) => partitionsWindow(cluster, { q, sort: view.sort }, offset),
    idOf: partitionId,
  })
  const all = hrefOf({ kind: 'partitions', cluster }, { q })
  return (
    <>
      <SectionHead
        title="Partitions"
        note={
          <>
            <CountLink count={replicas} href={all} label={`replicas on broker ${broker}`} /> replicas,{' '}
            <CountLink
              count={leaders}
              href={hrefOf({ kind: 'partitions', cluster }, { q: `leader:${broker}` })}
              label={`partitions led by broker ${broker}`}
            />{' '}
            led
          </>
        }
        right={
          <a className="go" href={all}>
            Filter them
          </a>
        }
      />
      <PartitionTable cluster={cluster} list={list} what={`Partitions of broker ${broker}`} belowPx={null} />
    </>
  )
}
