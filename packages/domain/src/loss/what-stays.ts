import type { Assessment } from '../assessment.ts'
import type { ClusterFacts } from '../facts.ts'
import { counted, listed } from '../judge/words.ts'
import type { Status } from '../status.ts'
import type { AppliedLoss } from './remains.ts'

interface Answer {
  readonly status: Status
  readonly text: string
}

/** Whether leaders can still be elected after the loss. */
export function controllersAfter({ voters, remains }: Pick<AppliedLoss, 'voters' | 'remains'>): Answer {
  if (voters === null) {
    if (!remains.canElect) return { status: 'critical', text: 'no controller now: no elections, no changes' }
    return { status: 'unknown', text: 'not known: the quorum does not tell its members' }
  }
  const what = voters.kind === 'kraft' ? 'voters' : 'ZooKeeper nodes'
  const stay = `${voters.after} of ${voters.total} ${what} ${voters.after === voters.before ? 'are up' : 'stay'}`
  if (voters.after < voters.majority) return { status: 'critical', text: `${stay}: no elections, no changes` }
  if (voters.after === voters.majority && voters.total > 1) {
    return { status: 'warning', text: `${stay}: elections work until the next loss` }
  }
  return { status: 'ok', text: `${stay}: elections work` }
}

/** Above this share of the disks that stay, healing leaves too little room. */
const TIGHT = 0.85

/**
 * Whether the brokers that stay have room for the copies that are gone. Sizes of copies on brokers that do not tell are
 * taken from the same partition's other copies.
 */
export function disksAfterHealing(facts: ClusterFacts, assessment: Assessment, loss: AppliedLoss): Answer {
  if (loss.lost.size === 0) return { status: 'off', text: 'nothing to copy' }
  if (loss.liveAfter.length === 0) return { status: 'critical', text: 'no broker is left' }
  const volumes = loss.liveAfter.map((id) => volumeOf(facts, id))
  const untold = loss.liveAfter.filter((_, index) => volumes[index] === null)
  if (untold.length > 0) {
    const who =
      untold.length > 6
        ? counted(untold.length, 'broker')
        : `${untold.length > 1 ? 'brokers' : 'broker'} ${listed(untold, 6)}`
    return { status: 'unknown', text: `not known: disk sizes of ${who} are not told` }
  }
  const copies = bytesToCopy(assessment, loss)
  if (copies === null) return { status: 'unknown', text: 'not known: sizes of the lost copies are not told' }
  const total = volumes.reduce((sum, volume) => sum + (volume?.total ?? 0), 0)
  const used = volumes.reduce((sum, volume) => sum + (volume?.used ?? 0), 0)
  const ratio = (used + copies) / total
  const share = `${Math.round(ratio * 100)} % of ${counted(loss.liveAfter.length, 'broker')}`
  if (ratio > 1) return { status: 'critical', text: `no room: ${share}` }
  return ratio > TIGHT ? { status: 'warning', text: `tight: ${share}` } : { status: 'ok', text: `room: ${share}` }
}

function volumeOf(facts: ClusterFacts, broker: number): { total: number; used: number } | null {
  const dirs = facts.logDirs.get(broker)?.value?.dirs
  if (dirs === undefined || dirs.length === 0) return null
  let total = 0
  let usable = 0
  for (const dir of dirs) {
    if (dir.totalBytes === null || dir.usableBytes === null || dir.totalBytes <= 0) return null
    total += dir.totalBytes
    usable += dir.usableBytes
  }
  return { total, used: total - usable }
}

/** Bytes of the lost brokers' copies; null when some partition's size is told by none of its copies. */
function bytesToCopy({ topology, replicaSizeBytes }: Assessment, loss: AppliedLoss): number | null {
  const { firstReplica, replica, count } = topology.partitions
  let bytes = 0
  for (let row = 0; row < count; row += 1) {
    const end = firstReplica[row + 1] as number
    let gone = 0
    let size = Number.NaN
    for (let slot = firstReplica[row] as number; slot < end; slot += 1) {
      if (loss.lost.has(replica[slot] as number)) gone += 1
      const told = replicaSizeBytes[slot] as number
      if (!Number.isNaN(told) && !(told <= size)) size = told
    }
    if (gone === 0) continue
    if (Number.isNaN(size)) return null
    bytes += gone * size
  }
  return bytes
}
