// Which findings about ZooKeeper's nodes and KRaft's voters are worth a problem of the cluster: those that nothing else tells
// and that last. The quorum page shows them all, at once.
import type { KeeperFinding } from '../ensemble/finding.ts'
import { judgeEnsemble } from '../ensemble/judge-ensemble.ts'
import type { Listings } from '../ensemble/listings.ts'
import type { ClusterFacts } from '../facts.ts'
import { judgeKraft } from '../kraft/judge-kraft.ts'
import type { Reigns } from '../kraft/reigns.ts'

/** What was followed of a cluster since the console began. */
export interface KeeperPast {
  readonly listings: Listings
  readonly reigns: Reigns
}

interface Held {
  readonly finding: KeeperFinding
  /** Epoch ms. */
  readonly since: number
  /** Of the reading that it was first found in; null: that of the quorum. */
  readonly readAt: number | null
  readonly isSettled: boolean
}

/** By code. */
export type Keepers = ReadonlyMap<string, Held>
export const NO_KEEPERS: Keepers = new Map()

/** One slow write, one long pause: gone with the next reading. */
const SETTLED_AFTER_MS = 20_000

const OF_ENSEMBLE: ReadonlySet<string> = new Set([
  'latency',
  'fsync',
  'outstanding',
  'pending-syncs',
  'znodes',
  'data-size',
  'watches',
  'unrecoverable',
  'descriptors',
  'two-leaders',
  'epochs-apart',
  'followers-behind',
  'read-only',
  'admin-server-open',
  'session',
  'lasting-registration',
])
/** Not elections: those of the past hour are over, and a planned restart of combined nodes alone makes three. */
const OF_KRAFT: ReadonlySet<string> = new Set(['slow-commits'])

/** The next state after a change of readings. `now`: epoch ms. */
export function followKeepers(
  before: Keepers,
  facts: ClusterFacts,
  { past, now }: { readonly past: KeeperPast; readonly now: number },
): Keepers {
  const mode = facts.registry.value?.mode
  const hasEnsemble = mode !== 'kraft' && facts.zookeeper.value !== undefined
  const ensemble = hasEnsemble ? judgeEnsemble(facts, past.listings, now).findings : []
  const kraft = mode === 'zookeeper' ? [] : judgeKraft(facts, past.reigns, now).findings
  const readAt = facts.ensemble.observedAt ?? null
  const next = [
    ...ensemble.filter((one) => isTold(one, OF_ENSEMBLE)).map((finding) => held(before, finding, { readAt, now })),
    ...kraft.filter((one) => isTold(one, OF_KRAFT)).map((finding) => held(before, finding, { readAt: null, now })),
  ]
  return next.length === 0 ? NO_KEEPERS : new Map(next.map((one) => [one.finding.code, one]))
}

/** Those that hold for two readings, worst first. */
export function keepersHeld(keepers: Keepers): readonly KeeperFinding[] {
  return [...keepers.values()].filter(({ isSettled }) => isSettled).map(({ finding }) => finding)
}

function isTold({ code, status, isOfLifetime = false }: KeeperFinding, told: ReadonlySet<string>): boolean {
  return (status === 'warning' || status === 'critical') && !isOfLifetime && told.has(code.split(':', 1)[0] ?? '')
}

function held(
  before: Keepers,
  finding: KeeperFinding,
  { readAt, now }: { readonly readAt: number | null; readonly now: number },
): Held {
  const first = before.get(finding.code)
  if (first === undefined) return { finding, since: now, readAt, isSettled: false }
  const isReadAnew = readAt === null || readAt !== first.readAt
  const isSettled = first.isSettled || (isReadAnew && now - first.since >= SETTLED_AFTER_MS)
  return { ...first, finding, isSettled }
}
