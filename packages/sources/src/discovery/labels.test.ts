import { expect, test } from 'vitest'
import { labelledTarget } from './labels.ts'

test('an address without labels is a page at /metrics, of nobody yet', () => {
  expect(labelledTarget('kafka-1.example.net:7071', {}, 'DNS SRV')).toEqual({
    url: 'http://kafka-1.example.net:7071/metrics',
    host: 'kafka-1.example.net',
    role: null,
    nodeId: null,
    origin: 'DNS SRV',
  })
})

test('scheme, path and parameters of Prometheus are followed', () => {
  const labels = { __scheme__: 'https', __metrics_path__: 'probe/kafka', __param_module: 'kafka 3', __param_x: '' }
  expect(labelledTarget('10.0.0.7:443', labels, 'file')?.url).toBe('https://10.0.0.7/probe/kafka?module=kafka+3')
})

test.each([
  [{ broker_id: '3' }, 'broker', 3],
  [{ broker_id: 3 }, 'broker', 3],
  [{ node_id: '101', role: 'controller' }, 'controller', 101],
  [{ node_id: '2', role: 'broker,controller' }, 'broker', 2],
  [{ broker_id: '3', role: 'Host' }, 'host', 3],
  [{ node_id: '7' }, null, 7],
  [{ broker_id: 'three', role: 'zookeeper' }, null, null],
  [{ broker_id: '-1', role: '' }, null, null],
])('labels %j', (labels, role, nodeId) => {
  expect(labelledTarget('k:1', labels, 'file')).toMatchObject({ role, nodeId })
})

test('an IPv6 address stands in brackets in the page’s address only', () => {
  expect(labelledTarget('[2001:db8::1]:7071', {}, 'x')).toMatchObject({
    url: 'http://[2001:db8::1]:7071/metrics',
    host: '2001:db8::1',
  })
})

test.each([
  'http://kafka-1:7071',
  'kafka-1:7071/metrics',
  'user:secret@kafka-1:7071',
  'kafka 1:7071',
  'kafka-1:70710',
  'kafka-1:',
  '2001:db8::1:7071',
  '',
])('%s is no address', (address) => {
  expect(labelledTarget(address, {}, 'x')).toBeNull()
})

test('only pages over HTTP are asked', () => {
  expect(labelledTarget('k:1', { __scheme__: 'file' }, 'x')).toBeNull()
})
