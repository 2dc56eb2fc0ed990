import { memo } from 'react'
import { SeriesChart } from '../../ui/time-chart/series-chart.tsx'

/** Four charts on one time axis. */
export const ClusterCharts = memo(function ClusterCharts({ cluster }: { cluster: string }) {
  return (
    <div className="two">
      <SeriesChart
        cluster={cluster}
        metric="messagesInPerSecond"
        title="Messages in"
        note="per second, by end offsets"
        unit="per-second"
      />
      <SeriesChart
        cluster={cluster}
        metric="underReplicatedPartitions"
        title="Under-replicated"
        note="partitions"
        unit="count"
        shape="step"
      />
      <SeriesChart
        cluster={cluster}
        metric="sizeBytes"
        title="Size on disk"
        note="all replicas"
        unit="bytes"
        size="low"
      />
      <SeriesChart
        cluster={cluster}
        metric="underMinIsrPartitions"
        title="Under min ISR"
        note="partitions"
        unit="count"
        shape="step"
        size="low"
      />
    </div>
  )
})
