import { useState } from 'react'
import { hrefOf } from '../../app/view.ts'
import { ReplicaLegend } from '../../ui/kafka/replica-cells.tsx'
import { countWords } from '../../ui/quantity-words.ts'
import { SectionHead } from '../../ui/section-head.tsx'
import { DataTable } from '../../ui/table/data-table.tsx'
import { partitionColumnsOfTopic } from '../partitions/columns.tsx'
import type { TopicPartProps } from './topic-page.tsx'

const COLUMNS = partitionColumnsOfTopic().map(({ sort: _, ...column }) => column)
/** Healthy rows shown before one asks for all. */
const CALM_ROWS = 12

/** Partitions worst first; the calm ones fold away when there are many. */
export function TopicPartitions({ cluster, envelope: { data } }: TopicPartProps) {
  const [all, setAll] = useState<'all' | 'worst'>('worst')
  const rows = data.partitionRows
  const troubled = rows.filter(({ status }) => status !== 'ok').length
  const shown = all === 'all' ? rows : rows.slice(0, Math.max(CALM_ROWS, troubled))
  const total = data.partitions ?? rows.length
  return (
    <>
      <SectionHead
        title="Partitions"
        note={`worst first; ${countWords(total)}, of them ${countWords(troubled)} not fine`}
        right={<ReplicaLegend />}
      />
      {rows.length === 0 ? (
        <p className="note">No partition of it is known.</p>
      ) : (
        <DataTable
          label={`Partitions of ${data.name}`}
          columns={COLUMNS}
          rows={shown}
          idOf={({ partition }) => String(partition)}
        />
      )}
      <p className="note">
        {shown.length < rows.length ? (
          <>
            {countWords(rows.length - shown.length)} more, all OK.{' '}
            <button type="button" className="ln" onClick={() => setAll('all')}>
              Show {rows.length === total ? 'all' : 'them'}
            </button>{' '}
          </>
        ) : null}
        {rows.length < total ? (
          <a className="ln" href={hrefOf({ kind: 'partitions', cluster }, { q: `topic:${data.name}` })}>
            All {countWords(total)} partitions
          </a>
        ) : null}
      </p>
    </>
  )
}
