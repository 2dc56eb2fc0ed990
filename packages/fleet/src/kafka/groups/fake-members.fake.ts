import { Agenda } from '../../world/agenda.ts'
import { type CoordinatorOptions, GroupCoordinator, type LiveGroup } from './group-coordinator.ts'
import type { JoinAnswer, JoinRequest, SyncRequest } from './group-messages.ts'

export const SESSION_MS = 10_000
export const REBALANCE_MS = 60_000

/** A coordinator on a clock that a test turns, and short words for what members do. */
export function coordinatorForTests(options: Partial<CoordinatorOptions> = {}) {
  const agenda = new Agenda(0)
  const changes: LiveGroup[] = []
  let ids = 0
  const coordinator = new GroupCoordinator({
    schedule: (run, delayMs) => agenda.after(delayMs, run),
    newId: () => `${++ids}`,
    onChange: (group) => changes.push(group),
    ...options,
  })
  const join = (memberId: string, more: Partial<JoinRequest> = {}) => coordinator.join({ ...WISH, memberId, ...more })
  const sync = (memberId: string, generationId: number, more: Partial<SyncRequest> = {}) =>
    coordinator.sync({ groupId: 'g', memberId, groupInstanceId: null, generationId, assignments: [], ...more })
  const beat = (memberId: string, generationId: number) =>
    coordinator.heartbeat({ groupId: 'g', memberId, groupInstanceId: null, generationId })
  return {
    coordinator,
    changes,
    join,
    sync,
    beat,
    advance: async (ms: number) => {
      agenda.advance(agenda.now + ms)
      await settle()
    },
    /** The id that a new member is given. */
    newMember: async (clientId: string) => (await join('', { clientId })).memberId,
    timers: () => agenda.size,
  }
}

export type Fixture = ReturnType<typeof coordinatorForTests>

const WISH: JoinRequest = {
  groupId: 'g',
  sessionTimeoutMs: SESSION_MS,
  rebalanceTimeoutMs: REBALANCE_MS,
  memberId: '',
  groupInstanceId: null,
  protocolType: 'consumer',
  protocols: [{ name: 'range', metadata: Buffer.from('meta') }],
  apiVersion: 9,
  clientId: 'client',
  clientHost: '/127.0.0.1',
}

/** Lets promises that are ready run. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 5; turn++) await Promise.resolve()
}

/** What a promise has come to, or 'waiting'. */
export async function stateOf<T>(promise: Promise<T>): Promise<T | 'waiting'> {
  await settle()
  return Promise.race([promise, settle().then(() => 'waiting' as const)])
}

/** A group of so many members, stable in its first generation; each has its own id as assignment. */
export async function stableGroup(fixture: Fixture, count: number) {
  const ids: string[] = []
  for (let index = 0; index < count; index++) ids.push(await fixture.newMember(`c${index}`))
  const joins = ids.map((id) => fixture.join(id))
  await fixture.advance(6_000)
  const answers = await Promise.all(joins)
  await syncAll(fixture, answers)
  return { ids, leader: answers[0]?.leader ?? '' }
}

/** Every member sends SyncGroup, the leader last. */
export async function syncAll(fixture: Fixture, answers: readonly JoinAnswer[]) {
  const order = answers.toSorted((left, right) => left.members.length - right.members.length)
  const synced = order.map(({ memberId, generationId, members }) =>
    fixture.sync(memberId, generationId, {
      assignments: members.map((member) => ({ memberId: member.memberId, assignment: Buffer.from(member.memberId) })),
    }),
  )
  return Promise.all(synced)
}
