import { describe, expect, it } from 'vitest'
import { loseBroker } from './broker-life.ts'
import {
  catchUpGroup,
  fallBehindRetention,
  joinMember,
  leaveMember,
  rewindGroup,
  slowGroup,
  stallGroup,
  startGroup,
  stopGroup,
} from './consumers.ts'
import { createGroup, deleteGroup } from './groups.ts'
import { oneTopic } from './one-topic.fake.ts'

const MINUTE = 60_000

describe('a consumer', () => {
  it('that stalls commits no more, its members stay, and the lag is what was written since', () => {
    const world = oneTopic()
    const before = world.committed()
    stallGroup(world.cluster, 'g')
    world.advance(MINUTE)
    expect(world.committed()).toBe(before)
    expect(world.group()).toMatchObject({ state: 'Stable', members: [{}, {}] })
    const perMinute = world.log().ratePerSecond * 60
    expect(world.lag()).toBeGreaterThan(perMinute)
    expect(world.lag()).toBeLessThan(perMinute * 1.2)
  })

  it('may stall on one topic only', () => {
    const world = oneTopic()
    const [orders, returns] = [world.committed(), world.committed('returns')]
    stallGroup(world.cluster, 'g', { topics: ['orders'] })
    world.advance(MINUTE)
    expect(world.committed()).toBe(orders)
    expect(world.committed('returns')).toBeGreaterThan(returns)
  })

  it('that slows down falls behind by what it does not read', () => {
    const world = oneTopic()
    const lagBefore = world.lag()
    slowGroup(world.cluster, 'g', { share: 0.25 })
    world.advance(MINUTE)
    const missed = world.log().ratePerSecond * 60 * 0.75
    expect(world.lag() - lagBefore).toBeCloseTo(missed, -2)
  })

  it('catches up in the time it is given and then stays where it usually is, never going back', () => {
    const world = oneTopic()
    stallGroup(world.cluster, 'g')
    world.advance(10 * MINUTE)
    catchUpGroup(world.cluster, 'g', { withinMs: 2 * MINUTE })
    const seen = [world.committed()]
    for (let i = 0; i < 30; i += 1) {
      world.advance(5_000)
      seen.push(world.committed())
    }
    expect(seen).toEqual(seen.toSorted((a, b) => a - b))
    expect(world.lag()).toBeLessThan(world.log().ratePerSecond * 8)
    expect(world.group().commits.get('orders')?.[0]).toMatchObject({ kind: 'following', lagMs: 2_000 })
  })

  it('that is set back reads its traffic again', () => {
    const world = oneTopic()
    const before = world.committed()
    rewindGroup(world.cluster, 'g', { backMs: 30 * MINUTE, withinMs: MINUTE })
    expect(before - world.committed()).toBeCloseTo(world.log().ratePerSecond * 1_800, -3)
    world.advance(2 * MINUTE)
    expect(world.committed()).toBeGreaterThan(before)
  })

  it('that is stopped again while it catches up stays stopped', () => {
    const world = oneTopic()
    stallGroup(world.cluster, 'g')
    world.advance(MINUTE)
    catchUpGroup(world.cluster, 'g', { withinMs: MINUTE })
    world.advance(10_000)
    stallGroup(world.cluster, 'g')
    const stalled = world.committed()
    world.advance(5 * MINUTE)
    expect(world.committed()).toBe(stalled)
  })

  it('that stands too long has committed what retention took', () => {
    const world = oneTopic()
    fallBehindRetention(world.cluster, 'g', { lostOffsets: 500 })
    const [start, end] = [world.log().startOffset(world.cluster.now), world.log().endOffset(world.cluster.now)]
    expect(start - world.committed()).toBe(500)
    // The rest of the log is there.
    expect(start).toBeLessThan(end / 5)
  })

  it('does not go back when traffic changes or stands still', () => {
    const world = oneTopic()
    const seen = [world.committed()]
    for (const change of [
      () => world.log().setRate(4_000, world.cluster.now),
      () => loseBroker(world.cluster, 1, 'down'),
      () => world.log().setRate(10, world.cluster.now),
      () => world.log().setRunning(false, world.cluster.now),
      () => world.log().setRunning(true, world.cluster.now),
    ]) {
      change()
      for (let i = 0; i < 8; i += 1) {
        seen.push(world.committed())
        world.advance(1_000)
      }
    }
    expect(seen).toEqual(seen.toSorted((a, b) => a - b))
  })

  it('that nobody knows is told as such', () => {
    const { cluster } = oneTopic()
    expect([stallGroup(cluster, 'x'), stopGroup(cluster, 'x'), joinMember(cluster, 'x')]).toEqual([false, false, false])
    expect(leaveMember(cluster, 'g', 'nobody')).toBe(false)
  })
})

