import { expect, test } from 'vitest'
import { metricOfKey } from './catalogue.ts'
import { CHARTED_KEYS, chartedValues, isCharted } from './charted.ts'
import type { MetricTarget, NodeRole } from './node-metrics.ts'

const target = (role: NodeRole): MetricTarget => ({ id: `${role}/1`, url: '', role, nodeId: 1, origin: 'configured' })
const valuesOf = (role: NodeRole, values: Record<string, number>) =>
  Object.fromEntries(chartedValues({ target: target(role), values: new Map(Object.entries(values)) }))

test('every charted key is a value of a canonical metric, and a broker with its host has about sixty', () => {
  for (const keys of Object.values(CHARTED_KEYS)) {
    for (const key of keys) expect(metricOfKey(key), key).toBeDefined()
    expect(new Set(keys).size).toBe(keys.length)
  }
  const ofBroker = CHARTED_KEYS.broker.filter(
    (key) => metricOfKey(key)?.on !== 'controller' && metricOfKey(key)?.group !== 'kraft',
  )
  expect(ofBroker.length + CHARTED_KEYS.host.length).toBeLessThanOrEqual(65)
})

test('of a stage the mean is kept, or its p99 where no mean is told', () => {
  expect(valuesOf('broker', { 'req_local_ms/Produce/mean': 2, 'req_local_ms/Produce/p99': 9 })).toEqual({
    'req_local_ms/Produce/mean': 2,
  })
  expect(valuesOf('broker', { 'req_local_ms/Produce/p99': 9 })).toEqual({ 'req_local_ms/Produce/p99': 9 })
  expect([isCharted('broker', 'req_local_ms/Produce/p99'), isCharted('broker', 'req_local_ms/Produce/p50')]).toEqual([
    true,
    false,
  ])
})

test('values by device or listener become one as the metric says', () => {
  expect(
    valuesOf('host', {
      'node_net_rx/eth0': 3,
      'node_net_rx/eth1': 4,
      'node_disk_busy/sda': 0.2,
      'node_disk_busy/sdb': 0.7,
    }),
  ).toEqual({ node_net_rx: 7, node_disk_busy: 0.7 })
  expect(valuesOf('broker', { 'connections/PLAINTEXT': 5, 'connections/SSL': 6 })).toEqual({ connections: 11 })
})

test('what is not told stays absent, and what is not charted too', () => {
  expect(valuesOf('broker', { start_time: 5, raft_leader: 1 })).toEqual({})
})
