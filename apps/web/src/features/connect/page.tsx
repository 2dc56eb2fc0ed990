import { WithData } from '../../ui/with-data.tsx'
import { FirstRun } from '../first-run/first-run.tsx'
import { useOverview } from '../overview/queries.ts'

/** How to connect a cluster: the same words for who has none yet, who sees the demo, and who adds one more. */
export function ConnectPage() {
  return (
    <WithData query={useOverview()} what="the overview" rows={4}>
      {({ data }) => <FirstRun version={data.version} clusters={data.clusters.length} />}
    </WithData>
  )
}
