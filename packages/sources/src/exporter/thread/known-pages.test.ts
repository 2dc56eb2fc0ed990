import type { Capability } from '@perigee/domain'
import { expect, test } from 'vitest'
import { KnownPages } from './known-pages.ts'
import type { PageRead, ScrapeAsk } from './messages.ts'

const ASK: ScrapeAsk = {
  key: '1/broker/1',
  target: { id: 'broker/1', url: 'http://a/metrics', role: 'broker', nodeId: 1, origin: 'configured' },
  hints: { mode: 'kraft', release: '4.1' },
  auth: null,
  timeoutMs: 1_000,
}

function pageOf(key: string, capabilities: readonly Capability[] | null): PageRead {
  return {
    kind: 'read',
    id: 1,
    key,
    naming: 'A3',
    looksLike: 'example rules',
    keys: ['bytes_in'],
    values: new Float64Array([1]),
    topics: [],
    flows: new Float64Array(),
    capabilities,
    notes: [],
    cost: { exporterMs: 1, answerMs: 1, parseMs: 1, pageBytes: 1, wireBytes: 1, series: 1, keptSeries: 1 },
  }
}

const told = (metric: string): Capability[] => [{ metric, provenance: 'gauge', reason: null, applies: true }]

test('a hundred exporters that can tell the same share one list of what they can', () => {
  const known = new KnownPages()
  const first = known.take(pageOf('1/broker/1', told('bytes_in')), ASK)
  const second = known.take(pageOf('1/broker/2', told('bytes_in')), ASK)
  const other = known.take(pageOf('1/broker/3', told('bytes_out')), ASK)
  expect(second?.capabilities).toBe(first?.capabilities)
  expect(other?.capabilities).toEqual(told('bytes_out'))
  expect(known.take(pageOf('1/broker/2', null), ASK)?.capabilities).toBe(first?.capabilities)
})
