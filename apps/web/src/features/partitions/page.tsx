import type { PartitionRow } from '@perigee/contract'
import { useCallback } from 'react'
import type { PageOf } from '../../app/pages.ts'
import { hrefOf, useView } from '../../app/view.ts'
import { AgeStamp } from '../../ui/age-stamp.tsx'
import { FacetRow } from '../../ui/filter/facet-row.tsx'
import { FilterBox } from '../../ui/filter/filter-box.tsx'
import { GrammarHelp } from '../../ui/filter/grammar-help.tsx'
import { GapNotes } from '../../ui/kafka/gap-notes.tsx'
import { countWords } from '../../ui/quantity-words.ts'
import { SubjectLine } from '../../ui/subject-line.tsx'
import { type List, useList } from '../../ui/table/use-list.ts'
import { PARTITION_KEYS } from './filter-keys.ts'
import { LossNote } from './loss-note.tsx'
import { PartitionTable, partitionId } from './partition-table.tsx'
import { type PartitionsData, partitionsWindow } from './queries.ts'

const BELOW_PX = 66

/** The rows behind every count: a filter, and the partitions that it lets through. */
export function PartitionsPage({ page: { cluster } }: PageOf<'partitions'>) {
  const { view, choose, type } = useView()
  const { q = '', sort, lose } = view
  const list = useList<PartitionRow, PartitionsData>({
    list: `${cluster} ${q} ${sort ?? ''} ${lose ?? ''}`,
    windowAt: (offset) => partitionsWindow(cluster, { q, sort, lose }, offset),
    idOf: partitionId,
  })
  const tell = useCallback((next: string) => type({ q: next, sel: undefined }), [type])
  const data = list.lead?.data
  return (
    <>
      <h1 className="sr">Partitions of {cluster}</h1>
      <Head list={list} />
      <div className="filter">
        <FilterBox
          q={q}
          tell={tell}
          label="Filter partitions"
          placeholder="Topic, is:offline, broker:7, rack:a"
          keys={PARTITION_KEYS}
          facets={data?.facets ?? []}
          mistake={list.mistake}
        />
        <GrammarHelp keys={PARTITION_KEYS} />
      </div>
      <LossNote cluster={cluster} />
      {data === undefined ? null : (
        <>
          <FacetRow
            q={q}
            facets={data.facets.filter((facet) => facet.q.startsWith('is:'))}
            choose={(next) => choose({ q: next, sel: undefined })}
            right={
              data.matched === null ? undefined : (
                <>
                  <b>{countWords(data.matched)}</b> of {countWords(data.total ?? 0)} match
                </>
              )
            }
          />
          <GapNotes
            failures={list.lead?.freshness.failures ?? []}
            gaps={data.gaps}
            brokerHref={(broker) => hrefOf({ kind: 'broker', cluster, broker })}
          />
        </>
      )}
      <PartitionTable cluster={cluster} list={list} what={`Partitions of ${cluster}`} belowPx={BELOW_PX} />
    </>
  )
}

function Head({ list }: { readonly list: List<PartitionRow, PartitionsData> }) {
  const { lead } = list
  if (lead === null) return null
  const { observedAt, expectedIntervalMs } = lead.freshness
  return (
    <SubjectLine
      name="Partitions"
      right={
        <>
          metadata <AgeStamp observedAt={observedAt} intervalMs={expectedIntervalMs} />
        </>
      }
    >
      {lead.data.total === null ? null : (
        <span>{countWords(lead.data.total)} in all topics, internal ones included</span>
      )}
    </SubjectLine>
  )
}
