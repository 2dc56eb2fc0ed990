import type { Envelope, FreshnessState } from '@perigee/contract'
import type { PageOf } from '../../app/pages.ts'
import { PanelBoundary } from '../../app/panel-boundary.tsx'
import { hrefOf } from '../../app/view.ts'
import { useFreshness } from '../../ui/age-stamp.tsx'
import { CauseList } from '../../ui/cause-list.tsx'
import { ChangeLog } from '../../ui/change-log.tsx'
import { FailureList, GapList, NothingRead } from '../../ui/gap-list.tsx'
import { BrokerStrip } from '../../ui/kafka/broker-strip.tsx'
import { SectionHead } from '../../ui/section-head.tsx'
import { StatRail } from '../../ui/stat-rail.tsx'
import { StateSentence } from '../../ui/state-sentence.tsx'
import { WithData } from '../../ui/with-data.tsx'
import { useCapacity } from '../capacity/queries.ts'
import { ClusterFacts } from './cluster-facts.tsx'
import { ClusterMetrics } from './cluster-metrics.tsx'
import { ClusterSubject } from './cluster-subject.tsx'
import { fullWords, handlersStat } from './load-stats.ts'
import { clusterStats, isUnanswered, stripNote } from './model.ts'
import { type ClusterData, useCluster, useClusterVitals } from './queries.ts'
import { Quorum } from './quorum.tsx'

/** What is wrong in this cluster, and because of what? */
export function ClusterPage({ page: { cluster } }: PageOf<'cluster'>) {
  const query = useCluster(cluster)
  return (
    <WithData query={query} what={`cluster ${cluster}`} rows={8}>
      {(envelope) => <Cluster envelope={envelope} />}
    </WithData>
  )
}

function Cluster({ envelope }: { envelope: Envelope<ClusterData> }) {
  const { data } = envelope
  const state = useFreshness(data.observedAt, data.expectedIntervalMs)
  const vitals = useClusterVitals(data.name).data?.data
  const capacity = useCapacity(data.name).data?.data
  const load = {
    handlers: handlersStat(data.name, vitals),
    full: fullWords(capacity, data.disks.fullestBroker),
  }
  return (
    <>
      <ClusterSubject cluster={data} />
      <StateSentence sentence={data.sentence} />
      <StatRail stats={clusterStats(data, load)} freshness={state} observedAt={data.observedAt} />
      <Wrong envelope={envelope} />
      {data.observedAt === null ? null : <Rest cluster={data} freshness={state} />}
    </>
  )
}

/** What is wrong, and what is missing from the page. When nobody answers, one bar says both: each fact fails alike. */
function Wrong({ envelope: { data, freshness } }: { envelope: Envelope<ClusterData> }) {
  const sources = hrefOf({ kind: 'sources' }, { q: data.name })
  if (isUnanswered(data))
    return <NothingRead observedAt={data.observedAt} failures={freshness.failures} href={sources} />
  return (
    <>
      {data.problems.length > 0 && (
        <>
          <SectionHead title="Problems" note={causesNote(data.problems.length)} />
          <CauseList problems={data.problems} />
        </>
      )}
      {data.gaps.length === 0 && <FailureList failures={freshness.failures} href={sources} />}
      <GapList gaps={[...behindGaps(data), ...data.gaps]} href={sources} />
    </>
  )
}

interface RestProps {
  readonly cluster: ClusterData
  readonly freshness: FreshnessState
}

function Rest({ cluster, freshness }: RestProps) {
  return (
    <>
      <PanelBoundary>
        <SectionHead title="Brokers" note={stripNote(cluster)} />
        {cluster.brokerCells.length === 0 && <p className="note">No broker has been seen yet.</p>}
        <BrokerStrip
          cells={cluster.brokerCells}
          hrefOf={(broker) => hrefOf({ kind: 'broker', cluster: cluster.name, broker })}
        />
      </PanelBoundary>
      <PanelBoundary>
        <ClusterMetrics cluster={cluster} />
      </PanelBoundary>
      <div className="side">
        <div>
          <PanelBoundary>
            <Quorum cluster={cluster} />
          </PanelBoundary>
          <ClusterFacts cluster={cluster} freshness={freshness} />
        </div>
        <aside>
          <SectionHead title="Last changes" note="past hour" />
          <ChangeLog changes={cluster.changes} name="left-out" />
        </aside>
      </div>
    </>
  )
}

function causesNote(many: number): string {
  return many === 1 ? '1 cause' : `${many} causes, worst first`
}

/** A broker whose metadata lags behind is a gap like any other: what it says is not what the page shows. */
function behindGaps({ metadata }: ClusterData) {
  return metadata.behind.map(({ broker, text }) => ({
    fact: 'metadata',
    text: `${text}.`,
    code: 'BEHIND',
    brokers: [broker],
    needs: null,
  }))
}
