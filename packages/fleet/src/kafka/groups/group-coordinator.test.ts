import { describe, expect, it } from 'vitest'
import {
  coordinatorForTests,
  REBALANCE_MS,
  SESSION_MS,
  settle,
  stableGroup,
  stateOf,
  syncAll,
} from './fake-members.fake.ts'

const state = ({ coordinator }: ReturnType<typeof coordinatorForTests>) => coordinator.describe('g')?.state

describe('a first rebalance', () => {
  it('gives a new member its id first, from version 4 on', async () => {
    const fixture = coordinatorForTests()
    expect(await fixture.join('', { clientId: 'web' })).toMatchObject({ errorCode: 79, memberId: 'web-1' })
    const older = fixture.join('', { apiVersion: 3 })
    await fixture.advance(SESSION_MS)
    expect(await stateOf(older)).toMatchObject({ errorCode: 0, generationId: 1 })
  })

  it('waits for members that start together, longer while more of them come', async () => {
    const fixture = coordinatorForTests({ initialDelayMs: 3_000 })
    const first = fixture.join(await fixture.newMember('a'))
    await fixture.advance(2_000)
    const second = fixture.join(await fixture.newMember('b'))
    await fixture.advance(2_000)
    expect(await stateOf(first)).toBe('waiting')
    await fixture.advance(2_000)
    const [one, two] = await Promise.all([first, second])
    expect([one.generationId, two.generationId]).toEqual([1, 1])
    expect(one.leader).toBe(one.memberId)
    expect(one.members.map((member) => member.memberId)).toEqual([one.memberId, two.memberId])
    expect(two).toMatchObject({ leader: one.memberId, members: [], protocolName: 'range', protocolType: 'consumer' })
  })

  it('gives everybody its part when the leader has assigned', async () => {
    const fixture = coordinatorForTests()
    const joins = [fixture.join(await fixture.newMember('a')), fixture.join(await fixture.newMember('b'))]
    await fixture.advance(9_000)
    const answers = await Promise.all(joins)
    expect(state(fixture)).toBe('CompletingRebalance')
    const follower = answers.find((answer) => answer.members.length === 0)!
    expect(await stateOf(fixture.sync(follower.memberId, 1))).toBe('waiting')
    const synced = await syncAll(fixture, answers)
    expect(synced.map((one) => one.assignment.toString()).sort()).toEqual(['a-1', 'b-2'])
    expect(state(fixture)).toBe('Stable')
    expect(await fixture.sync(follower.memberId, 1)).toMatchObject({ errorCode: 0, assignment: Buffer.from('b-2') })
  })

  it('chooses the protocol that all know and most prefer', async () => {
    const fixture = coordinatorForTests()
    const protocols = (...names: string[]) => ({
      protocols: names.map((name) => ({ name, metadata: Buffer.from(name) })),
    })
    const joins = [
      fixture.join(await fixture.newMember('a'), protocols('sticky', 'range', 'robin')),
      fixture.join(await fixture.newMember('b'), protocols('robin', 'range')),
      fixture.join(await fixture.newMember('c'), protocols('robin', 'own', 'range')),
    ]
    await fixture.advance(9_000)
    const [leader] = await Promise.all(joins)
    expect(leader?.protocolName).toBe('robin')
    expect(leader?.members[0]?.metadata.toString()).toBe('robin')
  })
})

describe('a group without members', () => {
  it('is forgotten when nobody came back with the id it was given', async () => {
    const fixture = coordinatorForTests()
    await fixture.newMember('a')
    expect(state(fixture)).toBe('Empty')
    await fixture.advance(SESSION_MS)
    expect(fixture.coordinator.list()).toEqual([])
  })
})

