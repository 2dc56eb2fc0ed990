import type { Why } from '@perigee/contract'
import { hrefOf } from '../../app/view.ts'
import { Facts } from '../facts.tsx'
import { Unknown } from '../quantity.tsx'
import { SectionHead } from '../section-head.tsx'
import { amountWords } from './evidence-words.ts'
import styles from './why-evidence.module.css'

interface WhyEvidenceProps {
  readonly cluster: string
  readonly broker: number
  readonly whys: readonly Why[]
  /** The sentence of the page says this one already. */
  readonly said: string
}

/** What the sentence of a slow broker is concluded from, figure by figure, and what else is odd about it. */
export function WhyEvidence({ cluster, broker, whys, said }: WhyEvidenceProps) {
  if (whys.length === 0) return null
  return (
    <section aria-label="Why it is slow">
      <SectionHead title="Why" note="concluded from these figures" />
      <div className={styles.whys}>
        {whys.map((why) => (
          <div key={`${why.code} ${why.culprit}`}>
            {said.startsWith(why.sentence.slice(0, 24)) ? null : <p>{why.sentence}</p>}
            {said.includes(why.advice) ? null : <p className="note">{why.advice}</p>}
            <Facts facts={why.evidence.map(factOf)} />
            {why.culprit !== null && why.culprit !== broker && (
              <a className="go" href={hrefOf({ kind: 'broker', cluster, broker: why.culprit })}>
                Look at broker {why.culprit}
              </a>
            )}
          </div>
        ))}
      </div>
    </section>
  )
}

function factOf({ text, value, median, unit }: Why['evidence'][number]) {
  return [
    text,
    <span key={text}>
      {value === null ? <Unknown /> : <b>{amountWords(value, unit)}</b>}
      {median === null ? null : <span className="q"> median {amountWords(median, unit)}</span>}
    </span>,
  ] as const
}
