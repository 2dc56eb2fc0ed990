import { readZooKeeper } from '@perigee/sources'
import { describe, expect, it } from 'vitest'
import { openFleet } from '../fleet.ts'
import { loseBroker, reviveBroker } from '../world/operations/broker-life.ts'
import { electController } from '../world/operations/controller.ts'
import { lead } from '../world/operations/leadership.ts'
import { createTopic, deleteTopic } from '../world/operations/topics.ts'
import { loseZooKeeper, reviveZooKeeper } from '../world/operations/zookeeper.ts'
import { HandClock } from '../zookeeper/testing/hand-clock.ts'
import { zooKeeperClient } from '../zookeeper/testing/zookeeper-client.ts'

async function withFleet() {
  const clock = new HandClock(Date.UTC(2026, 5, 1))
  const fleet = await openFleet({
    seed: 5,
    now: () => clock.now(),
    timers: { after: (delayMs, run) => clock.schedule(run, delayMs) },
    clusters: [
      {
        name: 'legacy',
        mode: 'zookeeper',
        release: '3.9',
        dataCentres: [{ name: 'a', racks: ['r1', 'r2', 'r3'], brokers: 3, zookeeper: 3 }],
        topics: [
          { name: 'orders', partitions: 6, replicationFactor: 3, configs: { 'retention.ms': '60000' } },
          { name: 'audit', partitions: 2, replicationFactor: 2 },
        ],
      },
    ],
  })
  const { world, zookeeper } = fleet.clusters[0]!
  const { ensemble, members } = zookeeper!
  const json = (path: string) => JSON.parse(ensemble.tree.get(path)?.data?.toString() ?? 'null')
  return {
    fleet,
    world,
    ensemble,
    members,
    zookeeper: zookeeper!,
    json,
    /** Lets time go on and what it brings be written. */
    async advance(byMs: number) {
      for (let left = byMs; left > 0; left -= 500) {
        clock.advance(Math.min(500, left))
        fleet.advance()
        await Promise.resolve()
      }
      await fleet.settled()
    },
    zxid: () => ensemble.state.lastZxid,
    [Symbol.asyncDispose]: () => fleet.close(),
  }
}

