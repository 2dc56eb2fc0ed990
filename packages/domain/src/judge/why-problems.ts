import type { Why, WhyCode } from '../why/why.ts'
import type { ClusterProblem, Target } from './judgement.ts'
import type { Situation } from './situation.ts'
import { sentenceCase } from './words.ts'

/** Reasons that say plainly enough who is slow, and mostly why, to be told as a problem of the cluster. */
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
  'slow-locally',
  'handlers-exhausted',
  'network-threads-exhausted',
  'controller-queue',
  'zookeeper-slow',
  'files-near-limit',
])

/** What is no broker's own trouble is looked into elsewhere. */
const TARGETS: ReadonlyMap<WhyCode, Target & { readonly page: 'quorum' | 'cluster' }> = new Map([
  ['controller-queue', { page: 'cluster' }],
  ['zookeeper-slow', { page: 'quorum' }],
])
const LABELS = { cluster: 'Cluster', quorum: 'Quorum' }

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
      const whole = whyProblemCode({ code, broker, culprit })
      const colon = sentence.indexOf(': ')
      const isSplit = colon > 0
      const target = TARGETS.get(code) ?? { page: 'broker' as const, broker: about }
      const since = situation.since(whole).trim()
      const rest = isSplit ? `– ${sentence.slice(colon + 2)}` : ''
      return {
        code: whole,
        status,
        title: sentenceCase(isSplit ? sentence.slice(0, colon) : sentence.replace(/\.$/, '')),
        text: [since, rest].filter(Boolean).join(' '),
        brief: since === '' ? '.' : ` ${since}.`,
        target,
        targetLabel: target.page === 'broker' ? `Broker ${about}` : LABELS[target.page],
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

/** Its exporter says that a broker, which serves nobody yet, reads its logs: whoever restarts it now begins anew. */
export function recoveryOf({ whys }: Situation, broker: number): Why | undefined {
  return whys.find((why) => why.code === 'recovering' && why.broker === broker)
}

const SPENT: ReadonlySet<WhyCode> = new Set([
  'hot-broker',
  'cpu-exhausted',
  'handlers-exhausted',
  'network-threads-exhausted',
  'network-full',
])
/** They say nothing of how fast this broker answers clients. */
const NOT_ITS_PACE: ReadonlySet<WhyCode> = new Set(['controller-queue', 'zookeeper-slow'])

/**
 * A broker that is in order by Kafka's account, but slow or near a limit by its own doing, and the word for it. One that only
 * waits for another is in order.
 */
export function slownessOf({ whys }: Situation, broker: number): { readonly why: Why; readonly word: string } | null {
  const own = whys.filter(
    ({ code, culprit, brokers }) =>
      PLAIN.has(code) &&
      !NOT_ITS_PACE.has(code) &&
      (culprit === null ? code !== 'slow-follower' && brokers.includes(broker) : culprit === broker),
  )
  const why = own.find((one) => one.broker === broker) ?? own[0]
  if (why === undefined) return null
  if (why.code === 'files-near-limit') return { why, word: 'Near file limit' }
  return { why, word: SPENT.has(why.code) ? 'Overloaded' : 'Slow' }
}

/** By which {@link whyProblems} tells of it. Which broker waits longest for ZooKeeper changes from reading to reading. */
export function whyProblemCode({ code, broker, culprit }: Pick<Why, 'code' | 'broker' | 'culprit'>): string {
  if (code === 'zookeeper-slow') return `why-${code}`
  return `why-${code}:${culprit ?? broker}`
}
