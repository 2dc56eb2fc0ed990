import { expect, it } from 'vitest'
import { describeCluster, nodeName, perigeeYaml } from './cli-report.ts'
import type { LabCluster } from './cluster.ts'
import type { LabNode } from './node.ts'
import { KAFKA_3_9 } from './releases.ts'

const node = (of: Partial<LabNode>) =>
  ({ host: '127.0.0.1', rack: null, exporterUrl: null, state: 'running', pid: 42, ...of }) as LabNode
const broker = node({
  id: 1,
  name: 'broker-1',
  port: 15001,
  rack: 'rack-1',
  exporterUrl: 'http://127.0.0.1:15002/metrics',
})
const keeper = node({ id: 1, name: 'zookeeper-1', port: 15003, state: 'paused' })
const cluster = {
  release: KAFKA_3_9,
  runs: 'jvm',
  bootstrap: '127.0.0.1:15001',
  brokers: [broker],
  controllers: [],
  zookeeper: [keeper],
  zookeeperConnect: '127.0.0.1:15003/kafka',
} as unknown as LabCluster

it('names nodes so that a broker and a ZooKeeper node with the same id are told apart', () => {
  expect([broker, keeper].map((each) => nodeName(cluster, each))).toEqual(['3.9:1', '3.9:zookeeper-1'])
})

it('describes every node on one line', () => {
  const lines = describeCluster(cluster).split('\n')
  expect(lines[0]).toBe('Kafka 3.9.1, ZooKeeper mode, as processes')
  expect(lines[2]).toMatch(/3\.9:1 +running +127\.0\.0\.1:15001 +rack-1 +http:.*pid 42/)
  expect(lines[3]).toMatch(/3\.9:zookeeper-1 +paused/)
})

it('prints a configuration that names what should be there', () => {
  expect(perigeeYaml([cluster])).toBe(
    [
      'clusters:',
      '  - name: lab-zookeeper',
      '    labels: { environment: lab }',
      '    bootstrap: [127.0.0.1:15001]',
      '    expected: { brokers: 1, controllers: 1 }',
      '    zookeeper: 127.0.0.1:15003/kafka',
      '    exporters: [{ url: "http://127.0.0.1:15002/metrics", broker: 1 }]',
      '',
    ].join('\n'),
  )
})
