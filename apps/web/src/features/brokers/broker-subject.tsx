import { hrefOf } from '../../app/view.ts'
import { AgeStamp } from '../../ui/age-stamp.tsx'
import { StatusPill } from '../../ui/status-pill.tsx'
import { SubjectLine } from '../../ui/subject-line.tsx'
import type { BrokerPartProps } from './broker-page.tsx'

/** Who this is: address, rack, release, controller or not, and its neighbours in the list. */
export function BrokerSubject({ cluster, envelope: { data, freshness } }: BrokerPartProps) {
  const { previous, next } = data.neighbours
  return (
    <SubjectLine
      name={`Broker ${data.id}`}
      right={
        <>
          <Neighbour rel="prev" cluster={cluster} broker={previous} />
          {'\u2002'}
          <Neighbour rel="next" cluster={cluster} broker={next} />
          {'\u2002'}
          <AgeStamp observedAt={freshness.observedAt} intervalMs={freshness.expectedIntervalMs} />
        </>
      }
    >
      <StatusPill status={data.status} word={data.word} />
      {data.host === null ? (
        <span className="lost">address unknown</span>
      ) : (
        <span>
          {data.host}
          {data.port === null ? '' : `:${data.port}`}
        </span>
      )}
      <span>{rackWords(data)}</span>
      {data.release === null ? null : <span>Kafka {data.release}</span>}
      {data.controller ? <span className="tag">controller</span> : null}
    </SubjectLine>
  )
}

interface NeighbourProps {
  readonly rel: 'prev' | 'next'
  readonly cluster: string
  readonly broker: number | null
}

/** The broker before or after this one; the keys [ and ] press these links. */
function Neighbour({ rel, cluster, broker }: NeighbourProps) {
  if (broker === null) return null
  const title = rel === 'prev' ? 'Previous broker ( [ )' : 'Next broker ( ] )'
  return (
    <a rel={rel} className="ln" href={hrefOf({ kind: 'broker', cluster, broker })} title={title}>
      <span className="sr">{rel === 'prev' ? 'previous: broker ' : 'next: broker '}</span>
      {rel === 'prev' ? `← ${broker}` : `${broker} →`}
    </a>
  )
}

/** Only a registered broker says its rack, or that it has none. */
function rackWords({ rack, registered }: BrokerPartProps['envelope']['data']): string {
  if (rack !== null) return `rack ${rack}`
  return registered === true ? 'no rack set' : 'rack unknown'
}
