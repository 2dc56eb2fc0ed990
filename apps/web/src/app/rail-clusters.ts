import type { ClusterSummary } from '@perigee/contract'

/** All clusters are listed up to this many; beyond, only those that are not fine. */
const LISTED_WHOLE = 8
const LISTED_TROUBLED = 16

/** Clusters for the rail in the server's order (worst first), and how many fine ones are summed up in one line. */
export function clustersForRail(
  clusters: readonly ClusterSummary[],
  open: string | null,
): { shown: readonly ClusterSummary[]; rest: number } {
  if (clusters.length <= LISTED_WHOLE) return { shown: clusters, rest: 0 }
  const troubled = clusters.filter(({ status }) => status !== 'ok')
  const quiet = clusters.length - troubled.length
  const listed = new Set(troubled.slice(0, LISTED_TROUBLED).map(({ name }) => name))
  if (open !== null) listed.add(open)
  const shown = clusters.filter(({ name }) => listed.has(name))
  const shownQuiet = shown.filter(({ status }) => status === 'ok').length
  // “all OK” must be true: troubled ones beyond the limit are shown rather than hidden in it.
  if (troubled.length > LISTED_TROUBLED)
    return { shown: clusters.filter(({ status, name }) => status !== 'ok' || name === open), rest: quiet - shownQuiet }
  return { shown, rest: quiet - shownQuiet }
}
