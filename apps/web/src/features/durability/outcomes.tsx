import { Fragment } from 'react'
import { CountLink } from '../../ui/count-link.tsx'
import { rowsAfter } from './rows-of.ts'
import type { Outcome } from './words.ts'

interface OutcomesProps {
  readonly cluster: string
  readonly lose: string
  readonly outcomes: readonly Outcome[]
  /** What stands between one and the next. */
  readonly between: string
}

/** Counts in a sentence, each opening exactly its rows. */
export function Outcomes({ cluster, lose, outcomes, between }: OutcomesProps) {
  return outcomes.map(({ count, words, standing }, at) => (
    <Fragment key={words}>
      {at === 0 ? '' : between}
      <CountLink count={count} href={rowsAfter({ cluster, lose }, standing)} label={words} /> {words}
    </Fragment>
  ))
}
