import { hrefOf } from '../../app/view.ts'
import { AgeStamp } from '../../ui/age-stamp.tsx'
import { StatusPill } from '../../ui/status-pill.tsx'
import { SubjectLine } from '../../ui/subject-line.tsx'
import type { BrokerPartProps } from './broker-page.tsx'

/** Who this is: address, rack, release, controller or not, and its neighbours in the list. */
export function BrokerSubject({ cluster, envelope: { data, freshness } }: BrokerPartProps) {
  const { previous, next } = data.neighbours
  const href = (broker: number) => hrefOf({ kind: 'broker', cluster, broker })
  return (
    <SubjectLine
      name={`Broker ${data.id}`}
      right={
        <>
          {previous === null ? null : (
            <a
              rel="prev"
              className="ln"
              href={href(previous)}
              title="Previous broker ( [ )"
              aria-label={`Previous: broker ${previous}`}
            >
              ← {previous}
            </a>
          )}
          {'\u2002'}
          {next === null ? null : (
            <a
              rel="next"
              className="ln"
              href={href(next)}
              title="Next broker ( ] )"
              aria-label={`Next: broker ${next}`}
            >
              {next} →
            </a>
          )}
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
      <span>{data.rack === null ? 'no rack set' : `rack ${data.rack}`}</span>
      {data.release === null ? null : <span>Kafka {data.release}</span>}
      {data.controller ? <span className="tag">controller</span> : null}
    </SubjectLine>
  )
}
