import type { CapacityDisk } from '@perigee/contract'
import { DiskBar } from '../../ui/kafka/disk-bar.tsx'
import { Quantity, Unknown } from '../../ui/quantity.tsx'
import { StatusPill } from '../../ui/status-pill.tsx'
import type { Column } from '../../ui/table/column.ts'
import { Growth } from './growth.tsx'
import { rangeWords } from './words.ts'

const right = { align: 'right' } as const
const descending = 'descending' as const

export const DISK_VALUES: Readonly<Record<string, (row: CapacityDisk) => number | string | null>> = {
  broker: ({ broker }) => broker,
  used: ({ usedRatio }) => usedRatio,
  free: ({ usableBytes }) => usableBytes,
  growth: ({ growth }) => growth.bytesPerDay,
  full: ({ days }) => days,
}

/** First to be full first, as the server orders them. */
export const DISK_COLUMNS: readonly Column<CapacityDisk>[] = [
  {
    id: 'full',
    label: 'Full',
    priority: 1,
    sort: { key: 'full', first: 'ascending' },
    cell: (row) => (
      <span title={row.assumption}>
        <StatusPill status={row.status} word={row.word} />
      </span>
    ),
  },
  {
    id: 'broker',
    label: 'Broker',
    priority: 1,
    names: true,
    sort: { key: 'broker', first: 'ascending' },
    cell: (row) => (
      <a href={row.href}>
        <b>{row.broker}</b>
      </a>
    ),
  },
  { id: 'path', label: 'Log directory', priority: 2, cell: (row) => <span className="q2">{row.path}</span> },
  {
    id: 'used',
    label: 'Used',
    priority: 1,
    sort: { key: 'used', first: descending },
    ...right,
    cell: (row) => <DiskBar totalBytes={row.totalBytes} usableBytes={row.usableBytes} status={row.status} />,
  },
  {
    id: 'free',
    label: 'Free',
    priority: 3,
    sort: { key: 'free', first: 'ascending' },
    ...right,
    cell: (row) => <Quantity value={row.usableBytes} kind="bytes" unknown="dash" />,
  },
  {
    id: 'growth',
    label: 'Growth a day',
    priority: 1,
    sort: { key: 'growth', first: descending },
    ...right,
    cell: (row) => <Growth growth={row.growth} />,
  },
  {
    id: 'range',
    label: 'Between',
    hint: 'Days at the high and at the low rate of growth',
    priority: 2,
    ...right,
    cell: (row) => <span className="q">{rangeWords(row) ?? <Unknown as="dash" why={row.assumption} />}</span>,
  },
  {
    id: 'replicas',
    label: 'Kafka’s part',
    hint: 'Bytes of replicas on this volume',
    priority: 4,
    ...right,
    cell: (row) => <Quantity value={row.replicaBytes} kind="bytes" />,
  },
]
