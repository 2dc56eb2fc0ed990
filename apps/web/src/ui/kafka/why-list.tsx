import type { Why } from '@perigee/contract'
import { hrefOf } from '../../app/view.ts'
import { Since } from '../cause-list.tsx'
import { StatusPill } from '../status-pill.tsx'
import { evidenceWords } from './evidence-words.ts'
import '../cause-list.css'

interface WhyListProps {
  readonly cluster: string
  readonly whys: readonly Why[]
}

/** Why brokers are slow: a sentence each, what it is concluded from, and what to do. */
export function WhyList({ cluster, whys }: WhyListProps) {
  return (
    <ul>
      {whys.map((why) => (
        <li key={`${why.code} ${why.broker} ${why.culprit}`} className="cause">
          <StatusPill status={why.status} />
          <div>
            {why.sentence}
            <p>{why.advice}</p>
            <p>{why.evidence.map(evidenceWords).join('; ')}</p>
          </div>
          <span className="since">
            {why.since !== null && <Since instant={why.since} />}
            {brokersOf(why).map((broker) => (
              <a key={broker} className="go" href={hrefOf({ kind: 'broker', cluster, broker })}>
                Broker {broker}
              </a>
            ))}
          </span>
        </li>
      ))}
    </ul>
  )
}

/** Links of one reason at most: all of them are in its sentence. */
const LINKED = 3

function brokersOf({ broker, brokers, culprit }: Why): readonly number[] {
  const all = [...(culprit === null ? [] : [culprit]), broker, ...brokers]
  return [...new Set(all)].slice(0, LINKED)
}
