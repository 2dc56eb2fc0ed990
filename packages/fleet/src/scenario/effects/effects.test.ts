import { describe, expect, it } from 'vitest'
import { everyPartition } from '../../world/operations/leadership.ts'
import { isReassigning } from '../../world/operations/reassignment.ts'
import { demoStage } from '../demo-stage.fake.ts'
import { Holds } from '../holds.ts'
import { EFFECTS } from './index.ts'

describe('what scenarios do', () => {
  it('a full disk goes offline while its broker stays', () => {
    const stage = demoStage()
    stage.runner.start('disk-fills-on-broker-3')
    stage.advance(55_000)
    expect(stage.condition('payments-eu').offlineDirs).toBe(0)
    stage.advance(10_000)
    expect(stage.condition('payments-eu')).toMatchObject({ offlineDirs: 1, nodesAway: 0 })
    expect(stage.condition('payments-eu').underReplicatedPartitions).toBeGreaterThan(50)
  })

  it('a cut data centre takes its brokers and its controller', () => {
    const stage = demoStage()
    const { brokers, controllers } = stage.cluster('payments-eu')
    stage.runner.start('data-centre-cut')
    const cut = [...brokers.values(), ...controllers.values()].filter((one) => one.state === 'cut')
    expect(cut.map((one) => one.id)).toEqual([5, 6, 3003])
  })

  it('a cut rack takes its ZooKeeper node too', () => {
    const stage = demoStage()
    const { brokers, zookeepers } = stage.cluster('orders-legacy')
    stage.runner.start('rack-cut')
    const cut = [...brokers.values(), ...zookeepers.values()].filter((one) => one.state === 'cut')
    expect(cut.map(({ kind, id }) => `${kind} ${id}`)).toEqual(['broker 3', 'zookeeper 3'])
  })

  it('without a quorum nobody controls', () => {
    const stage = demoStage()
    stage.runner.start('controller-quorum-lost')
    stage.advance(5_000)
    expect(stage.condition('payments-eu').hasController).toBe(true)
    stage.advance(10_000)
    expect(stage.condition('payments-eu')).toMatchObject({ hasController: false, underReplicatedPartitions: 0 })
  })

  it.each([
    ['stuck-consumer', 'payments-eu', 'fraud-scoring'],
    ['consumer-rewinds', 'payments-eu', 'balance-projector'],
    ['consumer-behind-retention', 'payments-eu', 'authorization-archive'],
    ['consumer-stops', 'orders-legacy', 'warehouse-sync'],
    ['slow-consumer', 'edge-small', 'vibration-model'],
  ])('%s: the lag rises and comes down again', (name, cluster, group) => {
    const stage = demoStage()
    const usual = stage.lagOf(cluster, group)
    const members = stage.cluster(cluster).groups.get(group)!.members.length
    stage.runner.start(name)
    stage.advance(10_000)
    expect(stage.lagOf(cluster, group)).toBeGreaterThan(usual * 1.5)
    stage.advance(240_000)
    expect(stage.lagOf(cluster, group)).toBeLessThan(usual * 1.5 + 100)
    expect(stage.cluster(cluster).groups.get(group)!.members.length).toBe(members)
  })

  it('a hot topic is hot once, however many want it, and cools down', () => {
    const stage = demoStage()
    const log = stage.cluster('orders-legacy').partition('basket-events', 0)!.log
    const usual = log.ratePerSecond
    stage.runner.start('hot-topic')
    stage.runner.start('hot-topic')
    expect(log.ratePerSecond / usual).toBeCloseTo(8)
    stage.runner.stop('hot-topic')
    expect(log.ratePerSecond).toBeCloseTo(usual)
  })

  it('of two that heat a topic the hotter one counts, and the other when that one has let go', () => {
    const { clusters } = demoStage()
    const scene = { cluster: clusters[1]!, holds: new Holds() }
    const log = scene.cluster.partition('mail.outbound', 0)!.log
    const usual = log.ratePerSecond
    const heat = (times: number) => EFFECTS['hot-topic']({ do: 'hot-topic', topic: 'mail.outbound', times }, scene)
    const [three, eight] = [heat(3), heat(8)]
    expect(log.ratePerSecond / usual).toBeCloseTo(8)
    eight()
    expect(log.ratePerSecond / usual).toBeCloseTo(3)
    three()
    expect(log.ratePerSecond / usual).toBeCloseTo(1)
  })

  it('a topic is created again with another id, the same settings and its readers', () => {
    const stage = demoStage()
    const cluster = stage.cluster('edge-small')
    const before = cluster.topics.get('alarms')!
    stage.runner.start('topic-recreated')
    stage.advance(10_000)
    expect(cluster.topics.has('alarms')).toBe(false)
    stage.advance(6_000)
    const after = cluster.topics.get('alarms')!
    expect(after.id).not.toBe(before.id)
    expect([...after.configs]).toEqual([...before.configs])
    expect(after.partitions.length).toBe(before.partitions.length)
    expect(after.partitions[0]!.log.endOffset(cluster.now)).toBeLessThan(100)
    expect(cluster.groups.get('alarm-pager')!.commits.get('alarms')).toHaveLength(3)
  })

  it('moved replicas are on the way for a while under a throttle, arrive, and go back', () => {
    const stage = demoStage()
    const cluster = stage.cluster('payments-eu')
    const placed = () => [...everyPartition(cluster)].map((one) => one.replicas.join()).join(';')
    const moving = () => [...everyPartition(cluster)].filter(isReassigning).length
    const before = placed()
    const throttle = () => cluster.brokers.get(2)!.configs.get('follower.replication.throttled.rate')
    stage.runner.start('reassignment')
    stage.advance(40_000)
    expect(moving()).toBe(40)
    expect(Number(throttle())).toBeGreaterThan(0)
    stage.advance(60_000)
    expect(moving()).toBe(0)
    expect(placed()).not.toBe(before)
    stage.advance(100_000)
    expect(placed()).toBe(before)
    expect(throttle()).toBeUndefined()
  })

  it('a rolling restart never takes two brokers, and no partition goes offline but those with one replica', () => {
    const stage = demoStage()
    const cluster = stage.cluster('edge-small')
    const single = [...everyPartition(cluster)].filter((one) => one.replicas.length === 1).length
    stage.runner.start('rolling-restart')
    const restarted = () => [...cluster.brokers.values()].filter((one) => one.startedAt > cluster.now - 200_000).length
    for (let i = 0; i < 130; i += 1) {
      stage.advance(1_000)
      expect(stage.condition('edge-small').nodesAway).toBeLessThan(2)
      expect(stage.condition('edge-small').offlinePartitions).toBeLessThanOrEqual(single)
    }
    expect(restarted()).toBe(3)
  })

  it('an unclean election loses what was not fetched', () => {
    const stage = demoStage()
    const cluster = stage.cluster('edge-small')
    const partition = cluster.topics.get('sensors.vibration.v1')!.partitions.find((one) => one.leader === 1)!
    stage.runner.start('unclean-election')
    stage.advance(54_000)
    expect(partition.leader).toBe(-1)
    const end = partition.log.endOffset(cluster.now)
    stage.advance(2_000)
    expect(partition.leader).toBeGreaterThan(1)
    expect(partition.log.endOffset(cluster.now)).toBeLessThan(end)
  })
})
