import { AT_MIN_ISR, OFFLINE } from '../assessment.ts'
import type { Status } from '../status.ts'
import type { Attribution } from './attribution.ts'
import type { ClusterProblem, Sentence, UpOf } from './judgement.ts'
import type { Situation } from './situation.ts'
import { counted, listed, midSentence, thousands } from './words.ts'

interface Parts {
  readonly situation: Situation
  readonly status: Status
  readonly problems: readonly ClusterProblem[]
  readonly attribution: Attribution | null
  readonly brokers: UpOf
  readonly canLose: string | null
}

/** One sentence a tired person can act on: what, how many, since when, because of what. */
export function sentenceOf(parts: Parts): Sentence {
  const { status } = parts
  const [first] = parts.problems
  if (first === undefined) return { ...calm(parts), status }
  const damage = damageOf(parts)
  if (damage !== null && first.code !== 'quorum-lost' && first.code !== 'zookeeper-lost') {
    return { ...damage, status, lede: lede(parts, []) }
  }
  if (status === 'unknown' && parts.problems.every((problem) => PARTS.test(problem.code))) {
    const causes = parts.problems.map((problem) => `${midSentence(problem.title)} ${problem.text}`.trim())
    return {
      strong: `OK, ${parts.problems.length} unknown`,
      rest: `: ${causes[0]}`,
      status,
      lede: lede(parts, causes.slice(1)),
    }
  }
  if (first.code === 'no-answer')
    return { strong: first.title, rest: ` ${first.text}`, status, lede: askedWords(parts) }
  const others = parts.problems.slice(1).map((problem) => `${problem.title} ${problem.text}`)
  if (first.brief !== undefined)
    return {
      strong: first.title,
      rest: first.brief,
      status,
      lede: lede(parts, [wholeWords(parts), ...others.slice(0, 2)]),
    }
  return { strong: first.title, rest: ` ${first.text}`, status, lede: lede(parts, others.slice(0, 2)) }
}

/** Slow, but nothing is lost: what one wants to know next. */
function wholeWords({ situation, attribution }: Parts): string {
  const partitions = situation.assessment?.counts.partitions ?? 0
  if (attribution === null || partitions === 0) return ''
  const { offline, refusing, underReplicated } = attribution.total
  if (offline + refusing + underReplicated > 0) return ''
  return `All ${counted(partitions, 'partition')} have every copy in sync.`
}

/** While nobody answers nothing else is said: what would be next is not known either. */
function askedWords({ situation: { facts } }: Parts): string {
  const peer = facts.registry.failure?.peer
  return peer === undefined ? '' : `Asked: ${peer}.`
}

/** Unknown parts of a cluster that is in order as far as it is known. */
const PARTS = /^(min-isr-unknown|not-described|controller-unknown|zookeeper-silent|broker-refuses:)/

/** What is broken for clients, with its causes. */
function damageOf({ situation, attribution, problems }: Parts): Pick<Sentence, 'strong' | 'rest'> | null {
  if (attribution === null) return null
  const { offline, refusing } = attribution.total
  if (offline + refusing === 0) return null
  const strong =
    offline > 0
      ? `${counted(offline, 'partition')} ${offline === 1 ? 'is' : 'are'} offline${refusing > 0 ? ` and ${thousands(refusing)} ${refusing === 1 ? 'refuses' : 'refuse'} writes` : ''}`
      : `${counted(refusing, 'partition')} ${refusing === 1 ? 'refuses' : 'refuse'} writes`
  const causes = problems.filter((problem) => problem.status === 'critical' && !STATES.has(problem.code))
  const [worst] = causes
  const since = worst ? situation.since(worst.code) : ''
  const state = problems.find((problem) => STATES.has(problem.code))
  if (worst === undefined && state !== undefined) return { strong, rest: ` ${state.text}` }
  const because =
    causes.length > 0 ? `, because ${listed(causes.slice(0, 3).map(({ title }) => midSentence(title)))}` : ''
  return { strong, rest: `${since}${because}.` }
}

/** Problems that are the damage itself, not its cause. */
const STATES = new Set(['offline', 'min-isr-above-rf'])

function calm({ situation, status, brokers, canLose, attribution }: Parts): Pick<Sentence, 'strong' | 'rest' | 'lede'> {
  const counts = situation.assessment?.counts
  const may =
    canLose === null
      ? ''
      : `${canLose.charAt(0).toUpperCase()}${canLose.slice(1)} may fail${canLose === 'nothing' ? '' : ' and all partitions still take writes'}.`
  if (counts === undefined) return { strong: upWords(brokers), rest: '.', lede: '' }
  if (status === 'busy') {
    const moving = counts.reassigning ?? 0
    return {
      strong: `${counted(moving, 'partition')} ${moving === 1 ? 'is' : 'are'} being moved`,
      rest: `; all are in sync. ${upWords(brokers)}.`,
      lede: may,
    }
  }
  if (counts.partitions === 0) return { strong: upWords(brokers), rest: '; there are no topics yet.', lede: may }
  const whole = (attribution?.total.underReplicated ?? 0) === 0
  const strong = `All ${counted(counts.partitions, 'partition')} ${whole ? 'have every copy in sync' : 'take writes'}`
  return { strong, rest: `; ${midSentence(upWords(brokers))}.`, lede: may }
}

function upWords({ up, expected }: UpOf): string {
  if (up === null) return 'Brokers are not known'
  if (expected === null || up === expected) return `${counted(up, 'broker')} ${up === 1 ? 'is' : 'are'} up`
  return `${up} of ${counted(expected, 'broker')} are up`
}

/** The second line: what does not recover, what the next loss would do, what else is wrong. */
function lede({ situation, attribution, canLose }: Parts, others: readonly string[]): string {
  const total = situation.assessment?.counts.partitions ?? 0
  const atMin = servingAtMinIsr(situation)
  const under = attribution?.total.underReplicated ?? 0
  return [
    ...others,
    under > 0
      ? `${thousands(under)} of ${counted(total, 'partition')} ${under === 1 ? 'is' : 'are'} under-replicated.`
      : '',
    atMin > 0 ? `The next loss stops writes on ${atMin === 1 ? '1 more' : `up to ${thousands(atMin)} more`}.` : '',
    canLose === 'nothing' && atMin === 0 ? 'Nothing more may fail.' : '',
  ]
    .filter(Boolean)
    .join(' ')
}

const atMinIsrCounts = new WeakMap<Uint16Array, number>()

/** Partitions that one more loss would stop; what is offline has stopped already. Counted once per assessment. */
function servingAtMinIsr({ assessment }: Situation): number {
  if (assessment === null) return 0
  const { flags } = assessment
  const known = atMinIsrCounts.get(flags)
  if (known !== undefined) return known
  let count = 0
  for (let row = 0; row < flags.length; row += 1) {
    if (((flags[row] as number) & (AT_MIN_ISR | OFFLINE)) === AT_MIN_ISR) count += 1
  }
  atMinIsrCounts.set(flags, count)
  return count
}
