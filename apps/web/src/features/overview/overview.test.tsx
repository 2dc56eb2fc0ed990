import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { beforeAll, expect, test, vi } from 'vitest'
import { cannedAt, cannedCluster, cannedOverview, clustersOf, STORIES } from '../../testing/canned.ts'
import { clusterStats, stripNote } from '../cluster/model.ts'
import { ClusterRows } from './cluster-rows.tsx'
import { filterClusters } from './filter.ts'
import { FleetStats, fleetStats } from './fleet-stats.tsx'
import { fleetSum, oldest } from './model.ts'
import { Wall } from './wall.tsx'

const NOW = Date.now()
const story = (name: (typeof STORIES)[number]) => clustersOf(cannedAt(name, NOW))
const names = (q: string) => filterClusters(story('broken'), q).map(({ name }) => name)
const draw = (node: ReactNode) =>
  renderToStaticMarkup(<QueryClientProvider client={new QueryClient()}>{node}</QueryClientProvider>)

beforeAll(() => {
  vi.stubGlobal('location', { pathname: '/overview', search: '', href: 'http://localhost/overview' })
})

test('a lost cluster counts in no sum, and the sum says so', () => {
  const offline = fleetSum(story('broken'), ({ offlinePartitions }) => offlinePartitions)
  expect(offline).toMatchObject({ sum: 3, unknown: 1 })
  expect(offline.hit.map(({ name }) => name)).toEqual(['payments-eu'])
  expect(fleetSum(story('no-data'), ({ offlinePartitions }) => offlinePartitions).sum).toBeNull()
})

test('a count that one cluster has opens its partitions; one that several have opens these clusters', () => {
  const stats = fleetStats(story('broken'))
  const href = (label: string) => stats.find((stat) => stat.label === label)?.href
  expect(href('Offline partitions')).toBe('/c/payments-eu/partitions?q=is:offline')
  expect(href('Under-replicated')).toBe('/overview?q=is:under-replicated')
  expect(filterClusters(story('broken'), 'is:under-replicated')).toHaveLength(2)
})

test('what no cluster tells is unknown, never zero', () => {
  for (const stat of fleetStats(story('no-data')).filter(({ label }) => label !== 'Clusters'))
    expect(stat.value).toBeNull()
  expect(draw(<FleetStats clusters={story('no-data')} />)).not.toMatch(/class="v">0</)
  const rows = draw(<ClusterRows clusters={story('no-data')} all={1} q="" onClear={() => undefined} />)
  expect(rows).not.toMatch(/>0</)
  expect(rows).toContain('never')
})

test('a sum with a blind cluster is what is seen', () => {
  const seen = fleetStats(story('broken')).find(({ label }) => label === 'Offline partitions')
  expect(seen).toMatchObject({ value: '3', unit: 'seen', note: '1 cluster not known' })
})

test('the filter: names, labels, status, conditions, not, and nothing for nonsense', () => {
  expect(names('EU')).toContain('payments-eu')
  expect(names('search -us')).toEqual(['search-eu'])
  expect(names('status:critical,warning')).toEqual(['payments-eu', 'orders-legacy'])
  expect(names('mode:zk')).toEqual(['orders-legacy'])
  expect(names('is:offline')).toEqual(['payments-eu'])
  expect(names('is:stale')).toEqual(['audit-us'])
  expect(names('env:prod region:us')).toEqual(['audit-us', 'clickstream-us', 'search-us'])
  expect(names('is:nonsense')).toEqual([])
  expect(names('')).toHaveLength(12)
})

test('every story can be drawn, healthy ones without a word of trouble', () => {
  for (const name of STORIES) {
    const overview = cannedOverview(cannedAt(name, NOW))
    if (overview.data.clusters.length > 0) expect(draw(<Wall overview={overview} />)).toContain('wall')
  }
  const calm = draw(<ClusterRows clusters={story('healthy')} all={7} q="" onClear={() => undefined} />)
  expect(calm).not.toMatch(/class="[^"]*\b(bad|mid|why|lost)\b/)
})

test('troubled rows say why, with their counts as links', () => {
  const rows = draw(<ClusterRows clusters={story('broken')} all={12} q="" onClear={() => undefined} />)
  expect(rows).toContain('Broker 7 is down')
  expect(rows).toContain('href="/c/payments-eu/partitions?q=is:offline"')
  expect(rows).toContain('aria-label="3 offline partitions"')
})

test('the oldest reading is the one never made', () => {
  const [first] = story('healthy')
  const [never] = story('no-data')
  if (first === undefined || never === undefined) throw new Error('canned clusters are missing')
  expect(oldest([first, never])?.name).toBe('lab')
  expect(oldest([])).toBeNull()
})

test('the numbers of a cluster: unknown ones say so, none claims that all are there', () => {
  const canned = cannedAt('no-data', NOW)
  const [lab] = clustersOf(canned)
  if (lab === undefined) throw new Error('canned cluster is missing')
  const { data } = cannedCluster(canned, lab)
  for (const stat of clusterStats(data)) {
    expect(stat.value).toBeNull()
    expect(stat.note).not.toMatch(/all there|none/)
  }
  expect(stripNote(data)).toBe('how many are up is not known')
})

test('the strip says how many are in which state', () => {
  const canned = cannedAt('broken', NOW)
  const payments = clustersOf(canned).find(({ name }) => name === 'payments-eu')
  if (payments === undefined) throw new Error('canned cluster is missing')
  expect(stripNote(cannedCluster(canned, payments).data)).toBe(
    '23 up, 1 down, 1 behind; bar under the active controller',
  )
})
