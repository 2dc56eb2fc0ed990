import { MIN_ISR_UNKNOWN, UNKNOWN } from '../assessment.ts'
import type { Failure } from '../failure.ts'
import type { Reading } from '../reading.ts'
import type { ClusterProblem } from './judgement.ts'
import type { Situation } from './situation.ts'
import { clockSeconds, counted, durationWords } from './words.ts'

export interface Blindness {
  /** True: nothing else about the cluster can be judged now. */
  readonly total: boolean
  readonly problems: readonly ClusterProblem[]
}

/** What keeps us from seeing, worst first. `bootstrapCount` = addresses that were tried. */
export function blindness(situation: Situation, bootstrapCount: number | undefined): Blindness {
  const { registry } = situation.facts
  const freshness = situation.registryFreshness
  if (freshness === 'never' || freshness === 'lost') {
    return { total: true, problems: [noAnswer(situation, bootstrapCount)] }
  }
  const problems = [
    ...(freshness === 'late' ? [late(situation, registry, 'brokers-late')] : []),
    ...(freshness === 'late' && situation.topologyFreshness === 'late' ? [] : topologyProblems(situation)),
    ...undescribed(situation),
  ]
  return { total: false, problems }
}

function problem(code: string, words: { title: string; text: string }): ClusterProblem {
  return { code, status: 'unknown', ...words, target: { page: 'sources' }, targetLabel: 'Source', explains: [] }
}

function noAnswer(situation: Situation, bootstrapCount: number | undefined): ClusterProblem {
  const { registry } = situation.facts
  const { failure } = registry
  if (failure === undefined) {
    if (registry.observedAt !== undefined) return late(situation, registry, 'no-answer')
    return problem('not-read', { title: 'Not read yet', text: '– the first answer is on its way.' })
  }
  const values = registry.observedAt === undefined ? '' : ` Values are from ${clockSeconds(registry.observedAt)}.`
  const lasted = failingFor(situation, registry)
  const refusal = REFUSALS[failure.code]
  if (refusal !== undefined) {
    return problem('no-answer', {
      title: refusal,
      // It may have failed for another reason before: what is known to last is that nothing was read.
      text: `${lasted && `and nothing has been read ${lasted}`}: ${failure.message}.${values}`.replace(/^: /, '– '),
    })
  }
  const whom = addressesWords(failure, bootstrapCount)
  return problem('no-answer', {
    title: 'No answer',
    text: `${[whom, lasted].filter(Boolean).join(' ')}: ${shortReason(failure)}.${values}`.replace(/^: /, '– '),
  })
}

/** Whom we asked, unless the failure names its addresses itself. */
function addressesWords({ message }: Failure, bootstrapCount: number | undefined): string {
  if (bootstrapCount === undefined || /\baddress(es)?\b|; /.test(message)) return ''
  return bootstrapCount === 1 ? 'from the only bootstrap address' : `from any of ${bootstrapCount} bootstrap addresses`
}

const REFUSALS: Partial<Record<Failure['code'], string>> = {
  authentication: 'Kafka refuses our credentials',
  tls: 'No TLS connection to Kafka',
  forbidden: 'Kafka refuses to describe the cluster',
  unsupported: 'Kafka speaks no version we know',
}

function reasonOf(failure: Failure): string {
  return failure.message.replace(/\.$/, '')
}

/** Where all gave the same reason their names are no part of it: the lede and the data sources tell whom we asked. */
function shortReason(failure: Failure): string {
  return reasonOf(failure).replace(/( on all \d+ addresses) \(.*\)$/, '$1')
}

function failingFor(situation: Situation, reading: Reading<unknown>): string {
  const since = reading.observedAt ?? reading.failingSince
  return since === undefined ? '' : `for ${durationWords(situation.now - since)}`
}

function late(situation: Situation, reading: Reading<unknown>, code: string): ClusterProblem {
  const ageMs = situation.now - (reading.observedAt ?? situation.now)
  const why = reading.failure ? `: ${reasonOf(reading.failure)}` : ''
  const every = durationWords(reading.intervalMs)
  return problem(code, {
    title: `The last answer is ${durationWords(ageMs)} old`,
    text: `and one is expected every ${every}${why}.`,
  })
}

function topologyProblems(situation: Situation): ClusterProblem[] {
  const { topology } = situation.facts
  const freshness = situation.topologyFreshness
  if (freshness === 'fresh') return []
  if (freshness === 'late') return [late(situation, topology, 'topology-late')]
  const since = situation.since('topology-lost')
  if (freshness === 'never') {
    if (topology.failure === undefined)
      return [problem('topology-unread', { title: 'Topics are being read', text: 'for the first time.' })]
    const text = `${since}: ${reasonOf(topology.failure)}.`
    return [
      problem('topology-lost', {
        title: 'Topics and partitions are not known',
        text: text.trim().replace(/^: /, '– '),
      }),
    ]
  }
  const why = topology.failure ? `: ${reasonOf(topology.failure)}` : ''
  const from = topology.observedAt === undefined ? '' : ` They are from ${clockSeconds(topology.observedAt)}.`
  return [
    problem('topology-lost', {
      title: 'Topics and partitions are out of date',
      text: `${since}${why}.${from}`.trim().replace(/^: /, '– '),
    }),
  ]
}

/** Partitions that are listed but of which something that decides health is not told. */
function undescribed(situation: Situation): ClusterProblem[] {
  const { assessment, facts } = situation
  if (assessment === null || situation.topologyFreshness === 'lost') return []
  const problems: ClusterProblem[] = []
  const unread = facts.topicConfigs.value === undefined && facts.topicConfigs.failure === undefined
  const minIsr = countWith(assessment.flags, MIN_ISR_UNKNOWN)
  if (minIsr > 0) {
    const failure = facts.topicConfigs.failure ?? facts.topicConfigs.gaps[0]?.failure
    const why = unread ? 'settings are being read' : (failure?.message ?? 'the brokers did not tell')
    const needs = facts.topicConfigs.gaps.find((gap) => gap.needs)?.needs
    const help = needs ? ` It takes ${needs}.` : ''
    const text = `for ${counted(minIsr, 'partition')}: ${why}. Whether they take writes cannot be told.${help}`
    problems.push(rowsProblem('min-isr-unknown', { title: 'Min ISR is not known', text, count: minIsr }))
  }
  const unknown = countWith(assessment.flags, UNKNOWN)
  if (unknown > 0) {
    const title = `${counted(unknown, 'partition')} ${unknown === 1 ? 'is' : 'are'} not described`
    problems.push(rowsProblem('not-described', { title, text: 'to us by the broker we ask.', count: unknown }))
  }
  return problems
}

function rowsProblem(code: string, words: { title: string; text: string; count: number }): ClusterProblem {
  const target = { page: 'partitions', q: code === 'not-described' ? 'is:unknown' : `is:${code}` } as const
  const { title, text, count } = words
  const label = counted(count, 'partition')
  return {
    code,
    status: 'unknown',
    title,
    text,
    target,
    targetLabel: label,
    explains: [{ text: label, count, target }],
  }
}

function countWith(flags: Uint16Array, bit: number): number {
  let count = 0
  for (const value of flags) if (value & bit) count += 1
  return count
}
