import { CountLink } from '../../ui/count-link.tsx'
import { Unknown } from '../../ui/quantity.tsx'
import { SectionHead } from '../../ui/section-head.tsx'
import { STATUS_WORDS, StatusShape } from '../../ui/status-shape.tsx'
import type { Column } from '../../ui/table/column.ts'
import { DataTable } from '../../ui/table/data-table.tsx'
import type { WhatIfData } from './queries.ts'

type Spot = WhatIfData['weakSpots'][number]

const COLUMNS: readonly Column<Spot>[] = [
  {
    id: 'finding',
    label: 'Finding',
    priority: 1,
    names: true,
    wraps: true,
    cell: ({ status, title }) => (
      <>
        <StatusShape status={status} title={STATUS_WORDS[status]} />{' '}
        <span className={status === 'ok' ? 'q' : undefined}>{title}</span>
      </>
    ),
  },
  {
    id: 'topics',
    label: 'Topics',
    priority: 1,
    align: 'right',
    cell: ({ topics }) =>
      topics === null ? <Unknown /> : <span className={topics === 0 ? 'z' : undefined}>{topics}</span>,
  },
  {
    id: 'partitions',
    label: 'Partitions',
    priority: 1,
    align: 'right',
    cell: ({ partitions, href, title, status }) =>
      partitions === null ? (
        <Unknown />
      ) : (
        <CountLink count={partitions} href={href} status={status} label={`partitions: ${title}`} />
      ),
  },
  {
    id: 'meaning',
    label: 'What it means',
    priority: 2,
    wraps: true,
    cell: ({ meaning }) => <span className="q2">{meaning}</span>,
  },
]

/** What stays weak even when everything is up. */
export function WeakSpots({ spots }: { readonly spots: readonly Spot[] }) {
  return (
    <>
      <SectionHead title="Weak spots" note="they stay when everything is up" />
      {spots.length === 0 ? (
        <p className="note">None was looked for: no partition is known.</p>
      ) : (
        <DataTable label="Weak spots" columns={COLUMNS} rows={spots} idOf={({ code }) => code} />
      )}
    </>
  )
}
