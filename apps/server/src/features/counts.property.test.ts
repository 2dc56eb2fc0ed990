import type { Impact } from '@perigee/contract'
import { readUrl } from '@perigee/links'
import { NOW, type PartitionSpec, type TopicSpec } from '@perigee/testkit'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { ClusterState } from '../facts/state.ts'
import { brokerView } from './brokers/detail.ts'
import { brokersView } from './brokers/view.ts'
import { clusterView } from './clusters/view.ts'
import { fakeCluster } from './console-state.fake.ts'
import { whatIfView } from './durability/view.ts'
import { partitionsView } from './partitions/view.ts'
import { topicsView } from './topics/view.ts'

// Every count is a promise: the rows it opens are exactly as many.

const BROKERS = [1, 2, 3, 4, 5]

const partition: fc.Arbitrary<PartitionSpec> = fc
  .record({
    replicas: fc.shuffledSubarray(BROKERS, { minLength: 1, maxLength: 4 }),
    inSync: fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }),
    headless: fc.boolean(),
    strange: fc.boolean(),
  })
  .map(({ replicas, inSync, headless, strange }) => {
    const isr = replicas.filter((_, index) => inSync[index])
    if (headless && strange) return { replicas, isr, leader: -1 }
    return { replicas, isr }
  })

const topic: fc.Arbitrary<TopicSpec> = fc.record({
  partitions: fc.array(partition, { minLength: 0, maxLength: 5 }),
  internal: fc.boolean(),
  error: fc.constantFrom(0, 0, 0, 29),
})

const clusters: fc.Arbitrary<ClusterState> = fc
  .record({
    topics: fc.dictionary(fc.stringMatching(/^[a-z][a-z.]{0,6}$/), topic, { minKeys: 1, maxKeys: 6 }),
    down: fc.subarray(BROKERS, { maxLength: 2 }),
    silent: fc.subarray(BROKERS, { maxLength: 2 }),
    minIsr: fc.constantFrom(1, 2, 3, null),
    mode: fc.constantFrom('kraft' as const, 'zookeeper' as const),
  })
  .map((spec) => fakeCluster({ ...spec, brokers: BROKERS }))

const partitionsOf = (cluster: ClusterState, q: string, lose?: string) =>
  partitionsView(cluster, { q, lose, limit: 1 }, NOW).data.matched

/** Rows of the page that a link opens. */
function rowsBehind(cluster: ClusterState, href: string): number | null {
  const [path = '', search = ''] = href.split('?')
  const { page, view } = readUrl(path, search)
  const internal = view.internal === 'show' ? ({ internal: 'show' } as const) : {}
  if (page.kind === 'partitions') return partitionsOf(cluster, view.q ?? '', view.lose)
  if (page.kind === 'topics') return topicsView(cluster, { q: view.q ?? '', ...internal }, NOW).data.matched
  return null
}

test('counts of a cluster open exactly the partitions they count', () => {
  fc.assert(
    fc.property(clusters, (cluster) => {
      const { data } = clusterView(cluster, { now: NOW, startedAt: NOW })
      const counts: Record<string, number | null> = {
        'is:offline': data.offlinePartitions,
        'is:under-min-isr': data.underMinIsrPartitions,
        'is:at-min-isr': data.atMinIsrPartitions,
        'is:at-min-isr-by-design': data.atMinIsrByDesignPartitions,
        'is:under-replicated': data.underReplicatedPartitions,
        'is:reassigning': data.reassigningPartitions,
        'is:non-preferred': data.nonPreferredLeaders,
        'is:rack-violation': data.rackViolations,
        '': data.partitions,
      }
      for (const [q, count] of Object.entries(counts))
        if (count !== null) expect([q, partitionsOf(cluster, q)]).toEqual([q, count])
    }),
    { numRuns: 60 },
  )
})

test('counts inside problems open exactly their rows', () => {
  fc.assert(
    fc.property(clusters, (cluster) => {
      const { data } = clusterView(cluster, { now: NOW, startedAt: NOW })
      for (const { explains } of data.problems) {
        for (const { href, count, text } of explains) {
          const rows = rowsBehind(cluster, href)
          if (rows !== null) expect([text, href, rows]).toEqual([text, href, count])
        }
      }
    }),
    { numRuns: 60 },
  )
})

test('counts of a broker open exactly their rows', () => {
  fc.assert(
    fc.property(clusters, (cluster) => {
      for (const row of brokersView(cluster, NOW).data.items) {
        const counts: Record<string, number | null> = {
          [`leader:${row.id}`]: row.leaders,
          [`preferred:${row.id}`]: row.preferredLeaders,
          [`broker:${row.id}`]: row.replicas,
          [`leader:${row.id} is:under-replicated`]: row.underReplicatedPartitions,
          [`out-of-sync:${row.id}`]: row.outOfSyncReplicas,
          [`offline-on:${row.id}`]: row.offlineReplicas,
        }
        for (const [q, count] of Object.entries(counts)) expect([q, partitionsOf(cluster, q)]).toEqual([q, count])
      }
    }),
    { numRuns: 40 },
  )
})

