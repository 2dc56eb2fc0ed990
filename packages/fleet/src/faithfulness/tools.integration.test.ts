// Kafka's own command-line tools and kcat find nothing to complain about in the fleet.
import { execFile, execFileSync } from 'node:child_process'
import { promisify } from 'node:util'
import { KAFKA_3_9, KAFKA_4, kafkaTool } from '@perigee/lab'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Fleet, openFleet } from '../fleet.ts'
import type { ClusterSpec } from '../world/cluster-spec.ts'

/** The first of all fetches the jars. */
const SETUP_MS = 300_000
const HOUR_MS = 3_600_000
const POLLING = { timeout: 60_000, interval: 500 }

const spec = (mode: ClusterSpec['mode'], release: ClusterSpec['release']): ClusterSpec => ({
  name: 'tooled',
  mode,
  release,
  dataCentres: [{ name: 'dc', racks: ['a', 'b', 'c'], brokers: 3 }],
  topics: [
    {
      name: 'orders',
      partitions: 6,
      replicationFactor: 3,
      configs: { 'min.insync.replicas': '2' },
      ratePerSecond: 5,
      recordBytes: 300,
      since: Date.now() - HOUR_MS,
    },
    { name: 'quiet', partitions: 2, replicationFactor: 2 },
  ],
  groups: [{ id: 'billing', type: 'classic', topics: ['orders'], members: 2, lagMs: 30_000 }],
})

let fleet: Fleet
let advancing: NodeJS.Timeout
let bootstrap = ''

async function open(cluster: ClusterSpec): Promise<void> {
  fleet = await openFleet({ clusters: [cluster], seed: 1 })
  advancing = setInterval(() => fleet.advance(), 20)
  bootstrap = fleet.clusters[0]?.bootstrap().join() ?? ''
}

async function close(): Promise<void> {
  clearInterval(advancing)
  await fleet?.close()
}

