import { NO_METRICS } from '@perigee/config'
import { expect, test } from 'vitest'
import { matchByHost, metricTargets } from './metric-targets.ts'

const brokers = [
  { id: 1, host: 'kafka-1.example.net' },
  { id: 2, host: 'kafka-2.example.net' },
  { id: 3, host: '2001:db8::3' },
]
const controllers = new Map([[101, 'ctl-1.example.net']])
const nodes = { brokers, controllers }
const none = { exporters: [], metrics: NO_METRICS }
const listed = (...urls: string[]) => ({ ...none, exporters: urls.map((url) => ({ url, role: null, id: null })) })
const ids = (targets: readonly { id: string; url: string }[]) => targets.map(({ id, url }) => `${id} ${url}`)

test('without configuration there is nothing to ask', () => {
  expect(metricTargets(none, nodes, [])).toEqual([])
})

test('a pattern makes one address for each node, IPv6 in brackets', () => {
  const metrics = {
    ...NO_METRICS,
    pattern: 'http://{host}:7071/metrics',
    controllerPattern: 'http://{host}:7072/metrics?node={id}',
    hostPattern: 'http://{host}:9100/metrics',
  }
  expect(ids(metricTargets({ ...none, metrics }, nodes, []))).toEqual([
    'broker/1 http://kafka-1.example.net:7071/metrics',
    'broker/2 http://kafka-2.example.net:7071/metrics',
    'broker/3 http://[2001:db8::3]:7071/metrics',
    'controller/101 http://ctl-1.example.net:7072/metrics?node=101',
    'host/1 http://kafka-1.example.net:9100/metrics',
    'host/2 http://kafka-2.example.net:9100/metrics',
    'host/3 http://[2001:db8::3]:9100/metrics',
  ])
})

test('addresses are matched by host, short names included; a host port speaks for the host', () => {
  const config = listed('http://kafka-2:7071/metrics', 'http://kafka-2:9100/metrics', 'http://CTL-1:7071/metrics')
  expect(ids(metricTargets(config, nodes, []))).toEqual([
    'broker/2 http://kafka-2:7071/metrics',
    'host/2 http://kafka-2:9100/metrics',
    'controller/101 http://CTL-1:7071/metrics',
  ])
})

test('with several brokers on a host, or none, an address is nobody’s', () => {
  const same = { brokers: [1, 2].map((id) => ({ id, host: '127.0.0.1' })), controllers: new Map() }
  const config = listed('http://127.0.0.1:7071/metrics', 'http://elsewhere:7071/metrics')
  expect(metricTargets(config, same, []).map(({ id, nodeId }) => [id, nodeId])).toEqual([
    ['?/127.0.0.1:7071', null],
    ['?/elsewhere:7071', null],
  ])
})

test('addresses are no names: 10.0.0.1 is not 10.0.0.1.example.net', () => {
  const found = { name: 'x', url: 'http://x', host: '10.0.0.1', role: 'broker', origin: 'configured' } as const
  const other = { brokers: [{ id: 1, host: '10.0.0.1.example.net' }], controllers: new Map() }
  expect(matchByHost(found, other).nodeId).toBeNull()
})

test('what is configured goes before discovery, and that before a pattern', () => {
  const config = {
    exporters: [{ url: 'http://a:1/metrics', role: 'broker' as const, id: 1 }],
    metrics: { ...NO_METRICS, pattern: 'http://{host}:3/metrics' },
  }
  const discovered = [1, 2].map((nodeId) => ({
    url: `http://b:2/${nodeId}`,
    host: 'b',
    role: 'broker' as const,
    nodeId,
    origin: 'DNS SRV',
  }))
  expect(ids(metricTargets(config, nodes, discovered)).slice(0, 3)).toEqual([
    'broker/1 http://a:1/metrics',
    'broker/2 http://b:2/2',
    'broker/3 http://[2001:db8::3]:3/metrics',
  ])
})

test('what is no host makes no address by pattern', () => {
  const hosts = ['kafka-1', 'evil.example/x?', 'user@evil.example', 'a b', '::1', 'kafka_2.example']
  const brokers = hosts.map((host, id) => ({ id, host }))
  const config = { exporters: [], metrics: { ...NO_METRICS, pattern: 'http://{host}:7071/metrics' } }
  expect(metricTargets(config, { brokers, controllers: new Map() }, []).map(({ url }) => url)).toEqual([
    'http://kafka-1:7071/metrics',
    'http://[::1]:7071/metrics',
    'http://kafka_2.example:7071/metrics',
  ])
})