test('facets say what the filter returns once they are added, and conditions what they open', () => {
  fc.assert(
    fc.property(clusters, fc.constantFrom('', 'rf:>1', 'is:under-replicated', '-broker:1'), (cluster, q) => {
      const topics = topicsView(cluster, { q }, NOW).data
      for (const facet of topics.facets)
        expect([facet.q, topicsView(cluster, { q: `${q} ${facet.q}` }, NOW).data.matched]).toEqual([
          facet.q,
          facet.count,
        ])
      for (const facet of partitionsView(cluster, { q }, NOW).data.facets)
        expect([facet.q, partitionsOf(cluster, `${q} ${facet.q}`)]).toEqual([facet.q, facet.count])
      for (const { condition, conditionQ } of topics.items)
        if (conditionQ !== null) expect(partitionsOf(cluster, conditionQ)).toBe(Number.parseInt(condition ?? '', 10))
      const all = topicsView(cluster, { internal: 'show' }, NOW).data
      expect(Object.values(all.statuses).reduce((sum, count) => sum + count, 0)).toBe(all.total)
      expect(topics.matched === null ? null : topics.matched + topics.hiddenInternal).toBe(
        topicsView(cluster, { q, internal: 'show' }, NOW).data.matched,
      )
    }),
    { numRuns: 40 },
  )
})

test('a window and its offset walk the list once, without repeats', () => {
  fc.assert(
    fc.property(
      clusters,
      fc.integer({ min: 1, max: 4 }),
      fc.constantFrom('status', '-size', 'name', '-partitions'),
      (cluster, limit, sort) => {
        const whole = topicsView(cluster, { sort, internal: 'show' }, NOW).data
        const names: string[] = []
        for (let offset = 0; offset < (whole.total ?? 0); offset += limit)
          names.push(
            ...topicsView(cluster, { sort, offset, limit, internal: 'show' }, NOW).data.items.map(({ name }) => name),
          )
        expect(names).toEqual(whole.items.map(({ name }) => name))
      },
    ),
    { numRuns: 30 },
  )
})

test('counts of a what-if, its scenarios and weak spots open exactly their rows', () => {
  const impact = (cluster: ClusterState, lose: string, counts: Impact) => {
    const told = {
      'after:offline': counts.offlinePartitions,
      'after:unwritable': counts.unwritablePartitions,
      'after:degraded': counts.degradedPartitions,
      'after:fine': counts.finePartitions,
    }
    for (const [q, count] of Object.entries(told))
      if (count !== null) expect([lose, q, partitionsOf(cluster, q, lose)]).toEqual([lose, q, count])
  }
  fc.assert(
    fc.property(clusters, fc.subarray(BROKERS, { maxLength: 3 }), (cluster, brokers) => {
      const known = new Set(brokersView(cluster, NOW).data.items.map(({ id }) => id))
      const lose = brokers
        .filter((id) => known.has(id))
        .map((id) => `broker:${id}`)
        .join(',')
      const { data } = whatIfView(cluster, lose, NOW)
      impact(cluster, '', data.now)
      impact(cluster, lose, data.after)
      for (const scenario of data.scenarios) impact(cluster, scenario.lose, scenario)
      for (const { topic, offline, unwritable } of data.hitHardest) {
        const newly = (standing: string, now: string) =>
          partitionsOf(cluster, `topic:${topic} after:${standing} -is:${now}`, lose)
        expect([topic, newly('offline', 'offline')]).toEqual([topic, offline])
        expect([topic, newly('unwritable', 'under-min-isr')]).toEqual([topic, unwritable])
      }
      for (const { href, topicsHref, partitions, topics, title } of data.weakSpots) {
        if (href !== null && partitions !== null)
          expect([title, rowsBehind(cluster, href)]).toEqual([title, partitions])
        if (topicsHref !== null) expect([title, rowsBehind(cluster, topicsHref)]).toEqual([title, topics])
      }
    }),
    { numRuns: 60 },
  )
})

test('counts of a restart check and of measures open exactly their rows', () => {
  fc.assert(
    fc.property(clusters, fc.nat(4), (cluster, at) => {
      const { items } = brokersView(cluster, NOW).data
      const id = items[at % items.length]?.id ?? 0
      const { restart, measures } = brokerView(cluster, id, { now: NOW, startedAt: NOW }).data
      for (const { href, text, title } of restart.checks) {
        const rows = href === null ? null : rowsBehind(cluster, href)
        const counted = /(\d[\d,]*) (?:partition|leader)s?\b/.exec(`${text} ${title}`)
        if (rows !== null && counted !== null) expect([title, text, rows]).toEqual([title, text, Number(counted[1])])
      }
      for (const { href, value, measure } of measures) {
        const rows = href === null ? null : rowsBehind(cluster, href)
        if (rows !== null) expect([measure, rows]).toEqual([measure, value])
      }
    }),
    { numRuns: 60 },
  )
})
