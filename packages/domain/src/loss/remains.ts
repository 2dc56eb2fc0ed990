import type { ClusterFacts } from '../facts.ts'
import { fetchTimeoutMs, isSilent, quorumState, serves, voterTakesPart } from '../quorum-state.ts'
import type { Remains } from './impact.ts'
import type { LossProblem, LossTerm } from './parse-loss.ts'

/** The machinery of elections before and after a loss. Null = not known. */
export interface VotersLeft {
  readonly kind: 'kraft' | 'zookeeper'
  readonly total: number
  readonly before: number
  readonly after: number
  readonly majority: number
}

/** A loss applied to a cluster. */
export interface AppliedLoss {
  readonly lost: ReadonlySet<number>
  readonly remains: Remains
  readonly voters: VotersLeft | null
  /** Live brokers before the loss: registered and answering. */
  readonly liveBefore: readonly number[]
  readonly liveAfter: readonly number[]
  /** Registered but not answering: counted as lost as well. */
  readonly silent: readonly number[]
}

/** Brokers a loss names; unknown ids, racks and data centres are problems with their place. */
export function brokersOf(
  facts: ClusterFacts,
  terms: readonly LossTerm[],
  known: ReadonlySet<number>,
): { readonly lost: ReadonlySet<number> } | LossProblem {
  const brokers = facts.registry.value?.brokers ?? []
  const lost = new Set<number>()
  for (const term of terms) {
    if (term.kind === 'controllers') continue
    const members =
      term.kind === 'broker'
        ? [...known].filter((id) => id === term.id)
        : brokers.filter(({ rack }) => inGroup(facts, rack, term)).map(({ id }) => id)
    if (members.length === 0) return { error: unknownWords(facts, term, known), at: term.at }
    for (const id of members) lost.add(id)
  }
  return { lost }
}

function inGroup(facts: ClusterFacts, rack: string | null, term: { kind: 'rack' | 'dc'; name: string }): boolean {
  if (rack === null) return false
  return term.kind === 'rack' ? rack === term.name : facts.expected.dataCentres.get(rack) === term.name
}

function unknownWords(facts: ClusterFacts, term: LossTerm, known: ReadonlySet<number>): string {
  if (term.kind === 'broker') {
    return `Broker ${term.id} is not known; known: ${[...known]
      .sort((a, b) => a - b)
      .slice(0, 20)
      .join(', ')}`
  }
  if (term.kind === 'controllers') return ''
  const racks = (facts.registry.value?.brokers ?? []).map(({ rack }) => rack).filter((rack) => rack !== null)
  const names = term.kind === 'rack' ? racks : racks.map((rack) => facts.expected.dataCentres.get(rack))
  const named = [...new Set(names)].filter((name) => name !== undefined).sort()
  const what = term.kind === 'rack' ? 'Rack' : 'Data centre'
  return `${what} ${term.name} is not known; ${named.length === 0 ? 'none is set' : `known: ${named.slice(0, 20).join(', ')}`}`
}

/** Takes brokers and voters away. Brokers that are down or silent already stay away. */
export function applyLoss(facts: ClusterFacts, lost: ReadonlySet<number>, extraVoters = 0): AppliedLoss {
  const brokers = facts.registry.value?.brokers ?? []
  const liveBefore = brokers.filter((broker) => broker.registered && !isSilent(broker)).map(({ id }) => id)
  const liveAfter = liveBefore.filter((id) => !lost.has(id))
  const silent = brokers.filter((broker) => broker.registered && isSilent(broker)).map(({ id }) => id)
  const live = new Set(liveAfter)
  const voters = votersLeft(facts, lost, extraVoters)
  const quorumLost = quorumState(facts)?.lost === true
  const canElect = !quorumLost && (voters === null || voters.after >= voters.majority)
  return { lost, remains: { isLive: (id) => live.has(id), canElect }, voters, liveBefore, liveAfter, silent }
}

function votersLeft(facts: ClusterFacts, lost: ReadonlySet<number>, extra: number): VotersLeft | null {
  const state = quorumState(facts)
  if (state === null || state.up === null) return null
  if (state.kind === 'zookeeper') {
    const nodes = facts.zookeeper.value?.nodes.filter((node) => node.role !== 'observer') ?? []
    const before = nodes.filter(serves).length
    return leftOf('zookeeper', { total: nodes.length, before, gone: extra })
  }
  const quorum = facts.quorum.value
  // While nobody answers for the quorum, its last list of voters proves nothing.
  if (quorum === undefined || facts.quorum.failure !== undefined) return null
  const taking = quorum.voters.filter((voter) => voterTakesPart(voter, quorum, fetchTimeoutMs(facts)))
  const gone = taking.filter((voter) => lost.has(voter.id)).length + extra
  return leftOf('kraft', { total: quorum.voters.length, before: taking.length, gone })
}

function leftOf(kind: VotersLeft['kind'], counts: { total: number; before: number; gone: number }): VotersLeft {
  const { total, before, gone } = counts
  return { kind, total, before, after: Math.max(0, before - gone), majority: Math.floor(total / 2) + 1 }
}
