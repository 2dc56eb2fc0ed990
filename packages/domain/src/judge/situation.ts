import type { Assessment } from '../assessment.ts'
import type { KeeperFinding } from '../ensemble/finding.ts'
import type { BrokerFact, ClusterFacts } from '../facts.ts'
import { type QuorumState, quorumState } from '../quorum-state.ts'
import { type Freshness, freshnessOf } from '../reading.ts'
import { isUnseen } from '../unseen.ts'
import type { Why } from '../why/why.ts'
import type { JudgeOptions } from './judgement.ts'
import { sinceWords } from './words.ts'

/** What all parts of one judgement look at. */
export interface Situation {
  readonly facts: ClusterFacts
  readonly assessment: Assessment | null
  readonly now: number
  readonly remembered: ReadonlyMap<number, BrokerFact>
  readonly quorum: QuorumState | null
  /** `lost` also while nobody answers, however young the last answer is. */
  readonly registryFreshness: Freshness
  readonly topologyFreshness: Freshness
  readonly whys: readonly Why[]
  readonly keepers: readonly KeeperFinding[]
  onset(code: string): number | null
  /** ` since 02:13` of a problem, ` since 02:13 or earlier` when nobody saw it begin, empty when it began just now. */
  since(code: string): string
}

export function situationOf(facts: ClusterFacts, assessment: Assessment | null, options: JudgeOptions): Situation {
  const onset = options.onset ?? (() => null)
  return {
    facts,
    assessment,
    now: options.now,
    remembered: options.remembered ?? new Map(),
    quorum: quorumState(facts),
    registryFreshness: seenFreshness(facts, options.now),
    topologyFreshness: freshnessOf(facts.topology, options.now),
    whys: options.whys ?? [],
    keepers: options.keepers ?? [],
    onset,
    since(code) {
      const at = onset(code)
      if (at === null) return ''
      const earlier = options.heldBefore?.(code) ? ' or earlier' : ''
      return ` ${sinceWords(at, options.now)}${earlier}`
    },
  }
}

function seenFreshness(facts: ClusterFacts, now: number): Freshness {
  const freshness = freshnessOf(facts.registry, now)
  return freshness !== 'never' && isUnseen(facts) ? 'lost' : freshness
}
