import type { Scenario } from '@perigee/contract'
import { hrefOf } from '../../app/view.ts'
import { CountLink } from '../../ui/count-link.tsx'
import { Quantity } from '../../ui/quantity.tsx'
import { SectionHead } from '../../ui/section-head.tsx'
import { StatusPill } from '../../ui/status-pill.tsx'
import type { Column } from '../../ui/table/column.ts'
import { DataTable } from '../../ui/table/data-table.tsx'
import type { WhatIfData } from './queries.ts'
import { rowsAfter } from './rows-of.ts'

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
      cell: (row) => <Hit cluster={cluster} row={row} standing="offline" />,
    },
    {
      id: 'refuse',
      label: 'Refuse writes',
      priority: 1,
      ...right,
      cell: (row) => <Hit cluster={cluster} row={row} standing="unwritable" />,
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
  readonly cluster: string
  readonly row: Scenario
  readonly standing: 'offline' | 'unwritable'
}

function Hit({ cluster, row, standing }: HitProps) {
  const count = standing === 'offline' ? row.offlinePartitions : row.unwritablePartitions
  return (
    <CountLink
      count={count}
      href={rowsAfter({ cluster, lose: row.lose }, standing)}
      label={`partitions ${standing === 'offline' ? 'offline' : 'refuse writes'}: ${row.title}`}
      {...(row.verdict === 'outage' && { status: 'critical' })}
    />
  )
}
