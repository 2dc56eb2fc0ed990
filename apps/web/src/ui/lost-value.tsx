import type { FreshnessState } from '@perigee/contract'
import type { ReactNode } from 'react'

/** Keeps a value that is too old to be trusted, hatched: still there, visibly not now. */
export function LostValue({ freshness, children }: { freshness: FreshnessState; children: ReactNode }) {
  return freshness === 'lost' ? <span className="lost">{children}</span> : children
}
