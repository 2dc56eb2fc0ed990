import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type LabCluster, startKRaftCluster, startZooKeeperCluster } from '@perigee/lab'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { brokersOf, clusterOf, overviewOf, topicOf } from './api.ts'
import { consoleYaml } from './console-yaml.ts'
import { eventually } from './eventually.ts'
import { kafkaTruth, logDirSizes, quorumTruth } from './kafka-truth.ts'
import { type RunningConsole, startConsole } from './running-console.ts'

/** The first of all fetches the jars. */
const SETUP_MS = 300_000
const AGREE_MS = 30_000

// What the console shows is compared with what Kafka's own tools say about the same cluster, whatever that is: the
// numbers below are not written down anywhere.
describe.each([
  ['Kafka 3.9 with ZooKeeper', startZooKeeperCluster],
  ['Kafka 4 with KRaft', startKRaftCluster],
])('%s: the console says what Kafka says', (_, start) => {
  let cluster: LabCluster
  let console: RunningConsole

  beforeAll(async () => {
    cluster = await start({ exporters: 'off' })
    await cluster.createTopics([
      { name: 'orders', partitions: 6, replicationFactor: 3, configs: { 'min.insync.replicas': '2' } },
      { name: 'strict', partitions: 3, replicationFactor: 3, configs: { 'min.insync.replicas': '3' } },
      {
        name: 'pairs',
        assignments: [
          [1, 2],
          [2, 3],
          [3, 1],
        ],
        configs: { 'min.insync.replicas': '1' },
      },
      { name: 'single', assignments: [[1], [2], [3], [3]] },
      {
        name: 'moving',
        assignments: [
          [1, 2],
          [2, 1],
        ],
      },
    ])
    await cluster.produce({ topic: 'orders', messages: 2000, sizeBytes: 300 })
    await cluster.produce({ topic: 'single', messages: 400, sizeBytes: 300 })
    await cluster.produce({ topic: 'moving', messages: 3000, sizeBytes: 1000 })
    console = await startConsole({ yaml: consoleYaml(cluster) })
  }, SETUP_MS)
  afterAll(async () => {
    await console?.[Symbol.asyncDispose]()
    await cluster?.[Symbol.asyncDispose]()
  })

  const counted = async () => {
    const { atMinIsrPartitions, atMinIsrByDesignPartitions, ...cluster } = await overviewOf(console)
    const known = atMinIsrPartitions !== null && atMinIsrByDesignPartitions !== null
    return { ...cluster, atMinIsrTogether: known ? atMinIsrPartitions + atMinIsrByDesignPartitions : null }
  }
  const sizes = async () =>
    Object.fromEntries((await brokersOf(console)).map((broker) => [broker.id, broker.sizeBytes]))

  it('shows every page within 5 s of the first poll', () => eventually(counted, { topics: 5 }, 5000))

  it('counts a healthy cluster alike', async () => {
    const truth = await kafkaTruth(cluster)
    expect(truth).toMatchObject({ offlinePartitions: 0, underReplicatedPartitions: 0 })
    await eventually(counted, { ...truth, brokers: { up: 3, expected: 3 } }, AGREE_MS)
  })

  it('gives the sizes of kafka-log-dirs', async () => {
    const truth = await logDirSizes(cluster)
    expect(Object.keys(truth)).toEqual(['1', '2', '3'])
    await eventually(sizes, truth, AGREE_MS)
    const total = Object.values(truth).reduce((sum, bytes) => sum + bytes, 0)
    await eventually(() => overviewOf(console), { sizeBytes: total }, AGREE_MS)
  })

  it('knows the controller and the quorum', async () => {
    if (cluster.zookeeperConnect !== null) {
      const shown = await clusterOf(console)
      expect(shown).toMatchObject({ mode: 'zookeeper', quorum: { up: 3, expected: 3 } })
      expect(shown.zookeeperNodes.map((node) => node.role).toSorted()).toEqual(['follower', 'follower', 'leader'])
      return
    }
    const truth = await quorumTruth(cluster)
    const shown = await clusterOf(console)
    expect(shown).toMatchObject({ mode: 'kraft', controllerId: truth.leader, quorum: { up: 3, expected: 3 } })
    const members = shown.quorumMembers.toSorted((a, b) => a.id - b.id)
    expect(members.map((member) => member.id)).toEqual(truth.members.map((member) => member.id))
    // Both moments differ, and an idle quorum still writes twice a second: nobody may be far behind in either.
    for (const [i, member] of truth.members.entries()) {
      expect(Math.abs((members[i]?.lagOffsets ?? Number.NaN) - member.lag)).toBeLessThanOrEqual(10)
    }
  })

  it('counts alike with a broker killed, a partition without a leader, and one that takes no writes', async () => {
    await cluster.kill(3)
    await cluster.settled()
    await eventually(() => overviewOf(console), { brokers: { up: 2, expected: 3 } }, AGREE_MS)
    const truth = await kafkaTruth(cluster)
    expect(truth).toMatchObject({ offlinePartitions: 2, underMinIsrPartitions: 5 })
    await eventually(counted, truth, AGREE_MS)
    const shown = await overviewOf(console)
    expect(shown.status).toBe('critical')
    expect(shown.reasons.join(' ')).toMatch(/[Bb]roker 3/)
    const topic = await topicOf(console, 'single')
    expect(topic.partitionRows.filter((row) => row.leader === null).map((row) => row.partition)).toEqual([2, 3])
  })

  it('gives the sizes of the brokers that are left', async () => {
    const truth = await logDirSizes(cluster)
    expect(Object.keys(truth)).toEqual(['1', '2'])
    await eventually(sizes, truth, AGREE_MS)
  })

  it('counts alike after the broker is back', async () => {
    await cluster.restart(3)
    await cluster.settled()
    await eventually(() => overviewOf(console), { underReplicatedPartitions: 0, offlinePartitions: 0 }, 60_000)
    const truth = await kafkaTruth(cluster)
    await eventually(counted, { ...truth, brokers: { up: 3, expected: 3 } }, AGREE_MS)
  })

  it('counts a running reassignment alike, whose new replicas are not under-replication', async () => {
    await slowReassignment(cluster, { topic: 'moving', partition: 0, replicas: [3, 2] })
    const truth = await kafkaTruth(cluster)
    expect(truth).toMatchObject({ reassigningPartitions: 1, underReplicatedPartitions: 0 })
    await eventually(counted, truth, AGREE_MS)
  })
})

/** Begins a reassignment that a throttle keeps running for minutes. */
async function slowReassignment(
  cluster: LabCluster,
  move: { topic: string; partition: number; replicas: readonly number[] },
): Promise<void> {
  const file = join(cluster.dir, 'reassignment.json')
  await writeFile(file, JSON.stringify({ version: 1, partitions: [move] }))
  const plan = ['--execute', '--reassignment-json-file', file, '--throttle', '5000']
  await cluster.tool('kafka-reassign-partitions', plan)
}
