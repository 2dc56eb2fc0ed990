import type { Assessment } from '../assessment.ts'
import type { ClusterFacts } from '../facts.ts'
import { counted, listed, thousands } from '../judge/words.ts'
import { isSilent } from '../quorum-state.ts'
import type { Status } from '../status.ts'
import { type GroupLoss, groupLosses } from './group-losses.ts'
import type { Impact } from './impact.ts'
import { printLossTerm } from './parse-loss.ts'
import { type AppliedLoss, applyLoss } from './remains.ts'
import { simulate } from './simulate.ts'
import { type Verdict, verdictLook, verdictOf } from './verdict.ts'

/** A row of the table "if we lose …". Degraded and fine partitions are left out: null. */
export interface Scenario extends Impact {
  readonly verdict: Verdict
  readonly status: Status
  readonly word: string
  readonly title: string
  readonly detail: string
  readonly note: string
  /** The loss as text; of a kind of brokers the worst one. Empty = nothing. */
  readonly lose: string
}

/**
 * The standard losses: none, any one broker, each rack, each data centre, the majority of controllers. Yields between slices
 * of a few milliseconds.
 */
export function* scenarioTable(basis: Basis): Generator<undefined, readonly Scenario[]> {
  const brokers = yield* brokerRows(basis)
  const racks = yield* groupRows(basis, 'rack')
  const dataCentres = yield* groupRows(basis, 'dc')
  return [nowRow(basis), ...brokers, ...racks, ...dataCentres, ...controllerRows(basis)]
}

export interface Basis {
  readonly facts: ClusterFacts
  readonly assessment: Assessment
  readonly now: Impact
}

function nowRow({ now }: Basis): Scenario {
  const hit = (now.offlinePartitions ?? 0) + (now.unwritablePartitions ?? 0)
  const verdict = now.unwritablePartitions === null && hit === 0 ? 'unknown' : 'fine'
  const word = { status: hit > 0 ? 'critical' : verdictLook(verdict).status, word: 'Now' } as const
  return { ...now, verdict, ...word, title: 'Nothing more', detail: 'as it is now', note: '', lose: '' }
}

interface Loss {
  readonly broker: number
  readonly rack: string | null
  readonly hit: GroupLoss
  readonly verdict: Verdict
}

const WORST: readonly Verdict[] = ['outage', 'partial', 'unknown', 'fine']

/** Live brokers one by one, told rack by rack; racks that fare alike share a row. */
function* brokerRows(basis: Basis): Generator<undefined, Scenario[]> {
  const losses = yield* brokerLosses(basis)
  const byRack = Map.groupBy(losses, ({ rack }) => rack)
  const racksByVerdict = Map.groupBy([...byRack], ([, members]) => worstOf(members).verdict)
  return WORST.flatMap((verdict) => {
    const racks = racksByVerdict.get(verdict)
    if (racks === undefined) return []
    const names = racks.map(([rack]) => rack ?? 'no rack').sort()
    const everywhere = racks.length === byRack.size
    const members = racks.flatMap(([, group]) => group)
    return [anyOneRow(basis, members, everywhere || names.length === 0 ? '' : ` of ${listedOr(names)}`)]
  })
}

function listedOr(names: readonly string[]): string {
  return listed(names, 5).replace(/ and (?!\d)/, ' or ')
}

function anyOneRow({ now }: Basis, members: readonly Loss[], where: string): Scenario {
  const worst = worstOf(members)
  const sizes = members.map(({ hit }) => hit.newlyOffline + hit.newlyUnwritable)
  const [least, most] = [Math.min(...sizes), Math.max(...sizes)]
  const note =
    most === 0 ? '' : least === most ? `${thousands(most)} more` : `${thousands(least)} to ${thousands(most)} by broker`
  return {
    ...impactWith(now, worst.hit),
    verdict: worst.verdict,
    ...verdictLook(worst.verdict),
    title: `Any one broker${where}`,
    detail: members.length > 1 && most > 0 ? `worst: ${worst.broker}` : counted(members.length, 'broker'),
    note,
    lose: `broker:${worst.broker}`,
  }
}

function worstOf(members: readonly Loss[]): Loss {
  const weight = ({ verdict, hit }: Loss) => (4 - WORST.indexOf(verdict)) * 1e9 + hit.newlyOffline + hit.newlyUnwritable
  return members.reduce((worst, member) => (weight(member) > weight(worst) ? member : worst))
}

