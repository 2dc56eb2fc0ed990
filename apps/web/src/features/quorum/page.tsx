import type { Envelope } from '@perigee/contract'
import type { PageOf } from '../../app/pages.ts'
import { PanelBoundary } from '../../app/panel-boundary.tsx'
import { hrefOf } from '../../app/view.ts'
import { AgeStamp } from '../../ui/age-stamp.tsx'
import { Empty } from '../../ui/empty.tsx'
import { FailureList, GapList } from '../../ui/gap-list.tsx'
import { SectionHead } from '../../ui/section-head.tsx'
import { StateSentence } from '../../ui/state-sentence.tsx'
import { SubjectLine } from '../../ui/subject-line.tsx'
import { WithData } from '../../ui/with-data.tsx'
import { Ensemble } from './ensemble.tsx'
import { FindingList } from './finding-list.tsx'
import { Kraft } from './kraft.tsx'
import { type QuorumData, useQuorum } from './queries.ts'

/** Who keeps the state of this cluster, and how well? */
export function QuorumPage({ page: { cluster } }: PageOf<'quorum'>) {
  const query = useQuorum(cluster)
  return (
    <WithData query={query} what={`the quorum of ${cluster}`} rows={8}>
      {(envelope) => <QuorumOf cluster={cluster} envelope={envelope} />}
    </WithData>
  )
}

function QuorumOf({ cluster, envelope }: { readonly cluster: string; readonly envelope: Envelope<QuorumData> }) {
  const { data, freshness } = envelope
  const sources = hrefOf({ kind: 'sources' }, { q: cluster })
  return (
    <>
      <SubjectLine
        name="Quorum"
        right={<AgeStamp observedAt={freshness.observedAt} intervalMs={freshness.expectedIntervalMs} />}
      >
        <span>of {cluster}</span>
        {data.mode !== null && <span>{MODE_WORDS[data.mode]}</span>}
      </SubjectLine>
      <StateSentence sentence={data.sentence} />
      <FailureList failures={freshness.failures} href={sources} />
      <GapList gaps={data.gaps} href={sources} />
      {data.findings.length > 0 && (
        <>
          <SectionHead title="Findings" note={data.findings.length === 1 ? undefined : 'worst first'} />
          <FindingList findings={data.findings} />
        </>
      )}
      <Keepers cluster={cluster} data={data} />
    </>
  )
}

const MODE_WORDS = { kraft: 'KRaft', zookeeper: 'ZooKeeper', migrating: 'migrating to KRaft' } as const

function Keepers({ cluster, data }: { readonly cluster: string; readonly data: QuorumData }) {
  const { ensemble, kraft } = data
  if (ensemble === null && kraft === null)
    return (
      <Empty status="unknown" title="It is not known who keeps the state of this cluster">
        <p>A broker tells as soon as one answers: ZooKeeper nodes, or a quorum of KRaft voters.</p>
      </Empty>
    )
  return (
    <>
      {kraft !== null && (
        <PanelBoundary>
          <Kraft cluster={cluster} kraft={kraft} />
        </PanelBoundary>
      )}
      {ensemble !== null && (
        <PanelBoundary>
          <Ensemble cluster={cluster} ensemble={ensemble} />
        </PanelBoundary>
      )}
    </>
  )
}
