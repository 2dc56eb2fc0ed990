// ZooKeeper's health out of all that was read of it: pure, from facts and now.
import type { ClusterFacts } from '../facts.ts'
import type { Sentence } from '../judge/judgement.ts'
import { counted } from '../judge/words.ts'
import { freshnessOf } from '../reading.ts'
import { type Status, statusRank, worstStatus } from '../status.ts'
import type { KeeperFinding } from './finding.ts'
import { type KeeperNode, keeperNodes } from './keeper-nodes.ts'
import type { Listings } from './listings.ts'
import { loadFindings } from './load.ts'
import { membershipFindings, type Strength, strengthOf } from './membership.ts'
import { registrationFindings } from './registrations.ts'
import { surroundingFindings } from './surroundings.ts'
import { zxidFindings } from './zxids.ts'

export interface EnsembleJudgement {
  readonly status: Status
  readonly sentence: Sentence
  /** Worst first. */
  readonly findings: readonly KeeperFinding[]
  /** Null: nothing is known of its nodes. */
  readonly strength: Strength | null
}

/** `listings`: as followed by {@link followListings}; `now`: epoch ms. Nothing is judged by what is known no more: then the sentence says so. */
export function judgeEnsemble(facts: ClusterFacts, listings: Listings, now: number): EnsembleJudgement {
  const nodes = keeperNodes(facts)
  const strength = strengthOf(facts, nodes)
  const alive = freshnessOf(facts.zookeeper, now)
  if (strength === null || alive === 'lost' || alive === 'never') return unknown(facts, strength)
  const findings = [...membershipFindings(nodes, strength), ...deepFindings(facts, nodes, { listings, now })].sort(
    (a, b) => statusRank(a.status) - statusRank(b.status),
  )
  const status = worstStatus(['ok', ...findings.map((finding) => finding.status)])
  return { status, sentence: sentenceOf(findings, strength, status), findings, strength }
}

interface At {
  readonly listings: Listings
  readonly now: number
}

function deepFindings(
  facts: ClusterFacts,
  nodes: readonly KeeperNode[],
  { listings, now }: At,
): readonly KeeperFinding[] {
  const { value, failure } = facts.ensemble
  if (value === undefined || failure !== undefined || freshnessOf(facts.ensemble, now) === 'lost') return []
  const { tree } = value
  return [
    ...zxidFindings(nodes),
    ...loadFindings(nodes),
    ...(tree === null ? [] : registrationFindings(facts, tree, { listings, readAt: facts.ensemble.observedAt ?? now })),
    ...surroundingFindings(value),
  ]
}

function unknown(facts: ClusterFacts, strength: Strength | null): EnsembleJudgement {
  const reason = facts.zookeeper.failure?.message
  const lede = reason === undefined ? '' : `${reason}.`
  const rest = facts.zookeeper.value === undefined ? 'nothing was read of it yet.' : 'it was not heard of lately.'
  return {
    status: 'unknown',
    sentence: { strong: 'The state of ZooKeeper is not known:', rest, status: 'unknown', lede },
    findings: [],
    strength,
  }
}

function sentenceOf(findings: readonly KeeperFinding[], strength: Strength, status: Status): Sentence {
  const { serving, voting, losable } = strength
  const holds = `${serving} of ${voting} nodes serve; ${losable === 0 ? 'none' : counted(losable, 'more')} may fail.`
  const bad = findings.filter((finding) => finding.status === 'critical' || finding.status === 'warning')
  const [worst] = bad
  if (worst === undefined) {
    return { strong: '', rest: `ZooKeeper is well: ${holds}`, status, lede: '' }
  }
  const others = bad.length > 1 ? ` Besides, ${counted(bad.length - 1, 'more finding')}.` : ''
  return { strong: worst.sentence, rest: '', status: worst.status, lede: `${holds}${others}` }
}
