import type { FreshnessWire } from '@perigee/contract'
import type { ReactNode } from 'react'
import { useFreshness } from '../age-stamp.tsx'

/** Figures that are too old to vouch for stay where they are, hatched. */
export function Stale({ freshness, children }: { readonly freshness: FreshnessWire; readonly children: ReactNode }) {
  const state = useFreshness(freshness.observedAt, freshness.expectedIntervalMs)
  return <div className={state === 'lost' ? 'is-lost' : undefined}>{children}</div>
}