describe.each([
  ['3.9', KAFKA_3_9, spec('zookeeper', '3.9')],
  ['4.3', KAFKA_4, spec('kraft', '4.3')],
] as const)('tools of Kafka %s', (_, release, cluster) => {
  beforeAll(() => open(cluster), SETUP_MS)
  afterAll(close)

  const tool = (name: Parameters<typeof kafkaTool>[1], ...args: string[]) =>
    kafkaTool(release, name, ['--bootstrap-server', bootstrap, ...args])

  it('lists, describes, creates, expands and deletes topics', async () => {
    expect((await tool('kafka-topics', '--list')).split('\n')).toEqual(expect.arrayContaining(['orders', 'quiet']))
    const described = await tool('kafka-topics', '--describe', '--topic', 'orders')
    expect(described).toMatch(/Topic: orders.*PartitionCount: 6\s+ReplicationFactor: 3.*min.insync.replicas=2/)
    expect(described.match(/Leader: \d/g)).toHaveLength(6)
    await tool('kafka-topics', '--create', '--topic', 'fresh', '--partitions', '2', '--replication-factor', '3')
    await tool('kafka-topics', '--alter', '--topic', 'fresh', '--partitions', '4')
    expect(await tool('kafka-topics', '--describe', '--topic', 'fresh')).toContain('PartitionCount: 4')
    await tool('kafka-topics', '--delete', '--topic', 'fresh')
    // With ZooKeeper the deletion is only asked for: it happens a little later, as with real brokers.
    await expect.poll(async () => (await tool('kafka-topics', '--list')).split('\n'), POLLING).not.toContain('fresh')
    expect(await tool('kafka-topics', '--describe', '--under-replicated-partitions')).toBe('')
  })

  it('reads and changes settings', async () => {
    await tool('kafka-configs', '--alter', '--topic', 'quiet', '--add-config', 'retention.ms=60000')
    expect(await tool('kafka-configs', '--describe', '--topic', 'quiet')).toContain('retention.ms=60000')
    expect(await tool('kafka-configs', '--describe', '--broker', '1', '--all')).toContain('log.retention.hours=168')
  })

  it('tells of log directories, offsets, versions, reassignments and leaders', async () => {
    const dirs = await tool('kafka-log-dirs', '--describe', '--topic-list', 'orders')
    expect(JSON.parse(dirs.slice(dirs.indexOf('{'))).brokers).toHaveLength(3)
    const offsets = await tool('kafka-get-offsets', '--topic', 'orders')
    expect(offsets.trim().split('\n')).toHaveLength(6)
    expect(Number(offsets.split(/[:\n]/)[2])).toBeGreaterThan(100)
    expect((await tool('kafka-broker-api-versions')).match(/id: \d/g)).toHaveLength(3)
    expect(await tool('kafka-reassign-partitions', '--list')).toMatch(/No partition reassignments/)
    await tool('kafka-leader-election', '--election-type', 'preferred', '--topic', 'orders', '--partition', '0')
    if (release === KAFKA_4)
      expect(await tool('kafka-metadata-quorum', 'describe', '--status')).toMatch(/LeaderId:\s+\d/)
  })

  it('lists and describes groups', async () => {
    expect(await tool('kafka-consumer-groups', '--list')).toContain('billing')
    const described = await tool('kafka-consumer-groups', '--describe', '--group', 'billing')
    expect(described.match(/billing\s+orders\s+\d\s+\d+\s+\d+\s+\d+\s+billing/g)).toHaveLength(6)
  })

  it('produces and consumes', async () => {
    const payload = ['--num-records', '200', '--record-size', '50', '--throughput', '-1']
    const properties = ['--producer-props', `bootstrap.servers=${bootstrap}`, 'linger.ms=0']
    const told = await kafkaTool(release, 'kafka-producer-perf-test', ['--topic', 'quiet', ...payload, ...properties])
    expect(told).toContain('200 records sent')
    const end = await tool('kafka-get-offsets', '--topic', 'quiet')
    expect(
      end
        .trim()
        .split('\n')
        .reduce((sum, line) => sum + Number(line.split(':')[2]), 0),
    ).toBe(200)
    const read = await tool('kafka-console-consumer', '--topic', 'quiet', '--from-beginning', '--max-messages', '200')
    expect(read.trim().split('\n')).toHaveLength(200)
    const made = await tool(
      'kafka-console-consumer',
      '--topic',
      'orders',
      '--from-beginning',
      '--max-messages',
      '20',
      '--group',
      'reader',
    )
    expect(made.trim().split('\n')).toHaveLength(20)
  })
})

describe.skipIf(!hasKcat())('kcat', () => {
  beforeAll(() => open(spec('kraft', '4.3')))
  afterAll(close)

  const kcat = async (...args: string[]) => (await promisify(execFile)('kcat', ['-b', bootstrap, ...args])).stdout

  it('lists the cluster', async () => {
    const { brokers, topics } = JSON.parse(await kcat('-L', '-J'))
    expect(brokers).toHaveLength(3)
    expect(topics.find((one: { topic: string }) => one.topic === 'orders').partitions).toHaveLength(6)
  })

  it('produces and consumes', async () => {
    // Not the synchronous form: the fleet lives in this very process.
    const producing = promisify(execFile)('kcat', ['-b', bootstrap, '-P', '-t', 'quiet', '-p', '0', '-z', 'gzip'])
    producing.child.stdin?.end('a\nb\nc\n')
    await producing
    expect(await kcat('-C', '-t', 'quiet', '-p', '0', '-o', 'beginning', '-e', '-q')).toBe('a\nb\nc\n')
    expect(
      (await kcat('-C', '-t', 'orders', '-p', '0', '-o', 'beginning', '-c', '5', '-q')).trim().split('\n'),
    ).toHaveLength(5)
  })
})

function hasKcat(): boolean {
  try {
    execFileSync('kcat', ['-V'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}
