import type { Why, WhyCode } from '../why/why.ts'
import type { ClusterProblem, Target } from './judgement.ts'
import type { Situation } from './situation.ts'
import { sentenceCase } from './words.ts'

/** Reasons that say who and why plainly enough to be told as a problem of the cluster. */
const PLAIN: ReadonlySet<WhyCode> = new Set([
  'reads-from-disk',
  'slow-disk',
  'garbage-collection',
  'cpu-taken',
  'message-conversions',
  'network-loss',
  'network-full',
  'hot-broker',
  'cpu-exhausted',
  'slow-follower',
  'handlers-exhausted',
  'controller-queue',
  'zookeeper-slow',
  'files-near-limit',
])

/**
 * Slow brokers with their reasons. A broker in `told` (down, silent, cut off) has its problem already; leaders that wait for
 * a slow one are told with it, not once more.
 */
export function whyProblems(situation: Situation, told: ReadonlySet<number>): readonly ClusterProblem[] {
  const whys = situation.whys.filter(({ code, broker }) => PLAIN.has(code) && !told.has(broker))
  const named = new Set(whys.flatMap(({ code, broker }) => (code === 'slow-follower' ? [] : broker)))
  return whys
    .filter(
      ({ code, culprit }) => code !== 'slow-follower' || culprit === null || !(named.has(culprit) || told.has(culprit)),
    )
    .map(({ code, broker, culprit, status, sentence }) => {
      const about = culprit ?? broker
      const whole = `why-${code}:${about}`
      const colon = sentence.indexOf(': ')
      const isSplit = colon > 0
      const target: Target = code === 'controller-queue' ? { page: 'cluster' } : { page: 'broker', broker: about }
      const rest = isSplit ? `– ${sentence.slice(colon + 2)}` : ''
      return {
        code: whole,
        status,
        title: sentenceCase(isSplit ? sentence.slice(0, colon) : sentence.replace(/\.$/, '')),
        text: [situation.since(whole).trim(), rest].filter(Boolean).join(' '),
        target,
        targetLabel: target.page === 'broker' ? `Broker ${about}` : 'Cluster',
        explains: [],
      }
    })
}

/** The plainest reason for one broker: its own, else that others wait for it, else that it waits itself. */
export function ownWhy({ whys }: Situation, broker: number): Why | undefined {
  const plain = whys.filter(({ code }) => PLAIN.has(code))
  return (
    plain.find((why) => why.broker === broker && why.code !== 'slow-follower') ??
    plain.find(({ culprit }) => culprit === broker) ??
    plain.find(({ brokers }) => brokers.includes(broker))
  )
}