describe('the znodes of a cluster', () => {
  it('tell a real client of its brokers, controller, topics and settings', async () => {
    await using legacy = await withFleet()
    const { world, zookeeper } = legacy
    using client = await zooKeeperClient(zookeeper.connectString())
    const [ids] = await client.call<[string[]]>('getChildren', '/brokers/ids')
    expect(ids.toSorted()).toEqual(['1', '2', '3'])
    const [data] = await client.call<[Buffer]>('getData', '/brokers/ids/2')
    const told = JSON.parse(String(data))
    expect(told).toMatchObject({ host: '127.0.0.1', port: world.brokers.get(2)!.port, rack: 'r2' })
    expect(told.endpoints).toEqual([`PLAINTEXT://127.0.0.1:${world.brokers.get(2)!.port}`])
    expect(legacy.json('/controller')).toMatchObject({ brokerid: world.controllerId })
    const [topics] = await client.call<[string[]]>('getChildren', '/brokers/topics')
    expect(topics.toSorted()).toEqual(['__consumer_offsets', 'audit', 'orders'])
    const partition = world.partition('orders', 3)!
    expect(legacy.json('/brokers/topics/orders').partitions['3']).toEqual(partition.replicas)
    expect(legacy.json('/brokers/topics/orders/partitions/3/state')).toMatchObject({
      leader: partition.leader,
      isr: partition.isr,
    })
    expect(legacy.json('/config/topics/orders').config).toEqual({ 'retention.ms': '60000' })
    expect(world.zookeeperConnect).toBe(zookeeper.connectString())
  })

  it('are written only where something changed', async () => {
    await using legacy = await withFleet()
    const before = legacy.zxid()
    const partition = legacy.world.partition('orders', 3)!
    lead(legacy.world, partition, partition.replicas[1]!)
    legacy.world.tell('metadata')
    await legacy.fleet.settled()
    expect(legacy.zxid() - before).toBe(1n)
    expect(legacy.json('/brokers/topics/orders/partitions/3/state')).toMatchObject({
      leader: partition.replicas[1],
      leader_epoch: partition.leaderEpoch,
    })
    legacy.world.tell('metadata')
    await legacy.fleet.settled()
    expect(legacy.zxid() - before).toBe(1n)
  })

  it('keep the epoch of the controller that wrote them until they are written again', async () => {
    await using legacy = await withFleet()
    const { world } = legacy
    electController(world)
    await legacy.advance(2_000)
    const partition = world.partition('orders', 3)!
    lead(world, partition, partition.replicas[1]!)
    world.tell('metadata')
    await legacy.fleet.settled()
    const epochs = [3, 4].map(
      (index) => legacy.json(`/brokers/topics/orders/partitions/${index}/state`).controller_epoch,
    )
    expect(epochs).toEqual([2, 1])
  })

  it('lose the broker whose session ends, and the controller moves with its epoch', async () => {
    await using legacy = await withFleet()
    const { world, ensemble } = legacy
    const dead = world.controllerId
    loseBroker(world, dead, 'down')
    await legacy.advance(1_000)
    expect(ensemble.tree.children('/brokers/ids')).toContain(String(dead))
    await legacy.advance(5_000)
    expect(ensemble.tree.children('/brokers/ids')).not.toContain(String(dead))
    expect(legacy.json('/controller').brokerid).not.toBe(dead)
    expect(legacy.json('/controller_epoch')).toBe(2)
    expect(legacy.json('/brokers/topics/orders/partitions/0/state').isr).not.toContain(dead)
    reviveBroker(world, dead)
    await legacy.advance(10_000)
    expect(ensemble.tree.children('/brokers/ids')).toContain(String(dead))
  })

  it('follow topics that come, wait for their deletion, and go', async () => {
    await using legacy = await withFleet()
    const { world, ensemble } = legacy
    const topic = createTopic(world, { name: 'fresh', partitions: 2, replicationFactor: 2 })
    world.tell('metadata')
    await legacy.fleet.settled()
    expect(ensemble.tree.children('/brokers/topics/fresh/partitions').toSorted()).toEqual(['0', '1'])
    world.deleting.add('fresh')
    world.tell('metadata')
    await legacy.fleet.settled()
    expect(ensemble.tree.children('/admin/delete_topics')).toEqual(['fresh'])
    deleteTopic(world, topic)
    world.deleting.delete('fresh')
    world.tell('metadata')
    await legacy.fleet.settled()
    expect(ensemble.tree.get('/brokers/topics/fresh')).toBeUndefined()
    expect(ensemble.tree.get('/config/topics/fresh')).toBeUndefined()
    expect(ensemble.tree.children('/admin/delete_topics')).toEqual([])
  })

  it('tell of settings that change', async () => {
    await using legacy = await withFleet()
    legacy.world.topics.get('audit')!.configs.set('cleanup.policy', 'compact')
    legacy.world.brokers.get(1)!.configs.set('log.cleaner.threads', '2')
    legacy.world.tell('configs')
    await legacy.fleet.settled()
    expect(legacy.json('/config/topics/audit').config).toEqual({ 'cleanup.policy': 'compact' })
    expect(legacy.json('/config/brokers/1').config).toEqual({ 'log.cleaner.threads': '2' })
  })
})

describe('ZooKeeper nodes', () => {
  it('die, hang and come back on the port they had; what was not written meanwhile is written then', async () => {
    await using legacy = await withFleet()
    const { world, members, ensemble } = legacy
    const addresses = [...members.values()].map((one) => one.address)
    loseZooKeeper(world, 1, 'down')
    loseZooKeeper(world, 2, 'hung')
    await legacy.advance(30_000)
    expect([members.get(1)!.process, members.get(2)!.process, ensemble.hasQuorum()]).toEqual(['down', 'hung', false])
    const { controllerId } = world
    createTopic(world, { name: 'late', partitions: 1, replicationFactor: 1 })
    world.tell('metadata')
    await legacy.advance(1_000)
    expect(ensemble.tree.get('/brokers/topics/late')).toBeUndefined()
    reviveZooKeeper(world, 1)
    reviveZooKeeper(world, 2)
    await legacy.fleet.settled()
    await legacy.advance(5_000)
    expect(ensemble.hasQuorum()).toBe(true)
    expect(ensemble.tree.get('/brokers/topics/late')).toBeDefined()
    expect([...members.values()].map((one) => one.address)).toEqual(addresses)
    expect([world.controllerId, legacy.json('/controller').brokerid]).toEqual([controllerId, controllerId])
  })

  it('are read by the console, those that are away among them', async () => {
    await using legacy = await withFleet()
    loseZooKeeper(legacy.world, 2, 'down')
    await legacy.fleet.settled()
    const addresses = legacy.zookeeper.connectString().split(',')
    const deadlines = { connectTimeoutMs: 2_000, requestTimeoutMs: 2_000 }
    const read = await readZooKeeper(addresses, deadlines, new AbortController().signal)
    const told = read.ok ? read.value.nodes.map(({ answered, role }) => [answered, role]) : read.failure
    expect(told).toEqual([
      [true, 'follower'],
      [false, null],
      [true, 'leader'],
    ])
  })
})
