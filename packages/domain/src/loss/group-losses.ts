import type { Assessment } from '../assessment.ts'
import { OFFLINE } from '../assessment.ts'
import { REPLICA_IN_SYNC } from '../topology.ts'
import { standingNow } from './impact.ts'

/** What the loss of one group of brokers (a broker, a rack, a data centre) would newly do, elections working or not. */
export interface GroupLoss {
  readonly newlyOffline: number
  readonly newlyUnwritable: number
  /** Partitions that refuse writes now and would be offline. */
  readonly worsened: number
  readonly lastCopies: number
}

export interface GroupLosses {
  readonly electing: readonly GroupLoss[]
  readonly notElecting: readonly GroupLoss[]
}

type Tally = { newlyOffline: number; newlyUnwritable: number; worsened: number; lastCopies: number }
const emptyTally = (): Tally => ({ newlyOffline: 0, newlyUnwritable: 0, worsened: 0, lastCopies: 0 })

export interface Grouping {
  readonly count: number
  /** Number of the group a live broker is in; −1 = in none, or not live. */
  groupOf(broker: number): number
  /** Registered and answering: silent brokers' copies count as gone already. */
  isLive(broker: number): boolean
}

/** Rows between two pauses: about 3 ms of work. */
const ROWS_PER_SLICE = 8_192

/** The effect of losing each group by itself, for all groups in one pass over the replicas, yielding between slices. */
export function* groupLosses(assessment: Assessment, grouping: Grouping): Generator<undefined, GroupLosses> {
  const electing = Array.from({ length: grouping.count }, emptyTally)
  const notElecting = Array.from({ length: grouping.count }, emptyTally)
  const { partitions } = assessment.topology
  const members: number[] = []
  // What silent brokers have already taken strikes whichever group is lost; told for all, then replaced where a group adds to it.
  const already = { electing: emptyTally(), notElecting: emptyTally() }
  for (let row = 0; row < partitions.count; row += 1) {
    if (row % ROWS_PER_SLICE === ROWS_PER_SLICE - 1) yield
    if ((assessment.flags[row] as number) & OFFLINE) continue
    const live = liveGroups(assessment, { row, grouping }, members)
    const leader = partitions.leader[row] as number
    const leaderGroup = grouping.groupOf(leader)
    const leaderless = !grouping.isLive(leader)
    const minIsr = assessment.minIsr[row] as number
    const refusesNow = standingNow(assessment, row) === 'unwritable'
    const before = { left: live, refusesNow, unwritable: minIsr >= 0 && live < minIsr }
    const isElecting = { ...before, offline: live === 0 }
    const isNotElecting = { ...before, offline: live === 0 || leaderless }
    add(already.electing, isElecting)
    add(already.notElecting, isNotElecting)
    for (let at = 0; at < members.length; at += 1) {
      const group = members[at] as number
      if (group < 0 || members.indexOf(group) < at) continue
      const left = live - countOf(members, group)
      const effect = { left, refusesNow, unwritable: minIsr >= 0 && left < minIsr }
      add(electing[group] as Tally, isElecting, -1)
      add(electing[group] as Tally, { ...effect, offline: left === 0 })
      add(notElecting[group] as Tally, isNotElecting, -1)
      add(notElecting[group] as Tally, { ...effect, offline: left === 0 || leaderless || leaderGroup === group })
    }
  }
  for (const tally of electing) include(tally, already.electing)
  for (const tally of notElecting) include(tally, already.notElecting)
  return { electing, notElecting }
}

/** Groups of the live in-sync replicas of a row, into `members`; returns how many there are. */
function liveGroups(
  { topology: { partitions } }: Assessment,
  { row, grouping }: { row: number; grouping: Grouping },
  members: number[],
): number {
  members.length = 0
  const end = partitions.firstReplica[row + 1] as number
  for (let slot = partitions.firstReplica[row] as number; slot < end; slot += 1) {
    if (((partitions.replicaFlags[slot] as number) & REPLICA_IN_SYNC) === 0) continue
    const broker = partitions.replica[slot] as number
    if (grouping.isLive(broker)) members.push(grouping.groupOf(broker))
  }
  return members.length
}

function countOf(members: readonly number[], group: number): number {
  let count = 0
  for (const member of members) if (member === group) count += 1
  return count
}

interface Effect {
  readonly left: number
  readonly offline: boolean
  readonly unwritable: boolean
  readonly refusesNow: boolean
}

function add(tally: Tally, effect: Effect, sign: 1 | -1 = 1): void {
  if (effect.offline) {
    tally.newlyOffline += sign
    if (effect.refusesNow) tally.worsened += sign
    if (effect.left === 0) tally.lastCopies += sign
  } else if (effect.unwritable && !effect.refusesNow) {
    tally.newlyUnwritable += sign
  }
}

function include(tally: Tally, other: Tally): void {
  tally.newlyOffline += other.newlyOffline
  tally.newlyUnwritable += other.newlyUnwritable
  tally.worsened += other.worsened
  tally.lastCopies += other.lastCopies
}
