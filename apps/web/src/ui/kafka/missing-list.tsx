import type { MissingMetric } from '@perigee/contract'

/** Reasons said in full; the metrics page has all of them. */
const SAID = 6

/** What is not told, one line for each reason. */
export function MissingList({ missing, href }: { readonly missing: readonly MissingMetric[]; readonly href: string }) {
  const reasons = Map.groupBy(missing, ({ reason }) => reason)
  if (reasons.size === 0) return null
  return (
    <details className="note">
      <summary>
        {missing.length} {missing.length === 1 ? 'metric is' : 'metrics are'} not told
      </summary>
      <ul>
        {[...reasons].slice(0, SAID).map(([reason, metrics]) => (
          <li key={reason}>
            {metrics.map(({ title }) => title).join(', ')}: {reason}
          </li>
        ))}
      </ul>
      <a className="ln" href={href}>
        What the exporters tell
      </a>
    </details>
  )
}

/** Why a chart of this key may be empty: the reason told for its metric. */
export function reasonOf(missing: readonly MissingMetric[], key: string): string | null {
  const id = key.split('/')[0]
  return missing.find(({ metric }) => metric === key || metric === id)?.reason ?? null
}