describe('a stable group', () => {
  it('moves to a new generation when a member comes, and tells the others by heartbeat', async () => {
    const fixture = coordinatorForTests()
    const { ids } = await stableGroup(fixture, 2)
    expect(fixture.beat(ids[0]!, 1)).toBe(0)
    const newcomer = fixture.join(await fixture.newMember('late'))
    await settle()
    expect(ids.map((id) => fixture.beat(id, 1))).toEqual([27, 27])
    expect(await fixture.sync(ids[0]!, 1)).toMatchObject({ errorCode: 27 })
    const again = ids.map((id) => fixture.join(id))
    const answers = await Promise.all([...again, newcomer])
    expect(answers.map((answer) => answer.generationId)).toEqual([2, 2, 2])
    expect(fixture.beat(ids[0]!, 1)).toBe(22)
  })

  it('goes on without a member whose session ends', async () => {
    const fixture = coordinatorForTests()
    const { ids } = await stableGroup(fixture, 2)
    await fixture.advance(SESSION_MS - 1)
    expect(fixture.beat(ids[0]!, 1)).toBe(0)
    await fixture.advance(1)
    expect(fixture.coordinator.describe('g')?.members.map((member) => member.memberId)).toEqual([ids[0]])
    expect(fixture.beat(ids[1]!, 1)).toBe(25)
    expect(await fixture.join(ids[0]!)).toMatchObject({ generationId: 2, leader: ids[0] })
  })

  it('is left by its members, and is empty and may be deleted after the last', async () => {
    const fixture = coordinatorForTests()
    const { ids } = await stableGroup(fixture, 2)
    const leave = (memberId: string) =>
      fixture.coordinator.leave({ groupId: 'g', members: [{ memberId, groupInstanceId: null }] })
    expect(leave(ids[0]!).members[0]).toMatchObject({ errorCode: 0 })
    expect(leave(ids[0]!).members[0]).toMatchObject({ errorCode: 25 })
    expect(state(fixture)).toBe('PreparingRebalance')
    expect(fixture.coordinator.delete('g')).toBe(68)
    leave(ids[1]!)
    expect(state(fixture)).toBe('Empty')
    expect(fixture.changes.at(-1)).toMatchObject({ groupId: 'g', state: 'Empty', members: [] })
    expect([fixture.coordinator.delete('g'), fixture.coordinator.delete('g')]).toEqual([0, 69])
  })

  it('drops who does not come back within the rebalance timeout', async () => {
    const fixture = coordinatorForTests()
    const { ids } = await stableGroup(fixture, 2)
    const newcomer = fixture.join(await fixture.newMember('late'))
    const back = fixture.join(ids[0]!)
    for (let waited = 0; waited < REBALANCE_MS; waited += 5_000) {
      fixture.beat(ids[1]!, 1)
      expect(await stateOf(newcomer)).toBe('waiting')
      await fixture.advance(5_000)
    }
    expect((await Promise.all([newcomer, back])).map((answer) => answer.generationId)).toEqual([2, 2])
    expect(fixture.beat(ids[1]!, 1)).toBe(25)
  })

  it('drops who joined but never asked for its part', async () => {
    const fixture = coordinatorForTests()
    const { ids } = await stableGroup(fixture, 2)
    const joins = ids.map((id) => fixture.join(id))
    const [leader] = await Promise.all(joins)
    void fixture.sync(leader!.memberId, 2, { assignments: [] })
    for (let waited = 0; waited < REBALANCE_MS; waited += 5_000) {
      await fixture.advance(5_000)
      for (const id of ids) fixture.beat(id, 2)
    }
    expect(fixture.coordinator.describe('g')?.members).toHaveLength(1)
    expect(state(fixture)).toBe('PreparingRebalance')
  })

  it('begins a session anew when the part is given', async () => {
    const fixture = coordinatorForTests()
    const joins = [fixture.join(await fixture.newMember('a')), fixture.join(await fixture.newMember('b'))]
    await fixture.advance(6_000)
    const answers = await Promise.all(joins)
    const [leader, follower] = [answers[0]!, answers[1]!]
    const waiting = fixture.sync(follower.memberId, 1)
    await fixture.advance(SESSION_MS - 1)
    fixture.beat(leader.memberId, 1)
    await fixture.advance(SESSION_MS - 1)
    expect(await stateOf(waiting)).toBe('waiting')
    await fixture.sync(leader.memberId, 1)
    expect((await waiting).errorCode).toBe(0)
    await fixture.advance(SESSION_MS - 1)
    expect(fixture.beat(leader.memberId, 1)).toBe(0)
    await fixture.advance(1)
    expect(fixture.coordinator.describe('g')?.members.map((member) => member.memberId)).toEqual([leader.memberId])
  })

  it('answers a follower that joins again with nothing new at once, and rebalances for its leader', async () => {
    const fixture = coordinatorForTests()
    const { ids, leader } = await stableGroup(fixture, 2)
    const follower = ids.find((id) => id !== leader)!
    expect(await fixture.join(follower)).toMatchObject({ generationId: 1, leader })
    expect(state(fixture)).toBe('Stable')
    expect(await stateOf(fixture.join(leader))).toBe('waiting')
    expect(state(fixture)).toBe('PreparingRebalance')
  })

  it('sends those who wait for their part back to join when somebody comes', async () => {
    const fixture = coordinatorForTests()
    const { ids, leader } = await stableGroup(fixture, 2)
    await Promise.all([
      fixture.join(leader),
      ...ids
        .filter((id) => id !== leader)
        .map((id) => fixture.join(id, { protocols: [{ name: 'range', metadata: Buffer.from('new') }] })),
    ])
    const waiting = fixture.sync(ids.find((id) => id !== leader)!, 2)
    void fixture.join(await fixture.newMember('late'))
    expect(await waiting).toMatchObject({ errorCode: 27 })
  })
})

