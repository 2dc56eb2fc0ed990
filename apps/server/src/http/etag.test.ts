import { freshnessOf } from '@perigee/domain'
import { clusterFacts, NOW, nodeMetrics, readingOf } from '@perigee/testkit'
import { expect, test } from 'vitest'
import { fakeCluster, fakeState } from '../features/console-state.fake.ts'
import { tagOf } from './etag.ts'

const url = '/api/v1/clusters/payments-eu/topics?q=is:offline'
const cluster = fakeCluster()
const other = fakeCluster({ name: 'audit' })
const tag = (state = fakeState([cluster, other]), now = NOW, path = url) => tagOf(state, path, now)

test('it changes with the revision, the minute and the freshness, and with the process', () => {
  expect(tag()).toBe(tag())
  expect(tag(fakeState([{ ...cluster, revision: 2 }, other]))).not.toBe(tag())
  expect(tag(fakeState([cluster, other]), NOW + 60_000)).not.toBe(tag())
  expect(tag(fakeState([cluster, other], { startedAt: 1 }))).not.toBe(tag())
  const facts = clusterFacts()
  const late = { ...facts, topology: readingOf(facts.topology.value, { observedAt: NOW - 12_000, intervalMs: 5_000 }) }
  expect(tag(fakeState([{ ...cluster, facts: late as typeof facts }, other]))).not.toBe(tag())
})

// For up to a minute pages showed what an exporter had told long ago as its state of now.
test('it changes when an exporter that is not asked any more is lost', () => {
  const reading = readingOf(nodeMetrics(), { observedAt: NOW - 74_000, intervalMs: 15_000 })
  const facts = { ...clusterFacts(), metrics: new Map([['broker/1', reading]]) }
  const state = fakeState([{ ...cluster, facts }, other])
  expect(freshnessOf(reading, NOW)).toBe('late')
  expect(freshnessOf(reading, NOW + 2_000)).toBe('lost')
  expect(tag(state, NOW + 2_000)).not.toBe(tag(state, NOW))
})

test('a question about one cluster does not change with another, one about all does', () => {
  const changed = fakeState([cluster, { ...other, revision: 9 }])
  expect(tag(changed)).toBe(tag())
  expect(tag(changed, NOW, '/api/v1/overview')).not.toBe(tag(undefined, NOW, '/api/v1/overview'))
})

test('series name their cluster in the query', () => {
  const changed = fakeState([cluster, { ...other, revision: 9 }])
  for (const query of ['cluster=payments-eu&metric=bytes_in', 'metric=bytes_in&cluster=payments-eu']) {
    const series = `/api/v1/series?${query}`
    expect(tag(changed, NOW, series)).toBe(tag(undefined, NOW, series))
  }
  const blank = fakeCluster({ name: 'north sea' })
  const series = '/api/v1/series?cluster=north+sea&metric=bytes_in'
  expect(tag(fakeState([blank, { ...other, revision: 9 }]), NOW, series)).toBe(
    tag(fakeState([blank, other]), NOW, series),
  )
})

test('names are read decoded, and what cannot be decoded is no error', () => {
  const named = fakeCluster({ name: 'größe eu' })
  const state = fakeState([named, other])
  const changed = fakeState([named, { ...other, revision: 9 }])
  const path = `/api/v1/clusters/${encodeURIComponent('größe eu')}`
  expect(tag(changed, NOW, path)).toBe(tag(state, NOW, path))
  expect(tag(state, NOW, '/api/v1/clusters/%E0%A4%A')).toContain('W/"')
})
