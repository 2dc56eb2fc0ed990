import type { Assessment } from '../assessment.ts'
import { OFFLINE, UNDER_MIN_ISR, UNDER_REPLICATED } from '../assessment.ts'
import { REPLICA_IN_SYNC, type Topology } from '../topology.ts'

/** Troubled partitions, disjoint but for under-replicated: refusing = under min ISR and not offline. */
export interface Troubles {
  readonly offline: number
  readonly refusing: number
  readonly underReplicated: number
}

/** Which troubles have a broker as their cause, and which have none. */
export interface Attribution {
  readonly total: Troubles
  readonly suspects: readonly number[]
  /** Per group of suspects: troubled partitions with a replica on one of them. A partition may count for several groups. */
  readonly byGroup: ReadonlyMap<string, Troubles>
  /** Troubled partitions with no replica on any suspect. */
  readonly unexplained: Troubles
  /** Refusing although every replica is in sync: min.insync.replicas is larger than the replication factor. */
  readonly minIsrAboveRf: number
  /** Live brokers with replicas out of sync in otherwise unexplained partitions → how many. */
  readonly lagging: ReadonlyMap<number, number>
}

/** Group of live brokers whose replicas do not keep up. Being slow takes no leader away: it explains nothing offline. */
export const LAGGING = 'brokers-lagging'

type Tally = { offline: number; refusing: number; underReplicated: number; lastRow: number; readonly lags: boolean }
const tallyOf = (group: string): Tally => ({
  offline: 0,
  refusing: 0,
  underReplicated: 0,
  lastRow: -1,
  lags: group === LAGGING,
})

/** Goes once over the troubled rows. Suspects are brokers with a trouble of their own, each in a group (by key). */
export function attribute(assessment: Assessment, suspects: ReadonlyMap<number, string>): Attribution {
  const { flags, topology } = assessment
  const total = tallyOf('')
  const unexplained = tallyOf('')
  const byGroup = new Map([...suspects.values()].map((group) => [group, tallyOf(group)]))
  const groupOf = new Map([...suspects].map(([broker, group]) => [broker, byGroup.get(group) as Tally]))
  const lagging = new Map<number, number>()
  let minIsrAboveRf = 0
  for (let row = 0; row < flags.length; row += 1) {
    const bits = flags[row] as number
    if ((bits & (OFFLINE | UNDER_MIN_ISR | UNDER_REPLICATED)) === 0) continue
    add(total, bits)
    if ((bits & (OFFLINE | UNDER_REPLICATED)) === 0) {
      minIsrAboveRf += 1
    } else if (!explain({ topology, row, bits }, groupOf)) {
      add(unexplained, bits)
      if (bits & OFFLINE) continue
      for (const broker of outOfSync(topology, row)) lagging.set(broker, (lagging.get(broker) ?? 0) + 1)
    }
  }
  return {
    total,
    suspects: [...suspects].filter(([, group]) => group !== LAGGING).map(([broker]) => broker),
    byGroup,
    unexplained,
    minIsrAboveRf,
    lagging,
  }
}

/** Lays one row to every group with a replica of it; false when there is none. */
function explain(at: { topology: Topology; row: number; bits: number }, groupOf: ReadonlyMap<number, Tally>): boolean {
  const { firstReplica, replica } = at.topology.partitions
  const end = firstReplica[at.row + 1] as number
  let explained = false
  for (let slot = firstReplica[at.row] as number; slot < end; slot += 1) {
    const tally = groupOf.get(replica[slot] as number)
    if (tally === undefined || (tally.lags && at.bits & OFFLINE)) continue
    explained = true
    if (tally.lastRow === at.row) continue
    tally.lastRow = at.row
    add(tally, at.bits)
  }
  return explained
}

function outOfSync({ partitions }: Topology, row: number): number[] {
  const brokers: number[] = []
  const end = partitions.firstReplica[row + 1] as number
  for (let slot = partitions.firstReplica[row] as number; slot < end; slot += 1) {
    if (((partitions.replicaFlags[slot] as number) & REPLICA_IN_SYNC) === 0)
      brokers.push(partitions.replica[slot] as number)
  }
  return brokers
}

function add(tally: Tally, bits: number): void {
  if (bits & OFFLINE) tally.offline += 1
  else if (bits & UNDER_MIN_ISR) tally.refusing += 1
  if (bits & UNDER_REPLICATED) tally.underReplicated += 1
}
