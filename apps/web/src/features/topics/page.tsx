import type { FreshnessWire, TopicRow } from '@perigee/contract'
import { useCallback, useMemo } from 'react'
import { apiUrl } from '../../api/call.ts'
import type { PageOf } from '../../app/pages.ts'
import { follow, hrefOf, useView } from '../../app/view.ts'
import { FacetRow } from '../../ui/filter/facet-row.tsx'
import { FilterBox } from '../../ui/filter/filter-box.tsx'
import { GrammarHelp } from '../../ui/filter/grammar-help.tsx'
import { GapNotes } from '../../ui/kafka/gap-notes.tsx'
import { ReplicaLegend } from '../../ui/kafka/replica-cells.tsx'
import { Unread } from '../../ui/kafka/unread.tsx'
import { countWords } from '../../ui/quantity-words.ts'
import { QueryFailure } from '../../ui/query-failure.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import type { Sorting } from '../../ui/table/column.ts'
import { ColumnChooser, useChosenColumns } from '../../ui/table/column-chooser.tsx'
import { HeldOrderChip } from '../../ui/table/held-order-chip.tsx'
import { RefreshLine } from '../../ui/table/refresh-line.tsx'
import { Stale } from '../../ui/table/stale.tsx'
import { TableFoot } from '../../ui/table/table-foot.tsx'
import { type List, useList } from '../../ui/table/use-list.ts'
import { VirtualTable } from '../../ui/table/virtual-table.tsx'
import { topicColumns } from './columns.tsx'
import { TOPIC_KEYS } from './filter-keys.ts'
import { MatchNote, NoTopics } from './match-note.tsx'
import { type TopicsData, topicsWindow } from './queries.ts'
import { TopicPeek } from './topic-peek.tsx'
import { TopicsHead } from './topics-head.tsx'

const nameOf = (row: TopicRow) => row.name
const BELOW_PX = 66
const MAX_FACETS = 8

export function TopicsPage({ page: { cluster } }: PageOf<'topics'>) {
  const { view } = useView()
  const { q, sort, internal } = view
  const list = useList<TopicRow, TopicsData>({
    list: `${cluster} ${q ?? ''} ${sort ?? ''} ${internal ?? ''}`,
    windowAt: (offset) => topicsWindow(cluster, { q, sort, internal }, offset),
    idOf: nameOf,
  })
  if (list.error !== null)
    return <QueryFailure error={list.error} what={`the topics of ${cluster}`} onAgain={list.again} />
  return (
    <>
      <h1 className="sr">Topics of {cluster}</h1>
      {list.lead === null ? null : <TopicsHead cluster={cluster} envelope={list.lead} />}
      <TopicList cluster={cluster} list={list} />
    </>
  )
}

interface TopicListProps {
  readonly cluster: string
  readonly list: List<TopicRow, TopicsData>
}

function TopicList({ cluster, list }: TopicListProps) {
  const { view, choose, type } = useView()
  const { q = '', sort, internal } = view
  const columns = useMemo(() => topicColumns(cluster), [cluster])
  const chosen = useChosenColumns('topics', columns)
  const tell = useCallback((next: string) => type({ q: next, sel: undefined }), [type])
  const data = list.lead?.data
  const csv = apiUrl({ route: 'topicsCsv', params: { cluster }, query: { q, sort, internal } })
  return (
    <>
      <div className="filter">
        <FilterBox
          q={q}
          tell={tell}
          label="Filter topics"
          placeholder="Name, is:under-replicated, size:>=1GiB, -topic:test*"
          keys={TOPIC_KEYS}
          facets={data?.facets ?? []}
          mistake={list.mistake}
        />
        <GrammarHelp keys={TOPIC_KEYS} />
        <ColumnChooser columns={columns} state={chosen} />
        <a className="btn quiet" href={csv} download={`${cluster}-topics.csv`}>
          CSV{data?.matched == null ? '' : ` of ${countWords(data.matched)} rows`}
        </a>
      </div>
      {list.lead === null || data === undefined ? (
        <Skeleton rows={12} waitingFor={`the topics of ${cluster}`} />
      ) : (
        <>
          <FacetRow
            q={q}
            facets={data.facets.filter((facet) => facet.q.startsWith('is:')).slice(0, MAX_FACETS)}
            choose={(next) => choose({ q: next, sel: undefined })}
            right={data.total === null ? undefined : <MatchNote data={data} internal={internal} choose={choose} />}
          />
          <GapNotes
            failures={list.lead.freshness.failures}
            gaps={data.gaps}
            brokerHref={(broker) => hrefOf({ kind: 'broker', cluster, broker })}
          />
          <TopicTable cluster={cluster} list={list} columns={chosen.visible} {...list.lead} />
        </>
      )}
    </>
  )
}

interface TopicTableProps extends TopicListProps {
  readonly columns: ReturnType<typeof topicColumns>
  readonly data: TopicsData
  readonly freshness: FreshnessWire
}

function TopicTable({ cluster, list, columns, data, freshness }: TopicTableProps) {
  const { view, choose, type } = useView()
  const { held } = list
  const sorting: Sorting = { current: view.sort, fallback: 'status', choose: (sort) => choose({ sort }) }
  const peeked = view.sel === undefined ? undefined : held.find(view.sel)
  if (data.matched === null) return <Unread what={`Topics of ${cluster}`} freshness={freshness} />
  if (data.matched === 0) return <NoTopics data={data} cluster={cluster} />
  return (
    <Stale freshness={freshness}>
      <RefreshLine state={list.waiting ? 'waiting' : 'still'} />
      <VirtualTable
        label={`Topics of ${cluster}`}
        columns={columns}
        source={held.source}
        idOf={nameOf}
        sorting={sorting}
        selected={view.sel}
        open={(row) => follow(hrefOf({ kind: 'topic', cluster, topic: row.name }))}
        peek={(row) => type({ sel: row?.name })}
        list={`${view.q ?? ''} ${view.sort ?? ''}`}
        belowPx={BELOW_PX}
        foot={(range) => (
          <TableFoot range={range} total={held.source.total} right={<ReplicaLegend />}>
            <HeldOrderChip moved={held.moved} resort={held.resort} />
          </TableFoot>
        )}
      />
      {peeked === undefined ? null : (
        <TopicPeek cluster={cluster} row={peeked} close={() => type({ sel: undefined })} />
      )}
    </Stale>
  )
}
