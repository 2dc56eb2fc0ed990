import type { ClusterSummary } from '@perigee/contract'
import { isBlind } from './model.ts'

/** What the list hides and how to read its rarest column. */
export function OverviewFoot({ clusters, shown }: { clusters: readonly ClusterSummary[]; shown: number }) {
  const blind = clusters.filter(isBlind).length
  return (
    <p className="note">
      {shown < clusters.length ? `${shown} of ${clusters.length} clusters. ` : ''}
      {clusters.length > 1 ? 'Worst first, then by name. ' : ''}
      “Can lose” is the largest failure after which every partition still takes writes.
      {blind > 0 && ` Hatched values are from the last answer and count in no sum.`}
    </p>
  )
}
