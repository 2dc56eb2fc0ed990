import type { BrokerDetail } from '@perigee/contract'
import { Quantity } from '../quantity.tsx'
import { StatusPill } from '../status-pill.tsx'
import type { Column } from '../table/column.ts'
import { DataTable } from '../table/data-table.tsx'
import { Name } from '../table/name.tsx'
import { DiskBar } from './disk-bar.tsx'

type LogDir = NonNullable<BrokerDetail['data']['logDirDetails']>[number]

const COLUMNS: readonly Column<LogDir>[] = [
  { id: 'path', label: 'Path', priority: 1, names: true, cell: (dir) => <Name name={dir.path} /> },
  { id: 'used', label: 'Used', priority: 1, cell: (dir) => <DiskBar {...dir} /> },
  {
    id: 'size',
    label: 'Kafka',
    hint: 'Bytes of Kafka’s own logs in it',
    priority: 1,
    align: 'right',
    cell: (dir) => <Quantity value={dir.sizeBytes} kind="bytes" />,
  },
]

/** Log directories of one broker: how full each volume is, and how much of it is Kafka's. */
export function LogDirTable({ dirs }: { readonly dirs: readonly LogDir[] }) {
  return (
    <DataTable
      label="Log directories"
      columns={COLUMNS}
      rows={dirs}
      idOf={({ path }) => path}
      why={(dir) => (dir.status === 'ok' ? null : <StatusPill status={dir.status} word={dir.word} />)}
    />
  )
}
