import type { Envelope } from '@perigee/contract'
import { useQuery } from '@tanstack/react-query'
import type { PageOf } from '../../app/pages.ts'
import { hrefOf } from '../../app/view.ts'
import { AgeStamp } from '../../ui/age-stamp.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { GapNotes } from '../../ui/kafka/gap-notes.tsx'
import { countWords } from '../../ui/quantity-words.ts'
import { StateSentence } from '../../ui/state-sentence.tsx'
import { StatusPill } from '../../ui/status-pill.tsx'
import { SubjectLine } from '../../ui/subject-line.tsx'
import { Stale } from '../../ui/table/stale.tsx'
import { useEscapeBack } from '../../ui/table/use-escape-back.ts'
import { SeriesChart } from '../../ui/time-chart/series-chart.tsx'
import { WithData } from '../../ui/with-data.tsx'
import { type TopicData, topicQuery } from './queries.ts'
import { TopicAside } from './topic-aside.tsx'
import { TopicLeaders } from './topic-leaders.tsx'
import { TopicPartitions } from './topic-partitions.tsx'
import { TopicSettings } from './topic-settings.tsx'
import { TopicSize } from './topic-size.tsx'
import { TopicStats } from './topic-stats.tsx'

export function TopicPage({ page: { cluster, topic } }: PageOf<'topic'>) {
  const query = useQuery(topicQuery(cluster, topic))
  useEscapeBack(hrefOf({ kind: 'topics', cluster }))
  return (
    <WithData query={query} what={`topic ${topic} of ${cluster}`} rows={10}>
      {(envelope) => <TopicView cluster={cluster} envelope={envelope} />}
    </WithData>
  )
}

export interface TopicPartProps {
  readonly cluster: string
  readonly envelope: Envelope<TopicData>
}

function TopicView({ cluster, envelope }: TopicPartProps) {
  const { data } = envelope
  const chart = { cluster, topic: data.name, size: 'low' } as const
  return (
    <>
      <TopicSubject envelope={envelope} />
      <StateSentence sentence={data.sentence} />
      <GapNotes
        failures={envelope.freshness.failures}
        gaps={data.gaps}
        brokerHref={(broker) => hrefOf({ kind: 'broker', cluster, broker })}
      />
      <TopicStats cluster={cluster} envelope={envelope} />
      <div className="side">
        <div>
          <Stale freshness={envelope.freshness}>
            <TopicPartitions cluster={cluster} envelope={envelope} />
          </Stale>
          <div className="two">
            <SeriesChart
              {...chart}
              metric="messagesInPerSecond"
              title="Messages in"
              note="per second"
              unit="per-second"
            />
            <TopicLeaders cluster={cluster} data={data} />
          </div>
        </div>
        <TopicAside data={data} />
      </div>
      <TopicSettings data={data} />
    </>
  )
}

function TopicSubject({ envelope: { data, freshness } }: Omit<TopicPartProps, 'cluster'>) {
  const copies = data.replicationFactor === null ? 'RF unknown' : `RF ${data.replicationFactor}`
  const minIsr = data.minIsr === null ? 'min ISR unknown' : `min ISR ${data.minIsr}`
  return (
    <SubjectLine
      name={data.name}
      right={<AgeStamp observedAt={freshness.observedAt} intervalMs={freshness.expectedIntervalMs} />}
    >
      <StatusPill status={data.status} />
      <span>{partitionsWords(data.partitions)}</span>
      <span>
        {copies}, {minIsr}
      </span>
      <TopicSize row={data} />
      {data.internal ? <span className="tag">internal</span> : null}
      <CopyButton text={data.name} label="Copy name" />
    </SubjectLine>
  )
}

function partitionsWords(count: number | null): string {
  if (count === null) return 'partitions unknown'
  return count === 1 ? '1 partition' : `${countWords(count)} partitions`
}
