import type { KraftWire } from '@perigee/contract'
import { AgeStamp, useFreshness } from '../../ui/age-stamp.tsx'
import { Facts } from '../../ui/facts.tsx'
import { Quantity } from '../../ui/quantity.tsx'
import { SectionHead } from '../../ui/section-head.tsx'
import { DataTable } from '../../ui/table/data-table.tsx'
import { Features } from './features.tsx'
import { InstantText } from './instant-text.tsx'
import { voterColumns } from './voter-columns.tsx'
import { losableWords, milliseconds } from './words.ts'

/** The KRaft quorum: who votes, who follows, what the cluster has agreed on. */
export function Kraft({ cluster, kraft }: { readonly cluster: string; readonly kraft: KraftWire }) {
  const { age, members } = kraft
  const freshness = useFreshness(age.observedAt, age.intervalMs)
  const voters = members.filter(({ role }) => role !== 'observer')
  const observers = members.filter(({ role }) => role === 'observer')
  const stamp = <AgeStamp observedAt={age.observedAt} intervalMs={age.intervalMs} />
  return (
    <div className="side">
      <div>
        <SectionHead title="Voters" note="lag is counted in records of the metadata log" right={stamp} />
        {voters.length === 0 && <p className="note">The voters are not known.</p>}
        {voters.length > 0 && (
          <DataTable
            label={`Voters of ${cluster}`}
            columns={voterColumns(freshness)}
            rows={voters}
            idOf={({ id }) => String(id)}
          />
        )}
        {observers.length > 0 && (
          <>
            <SectionHead title="Observers" note="follow, but do not vote" />
            <DataTable
              label={`Observers of ${cluster}`}
              columns={voterColumns(freshness)}
              rows={observers.slice(0, MOST_ROWS)}
              idOf={({ id }) => String(id)}
            />
            {observers.length > MOST_ROWS && (
              <p className="note">
                {MOST_ROWS} of {observers.length} shown.
              </p>
            )}
          </>
        )}
        <Features features={kraft.features} />
      </div>
      <aside>
        <SectionHead title="The quorum" />
        <Facts freshness={freshness} facts={factsOf(kraft)} />
      </aside>
    </div>
  )
}

const MOST_ROWS = 200

/** Name and value pairs, in the order they are read. */
function factsOf(kraft: KraftWire) {
  return [
    ['Leads', kraft.leaderId === null ? null : `controller ${kraft.leaderId}`],
    ['since', kraft.leaderSince === null ? undefined : <LeaderSince key="since" kraft={kraft} />],
    ['May fail', losableWords(kraft.losable)],
    ['Epoch', kraft.epoch === null ? null : <Quantity key="epoch" value={kraft.epoch} />],
    ['Elections', kraft.elections === null ? null : <Elections key="elections" elections={kraft.elections} />],
    ['High watermark', kraft.highWatermark],
    ['Commit latency', latencyOf(kraft.commitMs)],
    ['Election latency', latencyOf(kraft.electionMs)],
  ] as const
}

function latencyOf(ms: number | null) {
  return ms === null ? <NoExporter /> : milliseconds(ms)
}

function Elections({ elections: { count, since } }: { readonly elections: NonNullable<KraftWire['elections']> }) {
  return (
    <>
      <Quantity value={count} /> <span className="q">since</span> <InstantText instant={since} />
    </>
  )
}

function NoExporter() {
  return (
    <span className="q" title="Told by exporters of controllers alone (raft-metrics)">
      no exporter tells
    </span>
  )
}

function LeaderSince({ kraft }: { readonly kraft: KraftWire }) {
  return (
    <>
      <InstantText instant={kraft.leaderSince} />
      {kraft.heldBefore && <span className="q"> or earlier</span>}
    </>
  )
}
