import type { FreshnessState } from '@perigee/contract'
import { Fragment, type ReactNode } from 'react'
import { LostValue } from './lost-value.tsx'
import { Unknown } from './quantity.tsx'
import './facts.css'

/** Name and value pairs; null is said to be unknown, undefined leaves the line out. */
export function Facts({
  facts,
  freshness = 'fresh',
}: {
  facts: readonly (readonly [name: string, value: ReactNode | null | undefined])[]
  freshness?: FreshnessState
}) {
  return (
    <dl className="facts">
      {facts.map(
        ([name, value]) =>
          value !== undefined && (
            <Fragment key={name}>
              <dt>{name}</dt>
              <dd>{value === null ? <Unknown /> : <LostValue freshness={freshness}>{value}</LostValue>}</dd>
            </Fragment>
          ),
      )}
    </dl>
  )
}
