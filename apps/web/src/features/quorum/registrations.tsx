import type { FreshnessState, RegistrationWire } from '@perigee/contract'
import { useMemo } from 'react'
import { LostValue } from '../../ui/lost-value.tsx'
import { Unknown } from '../../ui/quantity.tsx'
import { countWords } from '../../ui/quantity-words.ts'
import { StatusPill } from '../../ui/status-pill.tsx'
import type { Column } from '../../ui/table/column.ts'
import { DataTable } from '../../ui/table/data-table.tsx'
import { Name } from '../../ui/table/name.tsx'
import { InstantText } from './instant-text.tsx'
import { statusNow } from './words.ts'

const MOST_ROWS = 200

interface RegistrationsProps {
  readonly cluster: string
  readonly rows: readonly RegistrationWire[]
  readonly freshness: FreshnessState
}

/** Who is registered, since when, by which session. */
export function Registrations({ cluster, rows, freshness }: RegistrationsProps) {
  const columns = useMemo(() => columnsOf(freshness), [freshness])
  if (rows.length === 0) return <p className="note">No broker is registered.</p>
  return (
    <>
      <DataTable
        label={`Brokers registered in ZooKeeper, ${cluster}`}
        columns={columns}
        rows={rows.slice(0, MOST_ROWS)}
        idOf={({ broker }) => String(broker)}
      />
      {rows.length > MOST_ROWS && (
        <p className="note">
          {MOST_ROWS} of {countWords(rows.length)} shown.
        </p>
      )}
    </>
  )
}

function columnsOf(freshness: FreshnessState): readonly Column<RegistrationWire>[] {
  return [
    {
      id: 'broker',
      label: 'Broker',
      priority: 1,
      names: true,
      cell: (row) => <Name name={String(row.broker)} href={row.href} />,
    },
    {
      id: 'listed',
      label: 'Listed',
      hint: 'Whether the cluster lists it, too',
      priority: 1,
      cell: (row) => <Listed listed={row.listed} freshness={freshness} />,
    },
    {
      id: 'since',
      label: 'Registered',
      hint: 'When the broker started or last registered anew',
      priority: 1,
      cell: (row) => (
        <LostValue freshness={freshness}>
          <InstantText instant={row.registeredAt} />
        </LostValue>
      ),
    },
    { id: 'session', label: 'Session', priority: 2, cell: (row) => <span className="q2">{row.session}</span> },
    { id: 'rack', label: 'Rack', priority: 2, cell: (row) => row.rack ?? <span className="q">none</span> },
    {
      id: 'endpoints',
      label: 'Endpoints',
      priority: 2,
      wraps: true,
      cell: (row) => <span className="q2">{row.endpoints.join(', ')}</span>,
    },
  ]
}

interface ListedProps {
  readonly listed: boolean | null
  readonly freshness: FreshnessState
}

function Listed({ listed, freshness }: ListedProps) {
  if (listed === null) return <Unknown as="dash" />
  return <StatusPill status={statusNow(listed ? 'ok' : 'warning', freshness)} word={listed ? 'Yes' : 'No'} />
}
