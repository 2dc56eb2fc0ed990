import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { connect } from 'node:net'
import { createInterface } from 'node:readline'
import { Kafka, logLevel } from 'kafkajs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { exists } from './cache.ts'
import type { LabCluster } from './cluster.ts'
import { zooKeeperMode } from './four-letter-word.ts'
import { startKRaftCluster } from './kraft-cluster.ts'
import { waitFor } from './wait-for.ts'
import { startZooKeeperCluster } from './zookeeper-cluster.ts'

/** The first of all fetches the jars. */
const CLUSTER_START_MS = 300_000

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

describe('Kafka 3.9 in ZooKeeper mode', () => {
  let cluster: LabCluster
  beforeAll(async () => {
    cluster = await startZooKeeperCluster()
    await cluster.createTopic({ name: 'orders', partitions: 3, replicationFactor: 3 })
    await cluster.produce({ topic: 'orders', messages: 50 })
  }, CLUSTER_START_MS)
  afterAll(() => cluster[Symbol.asyncDispose]())

  it('has three brokers in three racks, three ZooKeeper nodes, and exporter pages', async () => {
    expect(cluster.brokers.map((broker) => broker.rack)).toEqual(['rack-1', 'rack-2', 'rack-3'])
    const modes = await Promise.all(cluster.zookeeper.map((node) => zooKeeperMode(node.port)))
    expect(modes.toSorted()).toEqual(['follower', 'follower', 'leader'])
    const page = await (await fetch(cluster.brokers[0]?.exporterUrl ?? '')).text()
    expect(page).toContain('kafka_server_ReplicaManager_Value{name="PartitionCount"')
  })

  it("answers through Kafka's own tools", async () => {
    const offsets = await cluster.tool('kafka-get-offsets', ['--topic', 'orders'])
    const total = offsets
      .trim()
      .split('\n')
      .reduce((sum, line) => sum + Number(line.split(':')[2]), 0)
    // An ordinary producer: what it sends again because an answer was late stands there twice.
    expect(total).toBeGreaterThanOrEqual(50)
    expect(total).toBeLessThanOrEqual(150)
    await expect(cluster.tool('kafka-topics', ['--describe', '--topic', 'absent'])).rejects.toThrow(
      /kafka-topics ended/,
    )
  })

  it('pauses a broker, which keeps its port open and says nothing, and resumes it', async () => {
    await cluster.pause(2)
    expect(cluster.node(2).state).toBe('paused')
    const socket = connect(cluster.node(2).port, '127.0.0.1')
    await once(socket, 'connect')
    socket.destroy()
    await cluster.settled()
    await cluster.resume(2)
    await cluster.settled()
  })

  it('kills a ZooKeeper node and brings it back', async () => {
    await cluster.zookeeperNode.kill(1)
    await waitFor(
      async () => {
        const modes = await Promise.all(cluster.zookeeper.map((node) => zooKeeperMode(node.port)))
        return modes[0] === undefined && modes.includes('leader')
      },
      { what: 'the other two to go on' },
    )
    await cluster.zookeeperNode.restart(1)
    await waitFor(() => zooKeeperMode(cluster.zookeeper[0]?.port ?? 0), { what: 'node 1 to be back' })
  })
})

describe('Kafka 4 in KRaft mode with dedicated controllers', () => {
  it('loses a controller without losing a broker', { timeout: CLUSTER_START_MS }, async () => {
    await using cluster = await startKRaftCluster({ controllers: 'dedicated', exporters: 'off' })
    expect(cluster.controllers.map((node) => node.id)).toEqual([101, 102, 103])
    await cluster.kill(101)
    await cluster.settled()
    const quorum = await cluster.tool('kafka-metadata-quorum', ['describe', '--status'])
    expect(quorum).toMatch(/LeaderId:\s+10[23]/)
    await cluster.restart(101)
  })
})

describe('a cluster with users', () => {
  const users = { admin: 'admin-secret', guest: 'guest-secret' }
  const client = (
    cluster: LabCluster,
    sasl: { mechanism: 'plain' | 'scram-sha-256'; user: string; password: string },
  ) =>
    new Kafka({
      brokers: (cluster.saslBootstrap ?? '').split(','),
      sasl: { mechanism: sasl.mechanism as 'plain', username: sasl.user, password: sasl.password },
      logLevel: logLevel.NOTHING,
      retry: { retries: 0 },
    }).admin()

  it.each([
    ['3.9', startZooKeeperCluster],
    ['4', startKRaftCluster],
  ])(
    'of Kafka %s lets in who knows the password and allows what ACLs allow',
    { timeout: CLUSTER_START_MS },
    async (_, start) => {
      const security = { users, superUsers: ['admin'], acls: true }
      await using cluster = await start({ nodes: 1, exporters: 'off', security })
      await cluster.createTopic({ name: 'secret' })
      const topicsSeenBy = async (sasl: Parameters<typeof client>[1]) => {
        const admin = client(cluster, sasl)
        await admin.connect()
        return admin.listTopics().finally(() => admin.disconnect())
      }
      expect(await topicsSeenBy({ mechanism: 'plain', user: 'admin', password: 'admin-secret' })).toEqual(['secret'])
      expect(await topicsSeenBy({ mechanism: 'scram-sha-256', user: 'admin', password: 'admin-secret' })).toEqual([
        'secret',
      ])
      expect(await topicsSeenBy({ mechanism: 'plain', user: 'guest', password: 'guest-secret' })).toEqual([])
      await expect(topicsSeenBy({ mechanism: 'plain', user: 'guest', password: 'wrong' })).rejects.toThrow(
        /[Aa]uthentication/,
      )
    },
  )
})

describe('when the process that started a cluster is killed without warning', () => {
  it('leaves no node and no file behind', { timeout: CLUSTER_START_MS }, async () => {
    const script = `
      import { startKRaftCluster } from '${import.meta.dirname}/index.ts'
      const cluster = await startKRaftCluster({ nodes: 1, exporters: 'off' })
      console.log(JSON.stringify({ pid: cluster.brokers[0].pid, dir: cluster.dir }))`
    const parent = spawn(process.execPath, ['--input-type=module-typescript', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const [line] = await once(createInterface({ input: parent.stdout }), 'line')
    const { pid, dir } = JSON.parse(line as string) as { pid: number; dir: string }
    expect(isAlive(pid)).toBe(true)
    parent.kill('SIGKILL')
    await waitFor(() => !isAlive(pid), { what: 'the node to be gone', timeoutMs: 20_000 })
    await waitFor(async () => !(await exists(dir)), { what: 'its files to be gone', timeoutMs: 20_000 })
  })
})
