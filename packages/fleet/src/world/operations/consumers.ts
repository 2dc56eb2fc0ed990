// What befalls consumers: they stall, slow down, go back, catch up, leave, and come too late for what retention took.
import type { Cluster } from '../cluster.ts'
import { committedOffset, type Group, type Progress } from '../group.ts'
import type { LogModel } from '../log-model.ts'
import { followingAt, newMember } from './groups.ts'
import { rebalance } from './rebalance.ts'

const USUAL_LAG_MS = 1_000
const COMMIT_EVERY_MS = 5_000

/** False where there is no such group: nothing was done. */
type Done = boolean

/** Commits stand still while members stay: a consumer that hangs in its own work. */
export function stallGroup(cluster: Cluster, groupId: string, { topics }: { topics?: readonly string[] } = {}): Done {
  return move(cluster, groupId, (at) => (topics?.includes(at.topic) === false ? at.progress : held(at)))
}

/** From here on it reads `share` of what is written; 0.5 falls behind by half of the traffic. */
export function slowGroup(cluster: Cluster, groupId: string, { share }: { share: number }): Done {
  return move(cluster, groupId, (at) => {
    const perSecond = at.log.ratePerSecond * share
    return { kind: 'paced', offset: at.offset, since: cluster.now, perSecond }
  })
}

/** Reads on from where it is, faster than is written, and is where it usually is after `withinMs`. */
export function catchUpGroup(cluster: Cluster, groupId: string, { withinMs }: { withinMs: number }): Done {
  return hurry(cluster, groupId, {
    withinMs,
    from: ({ offset, log }) => Math.max(offset, log.startOffset(cluster.now)),
  })
}

/** Its offsets are set back by `backMs` of traffic; it reads all of that again within `withinMs`. */
export function rewindGroup(
  cluster: Cluster,
  groupId: string,
  { backMs, withinMs }: { backMs: number; withinMs: number },
): Done {
  const from = ({ offset, log }: Place) =>
    Math.max(log.startOffset(cluster.now), Math.min(offset, log.endOffset(cluster.now - backMs)))
  return hurry(cluster, groupId, { withinMs, from })
}

/** Of a log that retention has not touched yet, this much is taken. */
const TAKEN_SHARE = 0.1

/**
 * Has stood so long that retention took what it had not read: what it committed lies `lostOffsets` before the start of
 * each log that holds that many.
 */
export function fallBehindRetention(cluster: Cluster, groupId: string, { lostOffsets }: { lostOffsets: number }): Done {
  return move(cluster, groupId, ({ log }) => {
    const { now } = cluster
    const wanted = Math.max(lostOffsets, log.endOffset(now) * TAKEN_SHARE)
    const isTaken = log.startOffset(now) >= lostOffsets
    const start = isTaken ? log.startOffset(now) : log.deleteBefore(Math.floor(wanted), now)
    return { kind: 'held', offset: Math.max(0, start - lostOffsets) }
  })
}

/** All members leave; what they committed stays. */
export function stopGroup(cluster: Cluster, groupId: string): Done {
  const group = cluster.groups.get(groupId)
  if (group === undefined) return false
  move(cluster, groupId, held)
  group.members = []
  rebalance(cluster, group)
  return true
}

/** So many members come; they catch up within `withinMs`. */
export function startGroup(
  cluster: Cluster,
  groupId: string,
  { members, withinMs }: { members: number; withinMs: number },
): Done {
  const group = cluster.groups.get(groupId)
  if (group === undefined) return false
  for (let i = 0; i < members; i += 1) group.members.push(nextMember(cluster, group))
  rebalance(cluster, group)
  return catchUpGroup(cluster, groupId, { withinMs })
}

/** One more member: a rebalance. */
export function joinMember(cluster: Cluster, groupId: string): Done {
  const group = cluster.groups.get(groupId)
  if (group === undefined) return false
  group.members.push(nextMember(cluster, group))
  rebalance(cluster, group)
  return true
}

/** A member goes, the last one unless it is named: a rebalance, or an empty group. */
export function leaveMember(cluster: Cluster, groupId: string, memberId?: string): Done {
  const group = cluster.groups.get(groupId)
  const gone = memberId ?? group?.members.at(-1)?.memberId
  if (group === undefined || !group.members.some((one) => one.memberId === gone)) return false
  if (group.members.length === 1) return stopGroup(cluster, groupId)
  group.members = group.members.filter((one) => one.memberId !== gone)
  rebalance(cluster, group)
  return true
}

function nextMember(cluster: Cluster, group: Group) {
  const clientId = group.members[0]?.clientId.replace(/-\d+$/, '') ?? group.id
  return newMember(cluster, { clientId: `${clientId}-${group.members.length + 1}`, instanceId: null })
}

interface Place {
  readonly topic: string
  readonly log: LogModel
  readonly progress: Progress
  /** What is committed. */
  readonly offset: number
}

function held({ offset }: Place): Progress {
  return { kind: 'held', offset }
}

/** Gives every partition with a commit another progress. */
function move(cluster: Cluster, groupId: string, change: (at: Place) => Progress): Done {
  const group = cluster.groups.get(groupId)
  if (group === undefined) return false
  for (const [topic, commits] of group.commits) {
    for (const [index, progress] of commits.entries()) {
      const log = cluster.partition(topic, index)?.log
      const offset = log === undefined ? null : committedOffset(progress, log, cluster.now)
      if (log !== undefined && offset !== null) commits[index] = change({ topic, log, progress, offset })
    }
  }
  cluster.tell('groups')
  return true
}

function hurry(
  cluster: Cluster,
  groupId: string,
  { withinMs, from }: { withinMs: number; from: (at: Place) => number },
): Done {
  const group = cluster.groups.get(groupId)
  if (group === undefined) return false
  const lagMs = group.usualLagMs ?? USUAL_LAG_MS
  const paces = new Set<Progress>()
  move(cluster, groupId, (at) => {
    const offset = from(at)
    // Never past where it will stand afterwards: commits do not go back by themselves.
    const goal = at.log.endOffset(cluster.now + withinMs - lagMs - COMMIT_EVERY_MS)
    const perSecond = Math.max(0, goal - offset) / (withinMs / 1000)
    const pace: Progress = { kind: 'paced', offset, since: cluster.now, perSecond }
    paces.add(pace)
    return pace
  })
  cluster.agenda.after(withinMs, () => {
    if (cluster.groups.get(groupId) === group) {
      move(cluster, groupId, ({ progress }) => (paces.has(progress) ? followingAt(lagMs) : progress))
    }
  })
  return true
}
