import {
  AT_MIN_ISR,
  AT_MIN_ISR_BY_DESIGN,
  MIN_ISR_UNKNOWN,
  NON_PREFERRED_LEADER,
  OFFLINE,
  RACK_VIOLATION,
  REASSIGNING,
  SILENT_LEADER,
  UNDER_MIN_ISR,
  UNDER_REPLICATED,
  UNKNOWN,
} from '../assessment.ts'
import { REPLICA_IN_SYNC, REPLICA_OFFLINE } from '../topology.ts'
import { MIN_ISR_NOT_KNOWN } from './min-isr.ts'
import type { Work } from './work.ts'

/** Fills flags, minIsr, inSync and the tallies of brokers for rows [from, to). The hot loop: arrays and numbers only. */
export function assessRows(work: Work, from: number, to: number): void {
  const { partitions, topics } = work.topology
  let topic = -1
  let topicMinIsr = MIN_ISR_NOT_KNOWN
  for (let row = from; row < to; row += 1) {
    if (partitions.topic[row] !== topic) {
      topic = partitions.topic[row] as number
      topicMinIsr = work.minIsrRule.ofTopic(topics.names[topic] as string)
    }
    const inSync = countInSync(work, row)
    const leader = partitions.leader[row] as number
    const minIsr = topicMinIsr === MIN_ISR_NOT_KNOWN ? work.minIsrRule.ofLeader(leader) : topicMinIsr
    const flags =
      leaderFlags(work, row) | isrFlags(work, row, inSync, minIsr) | rackFlag(work, row) | reassignmentFlag(work, row)
    work.inSync[row] = inSync
    work.minIsr[row] = minIsr
    // kafka-topics counts a partition without a leader as under min ISR whatever its ISR says (TopicCommand).
    work.flags[row] = withLeaderless(flags)
    tally(work, row, flags)
  }
}

function withLeaderless(flags: number): number {
  if ((flags & LEADERLESS) === 0) return flags
  return (flags & ~LEADERLESS & ~AT_MIN_ISR & ~AT_MIN_ISR_BY_DESIGN) | OFFLINE | UNDER_MIN_ISR
}

/** Working bit, above those of the result: no leader that is registered, as kafka-topics sees it. */
const LEADERLESS = 1 << 20

function countInSync(work: Work, row: number): number {
  const { partitions } = work.topology
  const end = partitions.firstReplica[row + 1] as number
  let inSync = 0
  for (let slot = partitions.firstReplica[row] as number; slot < end; slot += 1) {
    const flags = partitions.replicaFlags[slot] as number
    const broker = work.slotBroker[slot] as number
    work.replicas[broker] = (work.replicas[broker] as number) + 1
    if (flags & REPLICA_IN_SYNC) inSync += 1
    else work.outOfSync[broker] = (work.outOfSync[broker] as number) + 1
    if (flags & REPLICA_OFFLINE) work.offlineReplicas[broker] = (work.offlineReplicas[broker] as number) + 1
  }
  return inSync
}

/** Errors that come with a usable partition: none, no leader (5), a replica not available (9), no such listener (72). */
const describedWith = (error: number) => error === 0 || error === 5 || error === 9 || error === 72

function leaderFlags(work: Work, row: number): number {
  const { partitions } = work.topology
  const leader = partitions.leader[row] as number
  const error = partitions.error[row] as number
  if (!describedWith(error)) return UNKNOWN
  if (leader < 0 || error === 5) return LEADERLESS
  const index = work.brokers.get(leader)
  if (index < 0 || work.registered[index] === 0) return LEADERLESS
  const moved = partitions.replica[partitions.firstReplica[row] as number] === leader ? 0 : NON_PREFERRED_LEADER
  if (work.silent[index] === 0) return moved
  // Nobody can elect another leader now, so a leader that is gone stays the leader in everybody's metadata.
  return work.quorumLost ? moved | SILENT_LEADER | OFFLINE : moved | SILENT_LEADER
}

function isrFlags(work: Work, row: number, inSync: number, minIsr: number): number {
  const { partitions } = work.topology
  if (!describedWith(partitions.error[row] as number)) return 0
  const replicas = (partitions.firstReplica[row + 1] as number) - (partitions.firstReplica[row] as number)
  const shouldHave = work.settledReplicas.get(row) ?? replicas
  const missing = inSync < shouldHave ? UNDER_REPLICATED : 0
  if (minIsr === MIN_ISR_NOT_KNOWN) return missing | MIN_ISR_UNKNOWN
  if (inSync < minIsr) return missing | UNDER_MIN_ISR
  if (inSync > minIsr) return missing
  return missing | (replicas > minIsr ? AT_MIN_ISR : AT_MIN_ISR_BY_DESIGN)
}

/** Fewer racks than min(RF, racks). A replica on a broker whose rack is not known counts as if in a rack of its own. */
function rackFlag(work: Work, row: number): number {
  if (work.rackCount < 2) return 0
  const { firstReplica } = work.topology.partitions
  const { rack, slotBroker } = work
  const start = firstReplica[row] as number
  const end = firstReplica[row + 1] as number
  let racks = 0
  for (let slot = start; slot < end; slot += 1) {
    const own = rack[slotBroker[slot] as number] as number
    let earlier = start
    while (earlier < slot && (own < 0 || rack[slotBroker[earlier] as number] !== own)) earlier += 1
    if (earlier === slot) racks += 1
  }
  return racks < Math.min(end - start, work.rackCount) ? RACK_VIOLATION : 0
}

function reassignmentFlag(work: Work, row: number): number {
  return work.reassigning.has(row) ? REASSIGNING : 0
}

function tally(work: Work, row: number, flags: number): void {
  const { partitions } = work.topology
  const leader = partitions.leader[row] as number
  const index = leader < 0 ? -1 : work.brokers.get(leader)
  if (index >= 0) {
    work.leaders[index] = (work.leaders[index] as number) + 1
    if (flags & UNDER_REPLICATED) work.underReplicated[index] = (work.underReplicated[index] as number) + 1
  }
  const slot = partitions.firstReplica[row] as number
  if (slot === partitions.firstReplica[row + 1]) return
  const preferred = work.slotBroker[slot] as number
  work.preferred[preferred] = (work.preferred[preferred] as number) + 1
}
