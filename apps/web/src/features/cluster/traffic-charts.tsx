import { memo, useState } from 'react'
import type { Mark } from '../../ui/kafka/incident-marks.ts'
import { reasonOf } from '../../ui/kafka/missing-list.tsx'
import { isIdle, NO_TRAFFIC, REQUESTS, STAGE_PARTS, type TimedRequest } from '../../ui/kafka/stages.ts'
import { Near } from '../../ui/near.tsx'
import { SeriesLines } from '../../ui/plot/series-lines.tsx'
import { SeriesStack, type StackPart } from '../../ui/plot/series-stack.tsx'
import { Segments } from '../../ui/segments.tsx'
import { SeriesChart } from '../../ui/time-chart/series-chart.tsx'
import type { ClusterVitalsData } from './queries.ts'

interface TrafficChartsProps {
  readonly cluster: string
  readonly missing: ClusterVitalsData['missing']
  readonly marks: readonly Mark[]
  readonly requests: ClusterVitalsData['requests']
}

const TRAFFIC: readonly StackPart[] = [
  { label: 'out', metric: 'bytes_out', ink: 's1' },
  { label: 'in', metric: 'bytes_in', ink: 's2' },
  { label: 'replication', metric: 'replication_bytes_in', ink: 'rest' },
]
const IDLE: readonly StackPart[] = [
  { label: 'handlers', metric: 'handler_idle', ink: 's1' },
  { label: 'network', metric: 'network_idle', ink: 's2' },
]
const CHART_PX = 250

/** What goes in and out, how long requests take and where, what is not in order, and how much is left idle. */
export const TrafficCharts = memo(function TrafficCharts({ cluster, missing, marks, requests }: TrafficChartsProps) {
  const of = { cluster }
  return (
    <>
      <div className="two">
        <SeriesLines
          of={of}
          parts={TRAFFIC}
          title="Client traffic"
          note="of all brokers, against replication"
          unit="B/s"
          events={marks}
          because={reasonOf(missing, 'bytes_in')}
        />
        <RequestTime cluster={cluster} missing={missing} marks={marks} requests={requests} />
      </div>
      <div className="two">
        <SeriesChart
          cluster={cluster}
          metric="underReplicatedPartitions"
          title="Under-replicated"
          note="partitions"
          unit="count"
          shape="step"
          size="low"
          events={marks}
        />
        <SeriesLines
          of={of}
          parts={IDLE}
          pick="min"
          title="Idle"
          note="of the busiest broker"
          unit="ratio"
          size="low"
          events={marks}
          because={reasonOf(missing, 'handler_idle')}
        />
      </div>
      <Near heightPx={CHART_PX}>
        <div className="two">
          <SeriesChart
            cluster={cluster}
            metric="messagesInPerSecond"
            title="Messages in"
            note="per second, by end offsets"
            unit="per-second"
            size="low"
            events={marks}
          />
          <SeriesChart
            cluster={cluster}
            metric="underMinIsrPartitions"
            title="Under min ISR"
            note="partitions"
            unit="count"
            shape="step"
            size="low"
            events={marks}
          />
        </div>
      </Near>
    </>
  )
})

const REQUEST_OPTIONS = REQUESTS.map((request) => ({ id: request, text: request }))

/** Where the time of a request goes: the largest of all brokers, stage by stage. */
function RequestTime({ cluster, missing, marks, requests }: TrafficChartsProps) {
  const [request, setRequest] = useState<TimedRequest>('Produce')
  return (
    <SeriesStack
      key={request}
      of={{ cluster }}
      parts={STAGE_PARTS[request]}
      title="Request time"
      note={isIdle(requests, request) ? NO_TRAFFIC : 'ms, mean, slowest broker'}
      insteadNote={isIdle(requests, request) ? NO_TRAFFIC : 'ms, p99 (do not add up)'}
      unit="ms"
      events={marks}
      because={reasonOf(missing, `req_local_ms/${request}`)}
      controls={<Segments label="Request" options={REQUEST_OPTIONS} chosen={request} choose={setRequest} />}
    />
  )
}
