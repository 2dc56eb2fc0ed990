import type { Status } from '@perigee/contract'
import type { ReactNode } from 'react'
import { classNames } from './class-names.ts'
import { StatusShape } from './status-shape.tsx'
import './empty.css'

/** A part of what should be here is not: what is missing, and where to read on. */
export function PartialBanner({
  children,
  href,
  hrefLabel,
}: {
  children: ReactNode
  href?: string
  hrefLabel?: string
}) {
  return (
    <Banner status="unknown">
      <span>{children}</span>
      {href !== undefined && (
        <a className="go" href={href}>
          {hrefLabel ?? 'Which'}
        </a>
      )}
    </Banner>
  )
}

function Banner({ status, children }: { status: Status; children: ReactNode }) {
  return (
    <p className={classNames('banner', status === 'critical' && 'crit')}>
      <StatusShape status={status} />
      {children}
    </p>
  )
}
