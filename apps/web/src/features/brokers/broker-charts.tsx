import { SeriesChart } from '../../ui/time-chart/series-chart.tsx'

/** What Perigee itself recorded of this broker over the page's window. */
export function BrokerCharts({ cluster, broker }: { readonly cluster: string; readonly broker: number }) {
  const of = { cluster, broker, size: 'low' } as const
  return (
    <div className="two">
      <SeriesChart
        {...of}
        metric="messagesInPerSecond"
        title="Messages in"
        note="per second, led by it"
        unit="per-second"
      />
      <SeriesChart {...of} metric="latencyMs" title="Time to answer" note="Perigee’s own requests" unit="duration" />
      <SeriesChart {...of} metric="leaders" title="Leaders" note="partitions" unit="count" shape="step" />
      <SeriesChart {...of} metric="sizeBytes" title="Size" note="of its replicas" unit="bytes" />
    </div>
  )
}