function* brokerLosses({ facts, assessment }: Basis): Generator<undefined, Loss[]> {
  const live = liveBrokers(facts)
  const numbers = new Map(live.map(({ id }, index) => [id, index]))
  const isLive = (id: number) => numbers.has(id)
  const groupOf = (id: number) => numbers.get(id) ?? -1
  const losses = yield* groupLosses(assessment, { count: live.length, groupOf, isLive })
  return live.map(({ id, rack }, index) => {
    const loss = applyLoss(facts, new Set([id]))
    const hit = (loss.remains.canElect ? losses.electing : losses.notElecting)[index] as GroupLoss
    return { broker: id, rack, hit, verdict: verdictOf(assessment, hit, loss) }
  })
}

function* groupRows({ facts, assessment, now }: Basis, kind: 'rack' | 'dc'): Generator<undefined, Scenario[]> {
  const live = liveBrokers(facts)
  const nameOf = (rack: string | null) =>
    rack === null ? null : kind === 'rack' ? rack : (facts.expected.dataCentres.get(rack) ?? null)
  const all = Map.groupBy(facts.registry.value?.brokers ?? [], ({ rack }) => nameOf(rack))
  const names = [...new Set(live.map(({ rack }) => nameOf(rack)))].filter((name) => name !== null).sort()
  if (names.length < 2) return []
  const groups = new Map(live.map(({ id, rack }) => [id, names.indexOf(nameOf(rack) ?? '')]))
  const losses = yield* groupLosses(assessment, {
    count: names.length,
    groupOf: (id) => groups.get(id) ?? -1,
    isLive: (id) => groups.has(id),
  })
  return names.map((name, index) => {
    const members = live.filter(({ rack }) => nameOf(rack) === name)
    // A broker that does not answer us may still vote: it goes with its rack.
    const loss = applyLoss(facts, new Set(all.get(name)?.map(({ id }) => id)))
    const hit = (loss.remains.canElect ? losses.electing : losses.notElecting)[index] as GroupLoss
    const listedMembers = all.get(name)?.length ?? members.length
    const verdict = verdictOf(assessment, hit, loss)
    return {
      ...impactWith(now, hit),
      verdict,
      ...verdictLook(verdict),
      title: `${kind === 'rack' ? 'Rack' : 'Data centre'} ${name}`,
      detail:
        members.length < listedMembers
          ? `${members.length} of ${counted(listedMembers, 'broker')}`
          : counted(members.length, 'broker'),
      note: noteOf(hit, loss),
      lose: printLossTerm({ kind, name, at: 0 }),
    }
  })
}

function noteOf(hit: GroupLoss, { voters }: AppliedLoss): string {
  if (voters !== null && voters.after < voters.majority && voters.before >= voters.majority)
    return 'no elections any more'
  return hit.lastCopies > 0
    ? `${thousands(hit.lastCopies)} ${hit.lastCopies === 1 ? 'loses its' : 'lose their'} last copy in sync`
    : ''
}

/** Losing the controllers stops no partition by itself, but from then on nothing can be repaired. */
function controllerRows({ facts, assessment }: Basis): Scenario[] {
  const { voters } = applyLoss(facts, new Set())
  if (voters === null || voters.before < voters.majority) return []
  const count = voters.before - voters.majority + 1
  const loss = applyLoss(facts, new Set(), count)
  const { after } = simulate(assessment, loss)
  const what = voters.kind === 'kraft' ? 'Controller majority' : 'ZooKeeper majority'
  return [
    {
      ...after,
      degradedPartitions: null,
      finePartitions: null,
      verdict: 'outage',
      ...verdictLook('outage'),
      title: what,
      detail: `${count} of ${voters.total} ${voters.kind === 'kraft' ? 'voters' : 'nodes'}`,
      note: 'no elections, no changes',
      lose: `controllers:${count}`,
    },
  ]
}

/** The counts of now, with what a loss adds. */
function impactWith(now: Impact, hit: GroupLoss): Impact {
  const plus = (count: number | null, more: number) => (count === null ? null : count + more)
  return {
    offlinePartitions: plus(now.offlinePartitions, hit.newlyOffline),
    unwritablePartitions: plus(now.unwritablePartitions, hit.newlyUnwritable - hit.worsened),
    degradedPartitions: null,
    finePartitions: null,
    lastCopyPartitions: plus(now.lastCopyPartitions, hit.lastCopies),
  }
}

function liveBrokers(facts: ClusterFacts) {
  return (facts.registry.value?.brokers ?? []).filter((broker) => broker.registered && !isSilent(broker))
}
