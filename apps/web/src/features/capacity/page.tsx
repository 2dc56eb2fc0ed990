import type { Envelope } from '@perigee/contract'
import { useState } from 'react'
import type { PageOf } from '../../app/pages.ts'
import { useView } from '../../app/view.ts'
import { AgeStamp } from '../../ui/age-stamp.tsx'
import { Empty } from '../../ui/empty.tsx'
import { FailureList } from '../../ui/gap-list.tsx'
import { countWords } from '../../ui/quantity-words.ts'
import { SectionHead } from '../../ui/section-head.tsx'
import { StateSentence } from '../../ui/state-sentence.tsx'
import { SubjectLine } from '../../ui/subject-line.tsx'
import type { Column } from '../../ui/table/column.ts'
import { DataTable } from '../../ui/table/data-table.tsx'
import { sortRows } from '../../ui/table/sort-rows.ts'
import { WithData } from '../../ui/with-data.tsx'
import { CapacityStats } from './capacity-stats.tsx'
import { DISK_COLUMNS, DISK_VALUES } from './disk-columns.tsx'
import { type CapacityData, useCapacity } from './queries.ts'
import { TOPIC_COLUMNS, TOPIC_VALUES } from './topic-columns.tsx'
import { sentenceCase } from './words.ts'

/** When is which disk full, and what fills it? */
export function CapacityPage({ page: { cluster } }: PageOf<'capacity'>) {
  const query = useCapacity(cluster)
  return (
    <WithData query={query} what={`the capacity of ${cluster}`} rows={12}>
      {(envelope) => <Capacity cluster={cluster} envelope={envelope} />}
    </WithData>
  )
}

function Capacity({ cluster, envelope }: { readonly cluster: string; readonly envelope: Envelope<CapacityData> }) {
  const { data, freshness } = envelope
  return (
    <>
      <SubjectLine
        name="Capacity"
        right={<AgeStamp observedAt={freshness.observedAt} intervalMs={freshness.expectedIntervalMs} />}
      >
        <span>of {cluster}</span>
        <span>by {data.window.text}</span>
      </SubjectLine>
      <StateSentence sentence={data.sentence} />
      <CapacityStats cluster={cluster} data={data} />
      <FailureList failures={freshness.failures} href="/sources" />
      <SectionHead title="Volumes" note="a log directory each; first to be full first" />
      {data.disks.length === 0 ? (
        <Empty title="No volume is known" status="unknown">
          Brokers tell the size of their volumes since Kafka 3.3 (KIP-827), to those who may describe the cluster.
        </Empty>
      ) : (
        <Rows
          label="Volumes"
          columns={DISK_COLUMNS}
          values={DISK_VALUES}
          rows={data.disks}
          idOf={idOfDisk}
          param="sort"
        />
      )}
      <p className="note">{sentenceCase(data.cluster.assumption)}</p>
      <SectionHead title="What grows" note={`topics, fastest first, over ${data.window.text}`} />
      {data.topics.length === 0 ? (
        <p className="note">No topic has been watched long enough to tell its growth.</p>
      ) : (
        <Rows
          label="Topics"
          columns={TOPIC_COLUMNS}
          values={TOPIC_VALUES}
          rows={data.topics}
          idOf={idOfTopic}
          param="tab"
        />
      )}
    </>
  )
}

const idOfDisk = ({ broker, path }: CapacityData['disks'][number]) => `${broker} ${path}`
const idOfTopic = ({ topic }: CapacityData['topics'][number]) => topic

/** Rows shown before one asks for all. */
const FIRST_ROWS = 30
const MOST_ROWS = 200

interface RowsProps<Row> {
  readonly label: string
  readonly columns: readonly Column<Row>[]
  readonly values: Readonly<Record<string, (row: Row) => number | string | null>>
  readonly rows: readonly Row[]
  readonly idOf: (row: Row) => string
  /** Where the URL keeps the order: two tables on one page must not share it. */
  readonly param: 'sort' | 'tab'
}

function Rows<Row>({ label, columns, values, rows, idOf, param }: RowsProps<Row>) {
  const { view, choose } = useView()
  const [fold, setFold] = useState<'folded' | 'open'>('folded')
  const sort = view[param]
  const sorted = sortRows(rows, sort, values)
  const shown = sorted.slice(0, fold === 'open' ? MOST_ROWS : FIRST_ROWS)
  return (
    <>
      <DataTable
        label={label}
        columns={columns}
        rows={shown}
        idOf={idOf}
        sorting={{ current: sort, fallback: '', choose: (next) => choose({ [param]: next }) }}
      />
      {rows.length > shown.length && (
        <p className="note">
          {countWords(shown.length)} of {countWords(rows.length)} shown.{' '}
          {fold === 'folded' && (
            <button type="button" className="ln" onClick={() => setFold('open')}>
              Show {rows.length > MOST_ROWS ? `the first ${MOST_ROWS}` : 'all'}
            </button>
          )}
        </p>
      )}
    </>
  )
}
