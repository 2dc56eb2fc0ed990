import { capabilitySchema } from '@perigee/contract'
import { clusterFacts, failureOf, NOW, neverRead, nodeMetrics, readingOf } from '@perigee/testkit'
import { expect, test } from 'vitest'
import { fakeCluster, fakeLoop } from '../console-state.fake.ts'
import { leanConfiguration } from './lean.ts'
import { capabilityView } from './view.ts'

const told = readingOf(nodeMetrics({ values: { bytes_in: 1, handler_idle: 0.5 } }), { intervalMs: 15_000 })

function clusterWith(metrics: ReadonlyMap<string, typeof told>) {
  const loop = fakeLoop({
    id: 'payments-eu/metrics.exporter/broker/1',
    kind: 'metrics.exporter',
    baseIntervalMs: 15_000,
    intervalMs: 64_000,
  })
  return fakeCluster({}, { facts: { ...clusterFacts({ brokers: [1, 2] }), metrics }, loops: [loop] })
}

test('each endpoint says what it gives, what it costs and why it is asked less often', () => {
  const silent = neverRead<never>(failureOf('refused'))
  const answer = capabilityView(
    clusterWith(
      new Map([
        ['broker/1', told],
        ['broker/2', silent],
      ]),
    ),
    NOW,
  )
  expect(capabilitySchema.parse(answer)).toEqual(answer)
  const { endpoints, sentence, lean } = answer.data
  expect(endpoints.map(({ target, status, word, given }) => [target, status, word, given])).toEqual([
    ['broker/2', 'unknown', 'Connection refused', 0],
    ['broker/1', 'ok', 'Answers', 2],
  ])
  expect(endpoints[1]).toMatchObject({
    url: 'http://kafka-1:7071/metrics',
    intervalMs: 64_000,
    intervalReason: expect.stringContaining('a tenth'),
    series: 7_000,
  })
  expect(endpoints[1]?.missing.find(({ metric }) => metric === 'bytes_out')).toEqual({
    metric: 'bytes_out',
    title: 'Bytes out to clients',
    reason: 'not exported by these rules',
  })
  expect(sentence.strong).toBe('1 of 2 exporters answers')
  expect(lean).toMatchObject({ seriesNow: 7_000, largest: null })
})

test('what a lean configuration would leave is told of the largest page that it was counted on', () => {
  const counted = (broker: number, bytesNow: number) => {
    const metrics = nodeMetrics({ target: { nodeId: broker } })
    const lean = { seriesNow: 10, seriesKept: 2, bytesNow, bytesKept: 90 }
    return [`broker/${broker}`, readingOf({ ...metrics, cost: { ...metrics.cost, lean } })] as const
  }
  const { lean } = capabilityView(clusterWith(new Map([counted(1, 500), counted(2, 900)])), NOW).data
  expect(lean?.largest).toEqual({ target: 'broker/2', seriesNow: 10, bytesNow: 900, seriesThen: 2, bytesThen: 90 })
})

test('a page of another node is told first', () => {
  const cluster = {
    ...clusterWith(new Map([['broker/1', told]])),
    identityOf: () => ({ verdict: 'mismatch', reason: 'the page tells 9 leaders, Kafka says 3' }) as const,
  }
  const { endpoints, sentence } = capabilityView(cluster, NOW).data
  expect(endpoints[0]).toMatchObject({ status: 'warning', word: 'Speaks for another node', identity: 'mismatch' })
  expect(sentence.strong).toBe('1 exporter speaks for another node')
})

test('no exporter known: nothing to list, and no file to download', () => {
  const { endpoints, lean } = capabilityView(fakeCluster({}), NOW).data
  expect([endpoints, lean]).toEqual([[], null])
})

test('the lean configuration speaks the language of the exporters that run', () => {
  const old = readingOf(nodeMetrics({ more: { looksLike: 'example rules, exporter 0.20.0' } }))
  expect(leanConfiguration(clusterWith(new Map([['broker/1', told]])))).toContain('includeObjectNames:')
  expect(leanConfiguration(clusterWith(new Map([['broker/1', old]])))).toContain('whitelistObjectNames:')
})
