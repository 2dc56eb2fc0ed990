import { describe, expect, it } from 'vitest'
import { Agenda } from '../../world/agenda.ts'
import { ConsumerCoordinator, type ConsumerHeartbeat } from './consumer-coordinator.ts'

const SESSION_MS = 45_000
const REVOCATION_MS = 30_000
const FIRST = { groupId: 'g', instanceId: null, rackId: null, serverAssignor: null, clientId: 'c', clientHost: '/h' }

function fixture(partitions = 4) {
  const agenda = new Agenda(0)
  const topics = new Map([['orders', partitions]])
  let ids = 0
  const coordinator = new ConsumerCoordinator({
    schedule: (run, delayMs) => agenda.after(delayMs, run),
    newId: () => `m${++ids}`,
    partitionsOf: (name) => Array.from({ length: topics.get(name) ?? 0 }, (_, index) => `${name}:${index}`),
  })
  const join = (memberId: string, more: Partial<ConsumerHeartbeat> = {}) =>
    coordinator.heartbeat({
      ...FIRST,
      memberId,
      memberEpoch: 0,
      rebalanceTimeoutMs: REVOCATION_MS,
      subscribedTopicNames: ['orders'],
      owned: [],
      ...more,
    })
  const beat = (memberId: string, memberEpoch: number, owned: readonly string[] | null = null) =>
    coordinator.heartbeat({
      ...FIRST,
      memberId,
      memberEpoch,
      rebalanceTimeoutMs: -1,
      subscribedTopicNames: null,
      owned,
    })
  const membersOf = () => [...(coordinator.describe('g')?.members.keys() ?? [])]
  return { agenda, topics, coordinator, join, beat, membersOf, state: () => coordinator.describe('g')?.state }
}

const all = ['orders:0', 'orders:1', 'orders:2', 'orders:3']

describe('a group of the consumer protocol', () => {
  it('gives all to its first member, in its first epoch', () => {
    const { join, state } = fixture()
    expect(join('a')).toMatchObject({
      errorCode: 0,
      memberId: 'a',
      memberEpoch: 1,
      assignment: all,
      heartbeatIntervalMs: 5_000,
    })
    expect(state()).toBe('Stable')
    expect(join('', { groupId: 'other' }).memberId).toBe('m1')
  })

  it('never gives a partition to a second member before the first has let go', () => {
    const { join, beat, state } = fixture()
    join('a')
    expect(join('b')).toMatchObject({ memberEpoch: 2, assignment: [] })
    expect(state()).toBe('Reconciling')
    const kept = beat('a', 1).assignment!
    expect(kept).toHaveLength(2)
    expect(beat('b', 2).assignment).toBeNull()
    expect(beat('a', 1)).toMatchObject({ memberEpoch: 1, assignment: null })
    expect(beat('a', 1, kept)).toMatchObject({ memberEpoch: 2, assignment: null })
    const taken = beat('b', 2).assignment!
    expect([...kept, ...taken].toSorted()).toEqual(all)
    expect(state()).toBe('Stable')
    expect(beat('b', 2)).toMatchObject({ errorCode: 0, assignment: null })
  })

  it('gives what a member had to the others when it leaves', () => {
    const { join, beat, membersOf, state } = fixture()
    join('a')
    join('b')
    beat('a', 1)
    beat('a', 1, [])
    expect(beat('b', -1)).toMatchObject({ errorCode: 0, memberEpoch: -1 })
    expect(membersOf()).toEqual(['a'])
    expect(beat('a', 2)).toMatchObject({ memberEpoch: 3, assignment: all })
    beat('a', -1)
    expect(state()).toBe('Empty')
  })

  it('drops who is silent for a session, and who does not let go in its time', () => {
    const { agenda, join, beat, membersOf } = fixture()
    join('a')
    join('b')
    beat('a', 1)
    for (let at = 0; at < REVOCATION_MS; at += 5_000) {
      expect(membersOf()).toEqual(['a', 'b'])
      beat('a', 1)
      beat('b', 2)
      agenda.advance(agenda.now + 5_000)
    }
    expect(membersOf()).toEqual(['b'])
    expect(beat('a', 1).errorCode).toBe(25)
    expect(beat('b', 2)).toMatchObject({ memberEpoch: 3, assignment: all })
    agenda.advance(agenda.now + SESSION_MS)
    expect(membersOf()).toEqual([])
  })

  it('follows a topic that grows', () => {
    const { join, beat, topics } = fixture(1)
    expect(join('a').assignment).toEqual(['orders:0'])
    topics.set('orders', 2)
    expect(beat('a', 1)).toMatchObject({ memberEpoch: 2, assignment: ['orders:0', 'orders:1'] })
  })

  it('says what is wrong', () => {
    const { coordinator, join, beat } = fixture()
    join('a', { instanceId: 'one' })
    expect(beat('x', 1).errorCode).toBe(25)
    expect(beat('a', 7).errorCode).toBe(110)
    expect(beat('a', 0).errorCode).toBe(42)
    expect(beat('', 1).errorCode).toBe(42)
    expect(join('b', { instanceId: 'one' }).errorCode).toBe(111)
    expect(join('b', { serverAssignor: 'own' }).errorCode).toBe(112)
    expect(
      coordinator.heartbeat({
        ...FIRST,
        groupId: 'h',
        memberId: 'a',
        memberEpoch: 3,
        rebalanceTimeoutMs: -1,
        subscribedTopicNames: null,
        owned: null,
      }).errorCode,
    ).toBe(69)
    expect(join('b', { owned: ['orders:0'] }).errorCode).toBe(42)
  })

  it('takes an epoch again whose answer was lost, from a member that holds no more than its own', () => {
    const { join, beat } = fixture()
    join('a')
    join('b')
    const kept = beat('a', 1).assignment!
    expect(beat('a', 1, kept).memberEpoch).toBe(2)
    expect(beat('a', 1, all).errorCode).toBe(110)
    expect(beat('a', 1, kept)).toMatchObject({ errorCode: 0, memberEpoch: 2 })
  })

  it('takes commits of the present epoch only', () => {
    const { coordinator, join } = fixture()
    join('a')
    const commit = (memberId: string, memberEpoch: number, groupId = 'g') =>
      coordinator.commitError(groupId, { memberId, memberEpoch })
    expect([commit('a', 1), commit('a', 0), commit('x', 1), commit('', -1), commit('a', 1, 'h')]).toEqual([
      0,
      113,
      25,
      25,
      null,
    ])
  })
})
