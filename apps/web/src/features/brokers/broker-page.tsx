import type { Envelope } from '@perigee/contract'
import type { PageOf } from '../../app/pages.ts'
import { hrefOf } from '../../app/view.ts'
import { GapNotes } from '../../ui/kafka/gap-notes.tsx'
import { SectionHead } from '../../ui/section-head.tsx'
import { StateSentence } from '../../ui/state-sentence.tsx'
import { useEscapeBack } from '../../ui/table/use-escape-back.ts'
import { WithData } from '../../ui/with-data.tsx'
import { BrokerAside } from './broker-aside.tsx'
import { BrokerCharts } from './broker-charts.tsx'
import { BrokerPartitions } from './broker-partitions.tsx'
import { BrokerSettings } from './broker-settings.tsx'
import { BrokerSubject } from './broker-subject.tsx'
import { MeasureTable } from './measure-table.tsx'
import { type BrokerData, useBroker } from './queries.ts'
import { BrokerMetricCharts, BrokerMetrics } from './vitals/broker-metrics.tsx'

export function BrokerPage({ page: { cluster, broker } }: PageOf<'broker'>) {
  const query = useBroker(cluster, broker)
  useEscapeBack(hrefOf({ kind: 'brokers', cluster }))
  return (
    <WithData query={query} what={`broker ${broker} of ${cluster}`} rows={10}>
      {(envelope) => <BrokerView cluster={cluster} envelope={envelope} />}
    </WithData>
  )
}

export interface BrokerPartProps {
  readonly cluster: string
  readonly envelope: Envelope<BrokerData>
}

function BrokerView({ cluster, envelope }: BrokerPartProps) {
  const { data } = envelope
  return (
    <>
      <BrokerSubject cluster={cluster} envelope={envelope} />
      <StateSentence sentence={data.sentence} />
      <GapNotes
        failures={envelope.freshness.failures}
        gaps={data.gaps}
        brokerHref={(broker) => hrefOf({ kind: 'broker', cluster, broker })}
      />
      <div className="side">
        <div>
          <BrokerMetrics cluster={cluster} broker={data} />
          <SectionHead title="Its share of the cluster" note={peersNote(data)} />
          <MeasureTable measures={data.measures} />
          <p className="note">Rank 1 has the most. The line starts at zero.</p>
          <BrokerCharts cluster={cluster} broker={data.id} />
        </div>
        <BrokerAside envelope={envelope} />
      </div>
      <BrokerMetricCharts cluster={cluster} broker={data} />
      <BrokerPartitions cluster={cluster} broker={data.id} leaders={data.leaders} replicas={data.replicas} />
      <BrokerSettings data={data} />
    </>
  )
}

function peersNote({ measures }: BrokerData): string {
  const most = Math.max(0, ...measures.map(({ peers }) => peers.length))
  return most === 0
    ? 'no peer is known'
    : `${most} ${most === 1 ? 'peer' : 'peers'} that told; the others are not counted`
}
