import { Fragment, type ReactNode } from 'react'
import { Unknown } from './quantity.tsx'
import './facts.css'

/** Name and value pairs; null is said to be unknown, undefined leaves the line out. */
export function Facts({ facts }: { facts: readonly (readonly [name: string, value: ReactNode | null | undefined])[] }) {
  return (
    <dl className="facts">
      {facts.map(
        ([name, value]) =>
          value !== undefined && (
            <Fragment key={name}>
              <dt>{name}</dt>
              <dd>{value ?? <Unknown />}</dd>
            </Fragment>
          ),
      )}
    </dl>
  )
}
