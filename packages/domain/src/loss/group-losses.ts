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

export interface Grouping {
  readonly count: number
  /** Number of the group a live broker is in; −1 = in none, or not live. */
  groupOf(broker: number): number
  /** Registered and answering: silent brokers' copies count as gone already. */
  isLive(broker: number): boolean
}

/** Rows between two pauses: about 3 ms of work. */
const ROWS_PER_SLICE = 8_192

/** What a loss does to one row, in bits: no object per row, of which there are a hundred thousand. */
const TAKES_OFFLINE = 1
const TAKES_WRITES = 2
const REFUSED_BEFORE = 4
const TAKES_LAST_COPY = 8

/** Places of a group's counts in a tally. */
const NEWLY_OFFLINE = 0
const NEWLY_UNWRITABLE = 1
const WORSENED = 2
const LAST_COPIES = 3
const PLACES = 4

/** The effect of losing each group by itself, for all groups in one pass over the replicas, yielding between slices. */
export function* groupLosses(assessment: Assessment, grouping: Grouping): Generator<undefined, GroupLosses> {
  const { partitions } = assessment.topology
  // What silent brokers have already taken strikes whichever group is lost; told for all (in the last place), then replaced
  // where a group adds to it.
  const all = grouping.count
  const electing = new Int32Array((all + 1) * PLACES)
  const notElecting = new Int32Array((all + 1) * PLACES)
  const groups = groupLookup(grouping)
  const members: number[] = []
  for (let row = 0; row < partitions.count; row += 1) {
    if (row % ROWS_PER_SLICE === ROWS_PER_SLICE - 1) yield
    if ((assessment.flags[row] as number) & OFFLINE) continue
    const live = liveGroups(assessment, { row, groups }, members)
    const leaderGroup = groups(partitions.leader[row] as number)
    const minIsr = assessment.minIsr[row] as number
    const refused = standingNow(assessment, row) === 'unwritable' ? REFUSED_BEFORE : 0
    const now = effectOf(live, minIsr) | refused
    const nowLeaderless = leaderGroup === NOT_LIVE ? now | TAKES_OFFLINE : now
    add(electing, all, now)
    add(notElecting, all, nowLeaderless)
    for (let at = 0; at < members.length; at += 1) {
      const group = members[at] as number
      if (group < 0 || members.indexOf(group) < at) continue
      const then = effectOf(live - countOf(members, group), minIsr) | refused
      add(electing, group, now, -1)
      add(electing, group, then)
      add(notElecting, group, nowLeaderless, -1)
      add(notElecting, group, leaderGroup === NOT_LIVE || leaderGroup === group ? then | TAKES_OFFLINE : then)
    }
  }
  return { electing: lossesIn(electing, all), notElecting: lossesIn(notElecting, all) }
}

/** What a row with so many live copies in sync suffers. */
function effectOf(left: number, minIsr: number): number {
  return (left === 0 ? TAKES_OFFLINE | TAKES_LAST_COPY : 0) | (minIsr >= 0 && left < minIsr ? TAKES_WRITES : 0)
}

const NOT_LIVE = -2
const DENSE_IDS = 8_192
const NOT_LOOKED_UP = -3

/** Number of a broker's group, −1 = in none, {@link NOT_LIVE}; each broker is looked up once. */
function groupLookup({ groupOf, isLive }: Grouping): (broker: number) => number {
  const known = new Int32Array(DENSE_IDS).fill(NOT_LOOKED_UP)
  const look = (broker: number) => (isLive(broker) ? groupOf(broker) : NOT_LIVE)
  return (broker) => {
    if (broker < 0 || broker >= DENSE_IDS) return look(broker)
    const number = known[broker] as number
    if (number !== NOT_LOOKED_UP) return number
    known[broker] = look(broker)
    return known[broker] as number
  }
}

/** Groups of the live in-sync replicas of a row, into `members`; returns how many there are. */
function liveGroups(
  { topology: { partitions } }: Assessment,
  { row, groups }: { row: number; groups: (broker: number) => number },
  members: number[],
): number {
  members.length = 0
  const end = partitions.firstReplica[row + 1] as number
  for (let slot = partitions.firstReplica[row] as number; slot < end; slot += 1) {
    if (((partitions.replicaFlags[slot] as number) & REPLICA_IN_SYNC) === 0) continue
    const group = groups(partitions.replica[slot] as number)
    if (group !== NOT_LIVE) members.push(group)
  }
  return members.length
}

function countOf(members: readonly number[], group: number): number {
  let count = 0
  for (const member of members) if (member === group) count += 1
  return count
}

function add(tally: Int32Array, group: number, effect: number, sign: 1 | -1 = 1): void {
  const put = (place: number) => {
    const at = group * PLACES + place
    tally[at] = (tally[at] as number) + sign
  }
  if (effect & TAKES_OFFLINE) {
    put(NEWLY_OFFLINE)
    if (effect & REFUSED_BEFORE) put(WORSENED)
    if (effect & TAKES_LAST_COPY) put(LAST_COPIES)
  } else if ((effect & (TAKES_WRITES | REFUSED_BEFORE)) === TAKES_WRITES) {
    put(NEWLY_UNWRITABLE)
  }
}

function lossesIn(tally: Int32Array, all: number): GroupLoss[] {
  const sum = (group: number, place: number) =>
    (tally[group * PLACES + place] ?? 0) + (tally[all * PLACES + place] ?? 0)
  return Array.from({ length: all }, (_, group) => ({
    newlyOffline: sum(group, NEWLY_OFFLINE),
    newlyUnwritable: sum(group, NEWLY_UNWRITABLE),
    worsened: sum(group, WORSENED),
    lastCopies: sum(group, LAST_COPIES),
  }))
}
