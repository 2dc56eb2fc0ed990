import type { ClusterSummary } from '@perigee/contract'
import { isBlind } from './model.ts'

// The list of clusters is short and already here, so it is filtered here, with the words of the filter grammar:
// bare words match the name, key:value with comma = or, leading minus = not.

const positive = (value: number | null) => value !== null && value > 0

const CONDITIONS: Readonly<Record<string, (cluster: ClusterSummary) => boolean>> = {
  offline: ({ offlinePartitions }) => positive(offlinePartitions),
  'under-min-isr': ({ underMinIsrPartitions }) => positive(underMinIsrPartitions),
  'at-min-isr': ({ atMinIsrPartitions }) => positive(atMinIsrPartitions),
  'under-replicated': ({ underReplicatedPartitions }) => positive(underReplicatedPartitions),
  reassigning: ({ reassigningPartitions }) => positive(reassigningPartitions),
  'broker-missing': ({ brokers }) => isShort(brokers),
  'quorum-short': ({ quorum }) => quorum !== null && isShort(quorum),
  fragile: ({ survivableBrokerLosses }) => survivableBrokerLosses === 0,
  stale: isBlind,
}
export const CLUSTER_CONDITIONS = Object.keys(CONDITIONS)

function isShort({ up, expected }: { up: number | null; expected: number | null }): boolean {
  return up !== null && expected !== null && up < expected
}

/** Clusters that match; words that mean nothing match nothing, so that a typing mistake is never a longer list. */
export function filterClusters(clusters: readonly ClusterSummary[], q: string): readonly ClusterSummary[] {
  const terms = q.trim().split(/\s+/).filter(Boolean)
  return terms.length === 0 ? clusters : clusters.filter((cluster) => terms.every((term) => matches(cluster, term)))
}

function matches(cluster: ClusterSummary, term: string): boolean {
  if (term.startsWith('-') && term.length > 1) return !matches(cluster, term.slice(1))
  const colon = term.indexOf(':')
  if (colon <= 0) return cluster.name.toLowerCase().includes(term.toLowerCase())
  const key = term.slice(0, colon).toLowerCase()
  const values = term
    .slice(colon + 1)
    .toLowerCase()
    .split(',')
  return values.some((value) => matchesValue(cluster, key, value))
}

/** Short names for the labels that everybody sets. */
const LABEL_KEYS: Readonly<Record<string, string>> = { env: 'environment' }

function matchesValue(cluster: ClusterSummary, key: string, value: string): boolean {
  if (key === 'is') return CONDITIONS[value]?.(cluster) ?? false
  if (key === 'status') return cluster.status === (value === 'no-data' ? 'unknown' : value)
  if (key === 'mode') return cluster.mode === (value === 'zk' ? 'zookeeper' : value)
  if (key === 'name') return cluster.name.toLowerCase().includes(value)
  const label = cluster.labels[LABEL_KEYS[key] ?? key] ?? cluster.labels[key]
  return label?.toLowerCase() === value
}
