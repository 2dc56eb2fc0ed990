import type { Assessment } from '../assessment.ts'
import type { Sentence } from '../judge/judgement.ts'
import { counted, listed, sentenceCase, thousands } from '../judge/words.ts'
import type { LossTerm } from './parse-loss.ts'
import type { AppliedLoss } from './remains.ts'
import type { Scenario } from './scenarios.ts'
import type { Simulation } from './simulate.ts'
import { type Verdict, verdictLook } from './verdict.ts'

interface Context {
  readonly assessment: Assessment
  readonly loss: AppliedLoss
  readonly simulation: Simulation
  readonly verdict: Verdict
  readonly scenarios: readonly Scenario[]
  readonly canLose: string | null
}

/** What would be, or without a loss: what may still be lost. */
export function whatIfSentence(context: Context, terms: readonly LossTerm[]): Sentence {
  if (terms.length === 0) return mayFail(context)
  const { status } = verdictLook(context.verdict)
  const { simulation, assessment } = context
  const rest = `, of ${thousands(assessment.counts.partitions)}.`
  const strong = damageWords(simulation)
  return {
    strong: strong ?? 'Every partition still takes writes',
    rest: strong ? rest : '.',
    status,
    lede: lede(context),
  }
}

function damageWords({ after }: Simulation): string | null {
  const offline = after.offlinePartitions ?? 0
  const refusing = after.unwritablePartitions ?? 0
  const refuse = `${counted(refusing, 'partition')} ${refusing === 1 ? 'refuses' : 'refuse'} writes`
  if (offline === 0) return refusing === 0 ? null : refuse
  if (refusing === 0) return `${counted(offline, 'partition')} ${offline === 1 ? 'is' : 'are'} offline`
  return `${refuse} and ${thousands(offline)} ${offline === 1 ? 'is' : 'are'} offline`
}

function lede({ simulation, loss, assessment }: Context): string {
  const silent =
    loss.silent.length === 0
      ? ''
      : `${loss.silent.length === 1 ? 'Broker' : 'Brokers'} ${listed(loss.silent)} ${loss.silent.length === 1 ? 'does not answer and is' : 'do not answer and are'} counted as lost.`
  const copies = simulation.after.lastCopyPartitions ?? 0
  const degraded = simulation.after.degradedPartitions
  const noElection = loss.voters !== null && loss.voters.after < loss.voters.majority
  const unknown =
    assessment.counts.underMinIsr === null ? 'Min ISR is not known everywhere, so more may refuse writes.' : ''
  return [
    noElection ? 'Nobody can elect leaders or change anything any more.' : '',
    copies > 0 ? `${counted(copies, 'partition')} ${copies === 1 ? 'loses its' : 'lose their'} last copy in sync.` : '',
    degraded !== null && degraded > 0 ? `${counted(degraded, 'partition')} go on with fewer copies.` : '',
    unknown,
    silent,
  ]
    .filter(Boolean)
    .join(' ')
}

function mayFail({ canLose, scenarios, assessment, loss }: Context): Sentence {
  const losses = scenarios.filter(({ lose }) => lose !== '')
  const worst = losses.find(({ verdict }) => verdict === 'outage' || verdict === 'partial')
  const untold = assessment.counts.underMinIsr === null || assessment.counts.unknown > 0
  if (canLose === null) {
    const why = untold ? 'min ISR is not known everywhere' : 'not everything is known'
    return { strong: 'What may fail is not known', rest: `: ${why}.`, status: 'unknown', lede: '' }
  }
  const next = worst ? `${worst.title} lost: ${harmOf(worst)}.` : ''
  if (canLose === 'nothing') return nothingMayFail({ assessment, loss }, next)
  const strong = `${sentenceCase(canLose)} may fail`
  return { strong, rest: ' and every partition still takes writes.', status: 'ok', lede: next }
}

/** Nothing to spare is alarming where something was lost; where topics were made so it is a fact like another. */
function nothingMayFail(
  { assessment: { counts }, loss: { voters } }: Pick<Context, 'assessment' | 'loss'>,
  lede: string,
): Sentence {
  const wrong = counts.offline + (counts.underMinIsr ?? 0) + (counts.atMinIsr ?? 0)
  const tight = counts.atMinIsrByDesign ?? 0
  const allVoters = voters === null || voters.after === voters.total || voters.after > voters.majority
  if (wrong > 0 || tight === 0 || !allVoters)
    return { strong: 'Nothing more may fail', rest: '.', status: 'critical', lede }
  const have = `${counted(tight, 'partition')} ${tight === 1 ? 'has' : 'have'}`
  const rest = `, by design: ${have} no more copies than min.insync.replicas asks for.`
  return { strong: 'Nothing may fail', rest, status: 'ok', lede }
}

function harmOf({ offlinePartitions, unwritablePartitions, note }: Scenario): string {
  const offline = offlinePartitions ?? 0
  const refusing = unwritablePartitions ?? 0
  const parts = [
    offline > 0 ? `${thousands(offline)} offline` : '',
    refusing > 0 ? `${thousands(refusing)} refusing writes` : '',
    offline + refusing === 0 ? note : '',
  ]
  return parts.filter(Boolean).join(', ')
}
