import type { Source } from '@perigee/contract'
import { type ReactNode, useCallback, useState } from 'react'
import { useView } from '../../app/view.ts'
import { Empty } from '../../ui/empty.tsx'
import { FacetRow } from '../../ui/filter/facet-row.tsx'
import { FilterBox } from '../../ui/filter/filter-box.tsx'
import { useFiltered } from '../../ui/filter/use-filtered.ts'
import { countWords } from '../../ui/quantity-words.ts'
import { StateSentence } from '../../ui/state-sentence.tsx'
import { SubjectLine } from '../../ui/subject-line.tsx'
import { DataTable } from '../../ui/table/data-table.tsx'
import { WithData } from '../../ui/with-data.tsx'
import { ArchiveNote } from './archive-note.tsx'
import { SOURCE_COLUMNS } from './columns.tsx'
import { filterSources, SOURCE_KEYS, stateFacets } from './filter.ts'
import { type SourcesData, useSources } from './queries.ts'
import { SourceStats } from './source-stats.tsx'
import './sources.css'

/** Calm sources shown before one asks for all. */
const CALM_ROWS = 12

export function SourcesPage() {
  const query = useSources()
  return (
    <WithData query={query} what="the data sources" rows={12}>
      {({ data }) => (
        <>
          <SubjectLine name="Data sources">
            <span>{loopsNote(data)}</span>
          </SubjectLine>
          <StateSentence sentence={data.sentence} />
          <SourceStats data={data} />
          <ArchiveNote {...data.totals} />
          <SourceList data={data} />
        </>
      )}
    </WithData>
  )
}

function SourceList({ data }: { readonly data: SourcesData }) {
  const { view, choose, type } = useView()
  const { q = '' } = view
  const tell = useCallback((next: string) => type({ q: next }), [type])
  const { rows, mistake } = useFiltered(q, data.items, filterSources)
  const facets = stateFacets(data.items)
  return (
    <>
      <div className="filter">
        <FilterBox
          q={q}
          tell={tell}
          label="Filter data sources"
          placeholder="Cluster, kind:zookeeper, is:lost, words of the reason"
          keys={SOURCE_KEYS}
          facets={facets}
          mistake={mistake}
        />
      </div>
      <FacetRow q={q} facets={facets} choose={(next) => choose({ q: next })} />
      <SourceRows rows={rows} total={data.items.length} filtered={q !== ''} />
    </>
  )
}

interface SourceRowsProps {
  readonly rows: readonly Source[]
  readonly total: number
  readonly filtered: boolean
}

function SourceRows({ rows, total, filtered }: SourceRowsProps) {
  const { choose } = useView()
  const [fold, setFold] = useState<'folded' | 'open'>('folded')
  if (rows.length === 0)
    return (
      <Empty title={`0 of ${countWords(total)} match`}>
        <button type="button" className="go" onClick={() => choose({ q: undefined })}>
          Clear filter
        </button>
      </Empty>
    )
  const troubled = rows.filter(({ state }) => state !== 'fresh').length
  const shown = filtered || fold === 'open' ? rows : rows.slice(0, troubled + CALM_ROWS)
  const hidden = rows.length - shown.length
  return (
    <>
      <DataTable
        className="sources-table"
        label="Data sources"
        columns={SOURCE_COLUMNS}
        rows={shown}
        idOf={({ id }) => id}
        why={whyOf}
      />
      <p className="note">
        {countWords(shown.length)} of {countWords(total)} shown
        {hidden > 0 ? (
          <>
            ; {countWords(hidden)} more below.{' '}
            <button type="button" className="ln" onClick={() => setFold('open')}>
              Show all
            </button>
          </>
        ) : (
          '.'
        )}
      </p>
    </>
  )
}

function loopsNote({ items }: SourcesData): string {
  const clusters = new Set(items.map(({ cluster }) => cluster)).size
  return `${countWords(items.length)} poll loops, ${clusters === 1 ? 'one cluster' : `${countWords(clusters)} clusters`}`
}

/** What would help; on a narrow screen, where the reason has no column, the reason before it. */
function whyOf({ hint, reason }: Source): ReactNode {
  if (reason === null) return hint
  return (
    <>
      <span className="only-narrow">{reason}. </span>
      {hint}
    </>
  )
}
