// How a simulated group shares its partitions anew. Classic groups stop, meet and go on (PreparingRebalance,
// CompletingRebalance); KIP-848 groups are given a target and move towards it (Assigning, Reconciling).
import type { Cluster } from '../cluster.ts'
import { committedOffset, type Group, type Progress } from '../group.ts'

/** Members hear of a rebalance with their next heartbeat (`heartbeat.interval.ms` 3 s). */
const GATHERING_MS = 3_000
const ASSIGNING_MS = 500
const RECONCILING_MS = 2_500

type Share = ReadonlyMap<string, readonly number[]>

/** Partitions of a group's topics dealt out in turn, a share for each member. */
export function shareOut(group: Group): Share[] {
  const shares = group.members.map(() => new Map<string, number[]>())
  if (shares.length === 0) return shares
  for (const [topic, { length }] of group.commits) {
    for (let partition = 0; partition < length; partition += 1) {
      const share = shares[partition % shares.length]
      const own = share?.get(topic)
      if (own === undefined) share?.set(topic, [partition])
      else own.push(partition)
    }
  }
  return shares
}

/** To be called after members came or went: the states follow in the agenda. Empty at once where nobody is left. */
export function rebalance(cluster: Cluster, group: Group): void {
  group.epoch += 1
  if (group.members.length === 0) {
    pauses.delete(group)
    group.state = 'Empty'
    if (group.type === 'classic') group.protocol = ''
    cluster.tell('groups')
    return
  }
  if (group.protocolType === '') group.protocolType = 'consumer'
  if (group.protocol === '') group.protocol = group.type === 'consumer' ? 'uniform' : 'range'
  if (group.type === 'consumer') reconcile(cluster, group)
  else gather(cluster, group)
  cluster.tell('groups')
}

function gather(cluster: Cluster, group: Group): void {
  const { epoch } = group
  group.state = 'PreparingRebalance'
  // Cooperative members read on with what they keep (KIP-429).
  if (!group.protocol.startsWith('cooperative')) pause(cluster, group)
  const later = (delayMs: number, run: () => void) =>
    cluster.agenda.after(delayMs, () => {
      // Somebody else came or went meanwhile: that rebalance goes on instead of this one.
      if (group.epoch !== epoch) return
      run()
      cluster.tell('groups')
    })
  later(GATHERING_MS, () => {
    group.state = 'CompletingRebalance'
    later(ASSIGNING_MS, () => {
      settle(group)
      goOn(group)
    })
  })
}

function reconcile(cluster: Cluster, group: Group): void {
  const { epoch } = group
  group.state = 'Assigning'
  group.assignmentEpoch ??= epoch - 1
  for (const member of group.members) member.epoch ??= epoch - 1
  cluster.agenda.after(ASSIGNING_MS, () => {
    if (group.epoch !== epoch) return
    group.state = 'Reconciling'
    group.assignmentEpoch = epoch
    for (const [i, share] of shareOut(group).entries()) {
      const member = group.members[i]
      if (member !== undefined) member.target = share
    }
    cluster.tell('groups')
  })
  cluster.agenda.after(ASSIGNING_MS + RECONCILING_MS, () => {
    if (group.epoch !== epoch) return
    settle(group)
    cluster.tell('groups')
  })
}

function settle(group: Group): void {
  group.state = 'Stable'
  delete group.assignmentEpoch
  const shares = shareOut(group)
  for (const [i, member] of group.members.entries()) {
    member.assignment = shares[i] ?? new Map()
    delete member.epoch
    delete member.target
  }
}

interface Pause {
  readonly topic: string
  readonly partition: number
  readonly hold: Progress
  readonly before: Progress
}

const pauses = new WeakMap<Group, Pause[]>()

/** Nobody reads while the group meets. */
function pause(cluster: Cluster, group: Group): void {
  const held = pauses.get(group) ?? []
  for (const [topic, commits] of group.commits) {
    for (const [partition, before] of commits.entries()) {
      const log = cluster.partition(topic, partition)?.log
      if (before.kind !== 'following' || log === undefined) continue
      const hold: Progress = { kind: 'held', offset: committedOffset(before, log, cluster.now) ?? 0 }
      commits[partition] = hold
      held.push({ topic, partition, hold, before })
    }
  }
  pauses.set(group, held)
}

/** Those go on that nothing else was done to meanwhile. */
function goOn(group: Group): void {
  for (const { topic, partition, hold, before } of pauses.get(group) ?? []) {
    const commits = group.commits.get(topic)
    if (commits?.[partition] === hold) commits[partition] = before
  }
  pauses.delete(group)
}
