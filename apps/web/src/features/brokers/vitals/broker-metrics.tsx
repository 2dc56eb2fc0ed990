import { useMemo } from 'react'
import { hrefOf } from '../../../app/view.ts'
import { CoverageLine, hasMetrics } from '../../../ui/kafka/coverage-line.tsx'
import { incidentMarks } from '../../../ui/kafka/incident-marks.ts'
import { MissingList } from '../../../ui/kafka/missing-list.tsx'
import { WhyEvidence } from '../../../ui/kafka/why-evidence.tsx'
import { WithData } from '../../../ui/with-data.tsx'
import { useCluster } from '../../cluster/queries.ts'
import { type BrokerData, useBrokerVitals } from '../queries.ts'
import { CHART_GROUPS } from './chart-groups.ts'
import { ChartSection } from './chart-section.tsx'
import { ClientFacts } from './client-facts.tsx'
import { RequestSection } from './request-section.tsx'
import { VitalTable } from './vital-table.tsx'

interface BrokerMetricsProps {
  readonly cluster: string
  readonly broker: BrokerData
}

/** What its exporter and its host's tell: why it is slow and how it stands among its peers; without one a quiet line. */
export function BrokerMetrics({ cluster, broker }: BrokerMetricsProps) {
  const query = useBrokerVitals(cluster, broker.id)
  return (
    <WithData query={query} what="what its exporter tells" rows={6} as="part">
      {({ data }) => (
        <>
          <WhyEvidence
            cluster={cluster}
            broker={broker.id}
            whys={data.whys}
            said={`${broker.sentence.strong}${broker.sentence.rest} ${broker.sentence.lede}`}
          />
          {(data.coverage.status !== 'ok' || data.coverage.expected === 0) && (
            <CoverageLine cluster={cluster} coverage={data.coverage} />
          )}
          <VitalTable vitals={data.vitals} />
        </>
      )}
    </WithData>
  )
}

/** The same over time, below: request time by stage, then small charts in groups. */
export function BrokerMetricCharts({ cluster, broker }: BrokerMetricsProps) {
  const vitals = useBrokerVitals(cluster, broker.id).data?.data
  const mode = useCluster(cluster).data?.data.mode ?? null
  const { changes, id } = broker
  const marks = useMemo(() => incidentMarks(changes), [changes])
  if (vitals === undefined || !hasMetrics(vitals.coverage)) return null
  const groups = CHART_GROUPS.filter(({ only }) => only === undefined || mode === only)
  return (
    <>
      <RequestSection cluster={cluster} broker={id} vitals={vitals} marks={marks} />
      {groups.map((group) => (
        <ChartSection key={group.title} group={group} cluster={cluster} broker={id} vitals={vitals} marks={marks} />
      ))}
      <ClientFacts vitals={vitals} />
      <MissingList missing={vitals.missing} href={hrefOf({ kind: 'capability', cluster })} />
    </>
  )
}