describe('a classic group', () => {
  it('meets when a member comes, and each partition has one owner afterwards', () => {
    const world = oneTopic()
    const { epoch } = world.group()
    joinMember(world.cluster, 'g')
    const states = [world.group().state]
    for (let i = 0; i < 8; i += 1) {
      world.advance(500)
      if (states.at(-1) !== world.group().state) states.push(world.group().state)
    }
    expect(states).toEqual(['PreparingRebalance', 'CompletingRebalance', 'Stable'])
    expect(world.group()).toMatchObject({ epoch: epoch + 1, members: [{}, {}, {}] })
    expect(world.owned()).toBe(6)
  })

  it('reads nothing while it meets, also when two come one after the other', () => {
    const world = oneTopic()
    joinMember(world.cluster, 'g')
    const before = world.committed()
    world.advance(2_000)
    joinMember(world.cluster, 'g')
    world.advance(3_000)
    expect(world.group().state).not.toBe('Stable')
    expect(world.committed()).toBe(before)
    world.advance(6_000)
    expect(world.group().state).toBe('Stable')
    expect(world.committed()).toBeGreaterThan(before)
    expect(world.group().members).toHaveLength(4)
  })

  it('with a cooperative assignor reads on meanwhile', () => {
    const world = oneTopic({ protocol: 'cooperative-sticky' })
    // So that the next commit falls into the rebalance.
    world.advance(4_000)
    joinMember(world.cluster, 'g')
    const before = world.committed()
    world.advance(2_000)
    expect(world.group().state).toBe('PreparingRebalance')
    expect(world.committed()).toBeGreaterThan(before)
  })

  it('is empty when the last member has gone, and reads again when some come', () => {
    const world = oneTopic()
    leaveMember(world.cluster, 'g')
    world.advance(10_000)
    expect(world.owned()).toBe(6)
    leaveMember(world.cluster, 'g')
    expect(world.group()).toMatchObject({ state: 'Empty', protocol: '', protocolType: 'consumer', members: [] })
    const stopped = world.committed()
    world.advance(MINUTE)
    expect(world.committed()).toBe(stopped)
    startGroup(world.cluster, 'g', { members: 2, withinMs: 30_000 })
    world.advance(MINUTE)
    expect(world.group()).toMatchObject({ state: 'Stable', protocol: 'range' })
    expect(world.lag()).toBeLessThan(world.log().ratePerSecond * 8)
  })
})

describe('a KIP-848 group', () => {
  it('is given a target and moves to it while it goes on reading', () => {
    const world = oneTopic({ type: 'consumer' })
    const { epoch } = world.group()
    joinMember(world.cluster, 'g')
    expect(world.group()).toMatchObject({ state: 'Assigning', epoch: epoch + 1, assignmentEpoch: epoch })
    world.advance(1_000)
    expect(world.group()).toMatchObject({ state: 'Reconciling', assignmentEpoch: epoch + 1 })
    const newcomer = world.group().members[2]!
    expect([newcomer.assignment.size, newcomer.target?.size, newcomer.epoch]).toEqual([0, 1, epoch])
    world.advance(5_000)
    expect(world.group().state).toBe('Stable')
    expect(world.group().members.map((one) => one.epoch)).toEqual([undefined, undefined, undefined])
    expect(world.owned()).toBe(6)
  })
})

describe('groups', () => {
  it('are deleted only when empty', () => {
    const { cluster, group } = oneTopic()
    expect([deleteGroup(cluster, 'x'), deleteGroup(cluster, 'g')]).toEqual(['not-found', 'not-empty'])
    expect(group().state).toBe('Stable')
    stopGroup(cluster, 'g')
    expect(deleteGroup(cluster, 'g')).toBe('deleted')
    expect(cluster.groups.has('g')).toBe(false)
  })

  it('have static members and protocols of their own', () => {
    const { cluster } = oneTopic()
    createGroup(cluster, {
      id: 'c',
      type: 'classic',
      topics: [],
      members: 1,
      lagMs: 0,
      protocolType: 'connect',
      protocol: 'sessioned',
      hasStaticMembers: true,
    })
    expect(cluster.groups.get('c')).toMatchObject({
      protocolType: 'connect',
      protocol: 'sessioned',
      members: [{ instanceId: 'c-1' }],
    })
  })
})
