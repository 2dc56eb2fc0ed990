import type { BrokerRow, Envelope } from '@perigee/contract'
import { useMemo } from 'react'
import type { PageOf } from '../../app/pages.ts'
import { follow, hrefOf, useView } from '../../app/view.ts'
import { AgeStamp } from '../../ui/age-stamp.tsx'
import { Empty } from '../../ui/empty.tsx'
import { BrokerStrip, StripLegend } from '../../ui/kafka/broker-strip.tsx'
import { GapNotes } from '../../ui/kafka/gap-notes.tsx'
import { SectionHead } from '../../ui/section-head.tsx'
import { StateSentence } from '../../ui/state-sentence.tsx'
import { SubjectLine } from '../../ui/subject-line.tsx'
import type { Sorting } from '../../ui/table/column.ts'
import { DataTable } from '../../ui/table/data-table.tsx'
import { sortRows } from '../../ui/table/sort-rows.ts'
import { Stale } from '../../ui/table/stale.tsx'
import { WithData } from '../../ui/with-data.tsx'
import { BROKER_VALUES, brokerColumns } from './columns.tsx'
import { byRackThenId, joinReasons } from './model.ts'
import { type BrokersData, useBrokers } from './queries.ts'

export function BrokersPage({ page: { cluster } }: PageOf<'brokers'>) {
  const query = useBrokers(cluster)
  return (
    <WithData query={query} what={`the brokers of ${cluster}`} rows={12}>
      {(envelope) => <BrokerList cluster={cluster} envelope={envelope} />}
    </WithData>
  )
}

interface BrokerListProps {
  readonly cluster: string
  readonly envelope: Envelope<BrokersData>
}

function BrokerList({ cluster, envelope: { data, freshness } }: BrokerListProps) {
  const brokerHref = (broker: number) => hrefOf({ kind: 'broker', cluster, broker })
  return (
    <>
      <SubjectLine
        name="Brokers"
        right={<AgeStamp observedAt={freshness.observedAt} intervalMs={freshness.expectedIntervalMs} />}
      >
        <span>of {cluster}</span>
      </SubjectLine>
      <StateSentence sentence={data.sentence} />
      <GapNotes failures={freshness.failures} gaps={data.gaps} brokerHref={brokerHref} />
      {data.items.length === 0 ? (
        <Empty title={`No broker of ${cluster} is known`} status="unknown">
          Perigee learns of brokers from the first one that answers at a bootstrap address.{' '}
          <a className="go" href={hrefOf({ kind: 'sources' })}>
            Data sources
          </a>
        </Empty>
      ) : (
        <>
          <SectionHead title="By rack" />
          <BrokerStrip cells={byRackThenId(data.items)} hrefOf={brokerHref} />
          <StripLegend />
          <Stale freshness={freshness}>
            <BrokerRows cluster={cluster} items={data.items} />
          </Stale>
        </>
      )}
    </>
  )
}

/** A troubled row says why; healthy rows stay one line. */
function whyOf(row: BrokerRow): string | null {
  return row.status === 'ok' || row.reasons.length === 0 ? null : joinReasons(row.reasons)
}

function BrokerRows({ cluster, items }: { readonly cluster: string; readonly items: readonly BrokerRow[] }) {
  const { view, choose } = useView()
  const columns = useMemo(() => brokerColumns(cluster), [cluster])
  const sorting: Sorting = { current: view.sort, fallback: 'status', choose: (sort) => choose({ sort }) }
  return (
    <>
      <SectionHead title="All" note={`${items.length}${view.sort === undefined ? ', worst first' : ''}`} />
      <DataTable
        label={`Brokers of ${cluster}`}
        columns={columns}
        rows={sortRows(items, view.sort, BROKER_VALUES)}
        idOf={(row) => String(row.id)}
        sorting={sorting}
        why={whyOf}
        open={(row) => follow(hrefOf({ kind: 'broker', cluster, broker: row.id }))}
      />
    </>
  )
}
