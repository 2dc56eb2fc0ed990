import type { Scenario } from '@perigee/contract'
import { hrefOf } from '../../app/view.ts'
import { CountLink } from '../../ui/count-link.tsx'
import { Quantity } from '../../ui/quantity.tsx'
import { SectionHead } from '../../ui/section-head.tsx'
import { StatusPill } from '../../ui/status-pill.tsx'
import type { Column } from '../../ui/table/column.ts'
import { DataTable } from '../../ui/table/data-table.tsx'
import type { WhatIfData } from './queries.ts'

interface ScenarioTableProps {
  readonly cluster: string
  readonly data: WhatIfData
  /** The loss that is tried now. */
  readonly chosen: string
  readonly choose: (lose: string) => void
}

/** The losses that everyone asks about, on top of what is already down. */
export function ScenarioTable({ cluster, data, chosen, choose }: ScenarioTableProps) {
  return (
    <>
      <SectionHead title="If we lose …" note="on top of what is already down; press one to try it" />
      <DataTable
        label="Losses and what they would do"
        columns={columns(cluster)}
        rows={data.scenarios}
        idOf={({ title, lose }) => `${title} ${lose}`}
        isSelected={({ lose }) => lose === chosen}
        open={({ lose }) => choose(lose)}
      />
      <p className="note">
        Offline partitions are not counted again under “refuse writes”. Leaders are assumed to move to in-sync copies
        only.
      </p>
    </>
  )
}

function columns(cluster: string): readonly Column<Scenario>[] {
  const right = { align: 'right' } as const
  // What is so now has rows to show; what would be so has none yet.
  const rowsNow = (row: Scenario, condition: string) =>
    row.lose === '' ? hrefOf({ kind: 'partitions', cluster }, { q: `is:${condition}` }) : null
  return [
    { id: 'verdict', label: 'Verdict', priority: 1, cell: (row) => <StatusPill status={row.status} word={row.word} /> },
    {
      id: 'loss',
      label: 'Loss',
      priority: 1,
      names: true,
      wraps: true,
      cell: (row) => (
        <a href={hrefOf({ kind: 'durability', cluster }, { lose: row.lose })}>
          <b>{row.title}</b>
        </a>
      ),
    },
    { id: 'detail', label: 'Detail', priority: 2, cell: (row) => <span className="q">{row.detail}</span> },
    {
      id: 'offline',
      label: 'Offline',
      priority: 1,
      ...right,
      cell: (row) => <Hit count={row.offlinePartitions} row={row} href={rowsNow(row, 'offline')} />,
    },
    {
      id: 'refuse',
      label: 'Refuse writes',
      priority: 1,
      ...right,
      cell: (row) => <Hit count={row.unwritablePartitions} row={row} href={rowsNow(row, 'under-min-isr')} />,
    },
    {
      id: 'last',
      label: 'Last copy lost',
      hint: 'Lose their last in-sync copy',
      priority: 4,
      ...right,
      cell: (row) => <Quantity value={row.lastCopyPartitions} unknown="dash" />,
    },
    { id: 'note', label: 'Note', priority: 2, wraps: true, cell: (row) => <span className="q2">{row.note}</span> },
  ]
}

interface HitProps {
  readonly count: number | null
  readonly row: Scenario
  readonly href: string | null
}

function Hit({ count, row, href }: HitProps) {
  const bad = row.verdict === 'outage' && count !== null && count > 0
  if (href !== null)
    return (
      <CountLink count={count} href={href} label={`partitions: ${row.title}`} {...(bad && { status: 'critical' })} />
    )
  return (
    <span className={bad ? 'bad' : undefined}>
      <Quantity value={count} unknown="dash" />
    </span>
  )
}
