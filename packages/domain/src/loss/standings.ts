import { type Assessment, MIN_ISR_UNKNOWN, UNKNOWN } from '../assessment.ts'
import type { ClusterFacts } from '../facts.ts'
import { type Standing, standingAfter, standingNow } from './impact.ts'
import type { LossProblem, LossTerm } from './parse-loss.ts'
import { applyLoss, brokersOf } from './remains.ts'

export interface StandingsOptions {
  readonly terms: readonly LossTerm[]
  /** Ids that may be named besides the listed ones: remembered brokers. */
  readonly remembered?: Iterable<number>
}

/**
 * How each partition (by row) would stand after a loss: the rows behind the counts of {@link whatIf}. Null = cannot be told.
 * No terms = as it is now. Unknown brokers and racks are a problem with the place of the term.
 */
export function standings(
  facts: ClusterFacts,
  assessment: Assessment,
  { terms, remembered = [] }: StandingsOptions,
): ((row: number) => Standing | null) | LossProblem {
  const told = (row: number, standing: Standing) => {
    const flags = assessment.flags[row] as number
    // Whether a partition has a leader can be told without its min ISR; how many copies it needs cannot.
    return flags & UNKNOWN || (standing !== 'offline' && flags & MIN_ISR_UNKNOWN) ? null : standing
  }
  if (terms.length === 0) return (row) => told(row, standingNow(assessment, row))
  const listed = facts.registry.value?.brokers.map(({ id }) => id) ?? []
  const resolved = brokersOf(facts, terms, new Set([...listed, ...assessment.byBroker.keys(), ...remembered]))
  if ('error' in resolved) return resolved
  const controllers = terms.reduce((sum, term) => sum + (term.kind === 'controllers' ? term.count : 0), 0)
  const { remains } = applyLoss(facts, resolved.lost, controllers)
  return (row) => told(row, standingAfter(assessment, row, remains))
}
