import type { FreshnessState, VoterWire } from '@perigee/contract'
import type { ReactNode } from 'react'
import { durationWords } from '../../time/words.ts'
import { LostValue } from '../../ui/lost-value.tsx'
import { Quantity, Unknown } from '../../ui/quantity.tsx'
import { StatusPill } from '../../ui/status-pill.tsx'
import type { Column } from '../../ui/table/column.ts'
import { statusNow } from './words.ts'

const right = { align: 'right' } as const

export function voterColumns(freshness: FreshnessState): readonly Column<VoterWire>[] {
  const lost = (cell: ReactNode) => <LostValue freshness={freshness}>{cell}</LostValue>
  return [
    {
      id: 'state',
      label: 'Status',
      priority: 1,
      wraps: true,
      cell: (row) => <StatusPill status={statusNow(row.status, freshness)} word={row.word} />,
    },
    { id: 'node', label: 'Node', priority: 1, names: true, cell: (row) => <b>{row.id}</b> },
    { id: 'role', label: 'Role', priority: 2, cell: (row) => row.role },
    { id: 'host', label: 'Host', priority: 2, wraps: true, cell: (row) => row.host ?? <Unknown as="dash" /> },
    {
      id: 'lag',
      label: 'Lag, records',
      priority: 1,
      ...right,
      cell: (row) => (row.lagOffsets === null ? <Unknown as="dash" /> : lost(<Quantity value={row.lagOffsets} />)),
    },
    { id: 'caught', label: 'Caught up', priority: 2, ...right, cell: (row) => ago(row, row.lagMs, lost) },
    { id: 'fetch', label: 'Last fetch', priority: 2, ...right, cell: (row) => ago(row, row.lastFetchAgeMs, lost) },
    {
      id: 'fenced',
      label: 'Fenced',
      hint: 'Registered, but not allowed to lead partitions',
      priority: 3,
      cell: (row) => (row.fenced === null ? <span className="q">—</span> : row.fenced ? <b>yes</b> : 'no'),
    },
  ]
}

function ago(row: VoterWire, ms: number | null, lost: (cell: ReactNode) => ReactNode) {
  if (row.role === 'leader') return <span className="q">leads</span>
  return ms === null ? <Unknown as="dash" /> : lost(`${durationWords(ms)} ago`)
}
