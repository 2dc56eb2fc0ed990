import type { PartitionRow } from '@perigee/contract'
import { hrefOf } from '../../app/view.ts'
import { classNames } from '../../ui/class-names.ts'
import { ReplicaCells } from '../../ui/kafka/replica-cells.tsx'
import { Quantity, Unknown } from '../../ui/quantity.tsx'
import { StatusPill } from '../../ui/status-pill.tsx'
import type { Column } from '../../ui/table/column.ts'
import { Name } from '../../ui/table/name.tsx'
import { endOffsetWords } from './words.ts'

const right = { align: 'right' } as const

const status: Column<PartitionRow> = {
  id: 'status',
  label: 'Status',
  priority: 1,
  width: '136px',
  sort: { key: 'status', first: 'ascending' },
  cell: (row) => <StatusPill status={row.status} word={row.word} />,
}

/** How many copies are in sync, and what is left to lose. */
function InSync({ row }: { readonly row: PartitionRow }) {
  const emphasis = row.status === 'critical' ? 'bad' : row.inSync < row.replicationFactor ? 'mid' : undefined
  return (
    <span
      className={classNames(emphasis) || undefined}
      title={row.minIsr === null ? 'min ISR unknown' : `min ISR ${row.minIsr}`}
    >
      {row.inSync} of {row.replicationFactor}
    </span>
  )
}

function SizeCell({ row }: { readonly row: PartitionRow }) {
  if (row.sizeBytes === null) return <Unknown as="dash" />
  return (
    <span title={row.sizePartial ? 'At least this much: the size of some replica is not known' : undefined}>
      {row.sizePartial ? '≥ ' : ''}
      <Quantity value={row.sizeBytes} kind="bytes" />
    </span>
  )
}

function copies(): readonly Column<PartitionRow>[] {
  return [
    {
      id: 'replicas',
      label: 'Replicas',
      priority: 1,
      width: '112px',
      cell: (row) => <ReplicaCells replicas={row.replicas} />,
    },
    {
      id: 'brokers',
      label: 'On brokers',
      priority: 3,
      width: '116px',
      ...right,
      cell: (row) => <span className="q">{row.replicas.map(({ broker }) => broker).join(', ')}</span>,
    },
    {
      id: 'leader',
      label: 'Leader',
      priority: 3,
      width: '66px',
      sort: { key: 'leader', first: 'ascending' },
      ...right,
      cell: (row) => (row.leader === null ? <span className="bad">none</span> : row.leader),
    },
    {
      id: 'in-sync',
      label: 'In sync',
      priority: 2,
      width: '72px',
      sort: { key: 'inSync', first: 'ascending' },
      ...right,
      cell: (row) => <InSync row={row} />,
    },
  ]
}

function figures(): readonly Column<PartitionRow>[] {
  return [
    {
      id: 'size',
      label: 'Size',
      hint: 'Over all replicas',
      priority: 3,
      width: '92px',
      sort: { key: 'size', first: 'descending' },
      ...right,
      cell: (row) => <SizeCell row={row} />,
    },
    {
      id: 'messages',
      label: 'Messages',
      hint: 'Messages in per second',
      priority: 3,
      width: '92px',
      ...right,
      cell: (row) => <Quantity value={row.messagesInPerSecond} kind="per-second" unknown="dash" />,
    },
    {
      id: 'end-offset',
      label: 'Log end offset',
      priority: 4,
      width: '128px',
      ...right,
      cell: (row) => (row.endOffset === null ? <Unknown as="dash" /> : endOffsetWords(row.endOffset)),
    },
  ]
}

/** Partitions of many topics. */
export function partitionColumns(cluster: string): readonly Column<PartitionRow>[] {
  return [
    status,
    {
      id: 'name',
      label: 'Partition',
      priority: 1,
      names: true,
      sort: { key: 'topic', first: 'ascending' },
      cell: (row) => (
        <Name name={`${row.topic}-${row.partition}`} href={hrefOf({ kind: 'topic', cluster, topic: row.topic })} />
      ),
    },
    ...copies(),
    ...figures(),
  ]
}

/** Partitions of one topic. */
export function partitionColumnsOfTopic(): readonly Column<PartitionRow>[] {
  return [
    {
      id: 'partition',
      label: 'Part.',
      hint: 'Partition',
      priority: 1,
      width: '44px',
      names: true,
      ...right,
      cell: (row) => row.partition,
    },
    status,
    // Beside a right column there is less room, and the leader is the first of the cells anyway.
    ...[...copies(), ...figures()].map(
      (column): Column<PartitionRow> => ({
        ...column,
        priority: column.id === 'leader' ? 4 : (PRIORITY[column.id] ?? 2),
      }),
    ),
  ]
}

const PRIORITY: Readonly<Record<string, 1 | 2>> = { replicas: 1 }
