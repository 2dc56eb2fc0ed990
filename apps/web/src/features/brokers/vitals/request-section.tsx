import { useState } from 'react'
import type { Mark } from '../../../ui/kafka/incident-marks.ts'
import { reasonOf } from '../../../ui/kafka/missing-list.tsx'
import { isIdle, NO_TRAFFIC, REQUESTS, STAGE_PARTS } from '../../../ui/kafka/stages.ts'
import { Near } from '../../../ui/near.tsx'
import { SeriesPeers } from '../../../ui/plot/series-peers.tsx'
import { SeriesStack } from '../../../ui/plot/series-stack.tsx'
import { SectionHead } from '../../../ui/section-head.tsx'
import { Segments } from '../../../ui/segments.tsx'
import type { BrokerVitalsData } from '../queries.ts'
import { RequestTable } from './request-table.tsx'

const VIEWS = [
  { id: 'stages', text: 'By stage' },
  { id: 'p50', text: 'p50' },
  { id: 'p95', text: 'p95' },
  { id: 'p99', text: 'p99' },
] as const
type ViewId = (typeof VIEWS)[number]['id']

interface RequestSectionProps {
  readonly cluster: string
  readonly broker: number
  readonly vitals: BrokerVitalsData
  readonly marks: readonly Mark[]
}

const CHART_PX = 250

/** Where the time of the three requests goes that users and followers feel, over time and now. */
export function RequestSection({ cluster, broker, vitals, marks }: RequestSectionProps) {
  const [view, setView] = useState<ViewId>('stages')
  const { missing, requests } = vitals
  return (
    <>
      <SectionHead
        title="Request time"
        note={view === 'stages' ? 'where it goes' : `${view} of the whole, against the other brokers`}
        right={<Segments label="What the charts of requests show" options={VIEWS} chosen={view} choose={setView} />}
      />
      <div className="two">
        {REQUESTS.map((request) => (
          <Near key={`${request} ${view === 'stages'}`} heightPx={CHART_PX}>
            {view === 'stages' ? (
              <SeriesStack
                of={{ cluster, broker }}
                parts={STAGE_PARTS[request]}
                title={request}
                note={isIdle(requests, request) ? NO_TRAFFIC : 'ms, mean of each stage'}
                insteadNote={isIdle(requests, request) ? NO_TRAFFIC : 'ms, p99 of each stage, which need not add up'}
                unit="ms"
                events={marks}
                because={reasonOf(missing, `req_local_ms/${request}`)}
              />
            ) : (
              <SeriesPeers
                cluster={cluster}
                broker={broker}
                metric={`req_total_ms/${request}/${view}`}
                title={request}
                note={isIdle(requests, request) ? NO_TRAFFIC : `ms, ${view}`}
                events={marks}
                because={reasonOf(missing, `req_total_ms/${request}`)}
              />
            )}
          </Near>
        ))}
        <RequestTable requests={requests} statistic={view === 'stages' ? 'p99' : view} />
      </div>
    </>
  )
}
