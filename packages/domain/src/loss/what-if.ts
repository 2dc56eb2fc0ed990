import type { Assessment } from '../assessment.ts'
import type { ClusterFacts } from '../facts.ts'
import type { Sentence } from '../judge/judgement.ts'
import type { Status } from '../status.ts'
import type { Impact } from './impact.ts'
import { type LossProblem, type LossTerm, printLossTerm } from './parse-loss.ts'
import { preparedFor } from './prepared.ts'
import { type AppliedLoss, applyLoss, brokersOf } from './remains.ts'
import type { Scenario } from './scenarios.ts'
import { type Simulation, simulate, type TopicHit } from './simulate.ts'
import { type Verdict, verdictOf } from './verdict.ts'
import type { WeakSpot } from './weak-spots.ts'
import { whatIfSentence } from './what-if-sentence.ts'
import { controllersAfter, disksAfterHealing } from './what-stays.ts'

export interface WhatIf {
  readonly sentence: Sentence
  /** The loss term by term, in canonical writing. */
  readonly lose: readonly string[]
  readonly lostBrokers: readonly number[]
  readonly verdict: Verdict
  readonly now: Impact
  readonly after: Impact
  readonly partitions: number
  /** Newly hit topics, worst first, at most 20. */
  readonly hitHardest: readonly TopicHit[]
  readonly topicsHit: number
  readonly controllers: { readonly status: Status; readonly text: string }
  /** Mean over live brokers. */
  readonly leadersPerBroker: { readonly before: number | null; readonly after: number | null }
  readonly disks: { readonly status: Status; readonly text: string }
  readonly scenarios: readonly Scenario[]
  readonly weakSpots: readonly WeakSpot[]
}

export interface WhatIfOptions {
  /** Ids that may be named besides the listed ones: remembered brokers. */
  readonly remembered?: Iterable<number>
  /** From the cluster's judgement, for the words. */
  readonly canLose?: string | null
}

const MOST_HITS = 20

/**
 * What a loss would do to every partition, on top of what is already down. Leaders move to in-sync copies only. Unknown
 * brokers and racks are a problem with the place of the term. `assessment` must be of these facts.
 */
export function whatIf(
  facts: ClusterFacts,
  assessment: Assessment,
  options: WhatIfOptions & { readonly terms: readonly LossTerm[] },
): WhatIf | LossProblem {
  const resolved = brokersOf(facts, options.terms, knownIds(facts, assessment, options))
  if ('error' in resolved) return resolved
  const controllers = options.terms.reduce((sum, term) => sum + (term.kind === 'controllers' ? term.count : 0), 0)
  const loss = applyLoss(facts, resolved.lost, controllers)
  const { now, scenarios, weakSpots } = preparedFor(facts, assessment)
  // Nothing lost changes nothing: then the counts are the ones that lists open, silent brokers or not.
  const simulation = options.terms.length === 0 ? nothingLost(assessment, now) : simulate(assessment, loss)
  const verdict = options.terms.length === 0 ? 'fine' : verdictOf(assessment, simulation, loss)
  const context = { facts, assessment, loss, simulation, verdict, now, scenarios, canLose: options.canLose ?? null }
  return {
    sentence: whatIfSentence(context, options.terms),
    lose: options.terms.map(printLossTerm),
    lostBrokers: [...resolved.lost].sort((a, b) => a - b),
    verdict,
    now,
    after: simulation.after,
    partitions: assessment.topology.partitions.count,
    hitHardest: simulation.hits.slice(0, MOST_HITS),
    topicsHit: simulation.hits.length,
    controllers: controllersAfter(loss),
    leadersPerBroker: leadersPerBroker(assessment, loss, simulation),
    disks: disksAfterHealing(facts, assessment, loss),
    scenarios,
    weakSpots,
  }
}

function knownIds(facts: ClusterFacts, assessment: Assessment, options: WhatIfOptions): ReadonlySet<number> {
  const listed = facts.registry.value?.brokers.map(({ id }) => id) ?? []
  return new Set([...listed, ...assessment.byBroker.keys(), ...(options.remembered ?? [])])
}

function nothingLost(assessment: Assessment, now: Impact): Simulation {
  const { counts } = assessment
  const led = counts.partitions - counts.offline
  return { after: now, newlyOffline: 0, newlyUnwritable: 0, leadersToMove: 0, ledAfter: led, hits: [] }
}

function leadersPerBroker(
  assessment: Assessment,
  loss: AppliedLoss,
  simulation: Simulation,
): WhatIf['leadersPerBroker'] {
  const mean = (partitions: number, brokers: number) => (brokers === 0 ? null : partitions / brokers)
  return {
    before: mean(assessment.counts.partitions - assessment.counts.offline, loss.liveBefore.length),
    after: mean(simulation.ledAfter, loss.liveAfter.length),
  }
}
