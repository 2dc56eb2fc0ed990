import { useMemo } from 'react'
import { hrefOf } from '../../app/view.ts'
import { CoverageLine, hasMetrics } from '../../ui/kafka/coverage-line.tsx'
import { incidentMarks } from '../../ui/kafka/incident-marks.ts'
import { MissingList } from '../../ui/kafka/missing-list.tsx'
import { WhyList } from '../../ui/kafka/why-list.tsx'
import { Near } from '../../ui/near.tsx'
import { WithData } from '../../ui/with-data.tsx'
import { BrokerHeat } from './broker-heat.tsx'
import { ClusterCharts } from './cluster-charts.tsx'
import styles from './cluster-metrics.module.css'
import { ControllerPanel } from './controller-panel.tsx'
import { type ClusterData, type ClusterVitalsData, useClusterVitals } from './queries.ts'
import { TopTopics } from './top-topics.tsx'
import { TrafficCharts } from './traffic-charts.tsx'

const HEAT_PX = 420
const PANEL_PX = 260

/** What exporters tell of the cluster; without any one quiet line, and the charts of what Kafka itself tells. */
export function ClusterMetrics({ cluster }: { readonly cluster: ClusterData }) {
  const query = useClusterVitals(cluster.name)
  return (
    <WithData query={query} what="what the exporters tell" rows={6} as="part">
      {({ data }) =>
        hasMetrics(data.coverage) ? (
          <div className={styles.metrics}>
            <Metrics cluster={cluster} vitals={data} />
          </div>
        ) : (
          <div className={styles.metrics}>
            <CoverageLine cluster={cluster.name} coverage={data.coverage} />
            <ClusterCharts cluster={cluster.name} />
            <TopTopics cluster={cluster.name} top={data.top} />
          </div>
        )
      }
    </WithData>
  )
}

interface MetricsProps {
  readonly cluster: ClusterData
  readonly vitals: ClusterVitalsData
}

function Metrics({ cluster, vitals }: MetricsProps) {
  const { name, changes, brokerCells } = cluster
  const { missing } = vitals
  const marks = useMemo(() => incidentMarks(changes), [changes])
  const loudIds = brokerCells.filter(({ status }) => status !== 'ok').map(({ id }) => id)
  const loudKey = loudIds.join()
  // biome-ignore lint/correctness/useExhaustiveDependencies: equal ids are an equal set
  const loud = useMemo(() => new Set(loudIds), [loudKey])
  return (
    <>
      <CoverageLine cluster={name} coverage={vitals.coverage} />
      <Disagreements all={vitals.disagreements} />
      <Evidence cluster={name} whys={vitals.whys} />
      <TrafficCharts cluster={name} missing={missing} marks={marks} requests={vitals.requests} />
      <Near heightPx={HEAT_PX}>
        <BrokerHeat cluster={name} loud={loud} missing={missing} marks={marks} cause={vitals.whys[0]?.code ?? null} />
      </Near>
      <Near heightPx={PANEL_PX}>
        <ControllerPanel
          cluster={name}
          vitals={vitals}
          isBroker={brokerCells.some(({ id }) => id === vitals.controller.id)}
        />
      </Near>
      <TopTopics cluster={name} top={vitals.top} />
      <MissingList missing={missing} href={hrefOf({ kind: 'capability', cluster: name })} />
    </>
  )
}

/** Kafka's own answers and its exporters tell different numbers: both are said, and neither is hidden. */
function Disagreements({ all }: { readonly all: ClusterVitalsData['disagreements'] }) {
  return all.map(({ what, text }) => (
    <p key={what} className="note">
      <b>Two accounts differ.</b> {text}
    </p>
  ))
}

/** The problems above say who is slow and why; this says what that is concluded from, and what is no problem but worth a look. */
function Evidence({ cluster, whys }: { readonly cluster: string; readonly whys: ClusterVitalsData['whys'] }) {
  const [first] = whys
  if (first === undefined) return null
  return (
    <details className="note">
      <summary>
        {headline(first.sentence)}
        {whys.length > 1 && ` and ${whys.length - 1} more`}: figures and advice
      </summary>
      <WhyList cluster={cluster} whys={whys} />
    </details>
  )
}

const headline = (sentence: string) => sentence.replace(/(?:: .*|\.)$/s, '')
