import { STATUSES, type Status, TOPIC_SORTS, type Topics } from '@perigee/contract'
import type { Assessment } from '@perigee/domain'
import { parseFilter, type Term } from '@perigee/links'
import type { ClusterState } from '../../facts/state.ts'
import { lostOf } from '../clusters/lost.ts'
import { facetsOf } from '../listing/facets.ts'
import { readFilter } from '../listing/filter.ts'
import { assessmentOfNothing } from '../listing/nothing.ts'
import { readSort } from '../listing/sort.ts'
import { both, pick, type RowTest, windowOf } from '../listing/window.ts'
import type { Lost } from '../partitions/conditions.ts'
import { FLAG_FACETS, flagFacets } from '../partitions/flag-facets.ts'
import { freshnessOfAnswer } from '../wire/freshness.ts'
import { gapsOf } from '../wire/gaps.ts'
import { nearestName } from '../wire/nearest.ts'
import { sizesIntervalMs, sizesObservedAt, usedOf } from '../wire/readings.ts'
import { instantOf } from '../wire/words.ts'
import { topicKeys } from './keys.ts'
import { topicOrder } from './orders.ts'
import { topicRow, topicStatus } from './row.ts'
import { type TopicTable, topicTable } from './table.ts'

export interface ListQuery {
  readonly q?: string | undefined
  readonly sort?: string | undefined
  readonly offset?: number | undefined
  readonly limit?: number | undefined
  readonly internal?: 'show' | 'hide' | undefined
}

/** Facets of topics besides the findings of their partitions. */
const TOPIC_FACETS = ['skewed', 'rf-below-3', 'min-isr-1']

/** The topics of a cluster: filtered, sorted, one window of them. Before the first reading the list is empty and its totals are unknown. */
export function topicsView(cluster: ClusterState, query: ListQuery, now: number): Topics {
  const { facts, assessment } = cluster
  const window = windowOf(query)
  return {
    data: {
      ...listed(cluster, assessment ?? assessmentOfNothing(facts), { query, now }),
      // Until something was read nobody knows how many there are.
      ...(assessment === null ? { total: null, matched: null, statuses: {}, facets: [] } : {}),
      ...window,
      sizesObservedAt: instantOf(sizesObservedAt(facts)),
      sizesIntervalMs: sizesIntervalMs(facts),
      ratesObservedAt: instantOf(facts.endOffsets.observedAt),
      configsObservedAt: instantOf(facts.topicConfigs.observedAt),
      configsIntervalMs: facts.topicConfigs.intervalMs,
      gaps: gapsOf(facts, ['topology', 'topicConfigs', 'endOffsets', 'logDirs']),
    },
    freshness: freshnessOfAnswer(
      usedOf(facts, ['topology'], ['registry', 'topicConfigs', 'logDirs', 'endOffsets']),
      now,
    ),
  }
}

interface Asked {
  readonly query: ListQuery
  readonly now: number
}

function listed(cluster: ClusterState, assessment: Assessment, { query, now }: Asked) {
  const lost = lostOf(cluster.facts, now)
  const { picked, keys, table } = pickTopics(cluster, assessment, { query, now })
  const hidden = query.internal === 'show' ? 0 : hiddenBy(query, table, readFilter(query.q, keys))
  return {
    total: table.count,
    matched: picked.matched,
    items: picked.window.map((t) => topicRow(table, t, lost)),
    hiddenInternal: hidden,
    statuses: statusCounts(table, lost),
    facets: [
      ...flagFacets(picked.all, assessment.topicFlags, FLAG_FACETS),
      ...facetsOf(picked.all, keys, TOPIC_FACETS),
    ],
    nearest: picked.matched === 0 ? nearestTo(query.q, table) : null,
  }
}

/** Filters and sorts; also what the CSV export writes. */
export function pickTopics(cluster: ClusterState, assessment: Assessment, { query, now }: Asked) {
  const table = topicTable(assessment, cluster.facts)
  const keys = topicKeys(table, cluster.facts, lostOf(cluster.facts, now))
  const order = readSort(query.sort, TOPIC_SORTS, (spec) => topicOrder(table, spec))
  const test = both(readFilter(query.q, keys), hidesInternal(query) ? (t) => table.internal[t] !== 1 : null)
  return { table, keys, picked: pick(order, test, windowOf(query)) }
}

/** Internal topics are hidden unless asked for, by `internal=show` or by the filter itself. */
function hidesInternal({ internal, q }: ListQuery): boolean {
  return (
    internal !== 'show' && !termsOf(q).some((term) => term.kind === 'key' && !term.negated && names(term, 'internal'))
  )
}

function names(term: Term & { kind: 'key' }, condition: string): boolean {
  return term.key === 'is' && term.values.some(({ pattern }) => pattern.kind === 'word' && pattern.text === condition)
}

function termsOf(q: string | undefined): readonly Term[] {
  const filter = parseFilter(q ?? '')
  return 'error' in filter ? [] : filter.terms
}

/** Internal topics that the filter would have let through. */
function hiddenBy(query: ListQuery, table: TopicTable, test: RowTest | null): number {
  if (!hidesInternal(query)) return 0
  let hidden = 0
  for (let t = 0; t < table.count; t += 1) if (table.internal[t] === 1 && (test === null || test(t))) hidden += 1
  return hidden
}

function statusCounts(table: TopicTable, lost: Lost): Record<Status, number> {
  const counts = Object.fromEntries(STATUSES.map((status) => [status, 0])) as Record<Status, number>
  for (let t = 0; t < table.count; t += 1) counts[topicStatus(table, t, lost)] += 1
  return counts
}

/** The name closest to the first word or topic of a filter that matched nothing. */
function nearestTo(q: string | undefined, table: TopicTable): string | null {
  const typed = termsOf(q)
    .filter(({ negated }) => !negated)
    .map((term) => (term.kind === 'name' ? term.pattern : term.key === 'topic' ? term.values[0]?.pattern : undefined))
    .find((pattern) => pattern !== undefined)
  if (typed === undefined || typed.kind === 'regex') return null
  const text = typed.text.replaceAll('*', '')
  return text === '' ? null : nearestName(text, table.names)
}
