import type { Envelope } from '@perigee/contract'
import { PanelBoundary } from '../../app/panel-boundary.tsx'
import { useView } from '../../app/view.ts'
import { AgeStamp } from '../../ui/age-stamp.tsx'
import { ChangeLog } from '../../ui/change-log.tsx'
import { SectionHead } from '../../ui/section-head.tsx'
import { StateSentence } from '../../ui/state-sentence.tsx'
import { SubjectLine } from '../../ui/subject-line.tsx'
import { WithData } from '../../ui/with-data.tsx'
import { FirstRun } from '../first-run/first-run.tsx'
import { ClusterFilter } from './cluster-filter.tsx'
import { ClusterRows } from './cluster-rows.tsx'
import { filterClusters } from './filter.ts'
import { FleetStats } from './fleet-stats.tsx'
import { fleetSum, oldest } from './model.ts'
import { OverviewFoot } from './overview-foot.tsx'
import { type OverviewData, useOverview } from './queries.ts'
import { Wall } from './wall.tsx'

/** Is anything on fire, and where? One row per cluster, worst first; troubled rows say why. */
export function OverviewPage() {
  const { view } = useView()
  const query = useOverview()
  return (
    <WithData query={query} what="the overview" rows={8}>
      {(envelope) => {
        if (envelope.data.clusters.length === 0) return <FirstRun version={envelope.data.version} />
        return view.kiosk === '1' ? <Wall overview={envelope} /> : <Overview overview={envelope} />
      }}
    </WithData>
  )
}

function Overview({ overview: { data } }: { overview: Envelope<OverviewData> }) {
  const { view, choose, type } = useView()
  const q = view.q ?? ''
  const shown = filterClusters(data.clusters, q)
  return (
    <>
      <Subject data={data} />
      <StateSentence sentence={data.sentence} />
      <PanelBoundary>
        <FleetStats clusters={data.clusters} />
      </PanelBoundary>
      <div className="side narrow">
        <div>
          {data.clusters.length > 3 && (
            <ClusterFilter
              clusters={data.clusters}
              q={q}
              onType={(next) => type({ q: next })}
              onChoose={(next) => choose({ q: next })}
            />
          )}
          <PanelBoundary>
            <ClusterRows clusters={shown} all={data.clusters.length} q={q} onClear={() => choose({ q: undefined })} />
            <OverviewFoot clusters={data.clusters} shown={shown.length} />
          </PanelBoundary>
        </div>
        <aside>
          <SectionHead title="Last changes" note="past hour" />
          <ChangeLog changes={data.changes} />
        </aside>
      </div>
    </>
  )
}

function Subject({ data }: { data: OverviewData }) {
  const { clusters } = data
  const brokers = fleetSum(clusters, (cluster) => cluster.brokers.expected ?? cluster.brokers.up)
  const eldest = oldest(clusters)
  const many = clusters.length === 1 ? '1 cluster' : `${clusters.length} clusters`
  return (
    <SubjectLine
      name="All clusters"
      right={
        eldest !== null && (
          <>
            {clusters.length > 1 ? `oldest reading ${eldest.name} ` : 'read '}
            <AgeStamp observedAt={eldest.observedAt} intervalMs={eldest.expectedIntervalMs} />
          </>
        )
      }
    >
      <span>
        {many}
        {brokers.sum !== null && `, ${brokers.sum} ${brokers.sum === 1 ? 'broker' : 'brokers'}`}
        {brokers.sum !== null && brokers.unknown > 0 && ` and those of ${brokers.unknown} not seen`}
      </span>
    </SubjectLine>
  )
}