describe('what is refused', () => {
  it('names the reason', async () => {
    const fixture = coordinatorForTests({ maxSize: 2 })
    const { ids } = await stableGroup(fixture, 2)
    const codes = await Promise.all([
      fixture.join('', { groupId: '' }),
      fixture.join('', { sessionTimeoutMs: 5_999 }),
      fixture.join('', { sessionTimeoutMs: 1_800_001 }),
      fixture.join('nobody'),
      fixture.join('nobody', { groupId: 'other' }),
      fixture.join(ids[0]!, { protocols: [{ name: 'own', metadata: Buffer.alloc(0) }] }),
      fixture.join(ids[0]!, { protocolType: 'connect' }),
      fixture.join(''),
    ])
    expect(codes.map((answer) => answer.errorCode)).toEqual([24, 26, 26, 81, 25, 23, 23, 81])
    expect(await fixture.sync(ids[0]!, 7)).toMatchObject({ errorCode: 22 })
    expect(await fixture.sync('nobody', 1)).toMatchObject({ errorCode: 25 })
    expect(await fixture.sync(ids[0]!, 1, { protocolName: 'own' })).toMatchObject({ errorCode: 23 })
    expect(fixture.coordinator.list().map((group) => group.groupId)).toEqual(['g'])
  })

  it('takes commits of members of the generation, and from outside only while nobody is in', async () => {
    const fixture = coordinatorForTests()
    const commit = (memberId: string, generationId: number, groupId = 'g') =>
      fixture.coordinator.commitError({ groupId, memberId, groupInstanceId: null, generationId })
    expect([commit('', -1), commit('x', 3)]).toEqual([0, 22])
    const { ids } = await stableGroup(fixture, 1)
    expect([commit(ids[0]!, 1), commit(ids[0]!, 2), commit('x', 1), commit('', -1)]).toEqual([0, 22, 25, 25])
    void fixture.join(ids[0]!)
    await settle()
    expect(commit(ids[0]!, 2)).toBe(27)
  })
})

describe('static members', () => {
  const instance = (groupInstanceId: string) => ({ groupInstanceId })

  async function withStatic() {
    const fixture = coordinatorForTests()
    const joins = [fixture.join('', instance('one')), fixture.join('', instance('two'))]
    await fixture.advance(9_000)
    const answers = await Promise.all(joins)
    await syncAll(fixture, answers)
    return { fixture, one: answers[0]!, two: answers[1]! }
  }

  it('come back under a new id without a rebalance and keep their part; the old id is fenced', async () => {
    const { fixture, two } = await withStatic()
    const back = await fixture.join('', instance('two'))
    expect(back).toMatchObject({ errorCode: 0, generationId: 1 })
    expect(back.memberId).not.toBe(two.memberId)
    expect(state(fixture)).toBe('Stable')
    expect((await fixture.sync(back.memberId, 1, instance('two'))).assignment.toString()).toBe(two.memberId)
    const old = { groupId: 'g', memberId: two.memberId, groupInstanceId: 'two', generationId: 1 }
    expect(fixture.coordinator.heartbeat(old)).toBe(82)
    expect(await fixture.join(two.memberId, instance('two'))).toMatchObject({ errorCode: 82 })
  })

  it('need not assign again when their leader is back', async () => {
    const { fixture, one } = await withStatic()
    expect(await fixture.join('', instance('one'))).toMatchObject({ skipAssignment: true, members: [{}, {}] })
    const older = await fixture.join('', { ...instance('one'), apiVersion: 8 })
    expect(older).toMatchObject({ skipAssignment: false, members: [] })
    expect(older.leader).not.toBe(older.memberId)
    expect(older.leader).not.toBe(one.memberId)
  })

  it('are waited for while their session lasts, also when nobody else is there', async () => {
    const fixture = coordinatorForTests()
    const long = { ...instance('one'), sessionTimeoutMs: 600_000 }
    const joining = fixture.join('', long)
    await fixture.advance(9_000)
    const { memberId } = await joining
    await fixture.sync(memberId, 1)
    const guest = await fixture.newMember('guest')
    void fixture.join(guest)
    fixture.coordinator.leave({ groupId: 'g', members: [{ memberId: guest, groupInstanceId: null }] })
    await fixture.advance(2 * REBALANCE_MS)
    expect(fixture.coordinator.describe('g')).toMatchObject({
      state: 'PreparingRebalance',
      generation: 1,
      members: [{}],
    })
    expect(await fixture.join(memberId, long)).toMatchObject({ errorCode: 0, generationId: 2 })
  })

  it('are removed by an administrator by their instance id', async () => {
    const { fixture } = await withStatic()
    const members = [
      { memberId: '', groupInstanceId: 'two' },
      { memberId: '', groupInstanceId: 'three' },
    ]
    expect(fixture.coordinator.leave({ groupId: 'g', members }).members.map((one) => one.errorCode)).toEqual([0, 25])
    expect(fixture.coordinator.describe('g')?.members).toHaveLength(1)
  })

  it('leave no timer behind when the group is gone', async () => {
    const { fixture } = await withStatic()
    await fixture.advance(SESSION_MS)
    expect(state(fixture)).toBe('Empty')
    // As long as the longest timer: what was taken back stays on the agenda until then.
    await fixture.advance(300_000)
    expect(fixture.timers()).toBe(0)
  })
})
