// What is asked for by a key of the catalogue, taken apart.
import { type Metric, type MetricKey, metricOfKey, STATISTICS, type Statistic } from '@perigee/domain'

export interface Wanted {
  readonly metric: Metric
  readonly labels: readonly string[]
  readonly statistic: Statistic | null
  readonly topic: string | null
}

/** Null: a key of no metric. */
export function wantedOf(key: MetricKey, topic: string | null): Wanted | null {
  const metric = metricOfKey(key)
  if (metric === undefined) return null
  const parts = key.split('/').slice(1)
  let statistic: Statistic | null = null
  if (metric.kind === 'quantiles') {
    const last = parts.pop()
    statistic = STATISTICS.find((one) => one === last) ?? null
    if (statistic === null) return null
  }
  const count = metric.labels.length
  // Only the last label may hold a slash.
  const labels = count === 0 ? [] : [...parts.slice(0, count - 1), parts.slice(count - 1).join('/')]
  const isWhole = count === 0 ? parts.length === 0 : parts.length >= count
  return isWhole ? { metric, labels, statistic, topic } : null
}
