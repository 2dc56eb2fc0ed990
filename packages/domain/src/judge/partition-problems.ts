import type { Status } from '../status.ts'
import { type Attribution, LAGGING, type Troubles } from './attribution.ts'
import { explainedCounts, explainsSentence } from './explained.ts'
import type { ClusterProblem, Target } from './judgement.ts'
import type { Situation } from './situation.ts'
import { counted, listed } from './words.ts'

const NOTHING: Troubles = { offline: 0, refusing: 0, underReplicated: 0 }

/** Partitions' troubles that no broker's own trouble explains. */
export function partitionProblems(situation: Situation, attribution: Attribution): readonly ClusterProblem[] {
  return [
    ...laggingProblem(situation, attribution),
    ...minIsrAboveRf(attribution),
    ...unexplained(situation, attribution),
  ]
}

/** Brokers that are up and answer, yet fell out of ISRs: too slow, just back, or cut off from a leader. */
function laggingProblem(situation: Situation, attribution: Attribution): ClusterProblem[] {
  const troubles = attribution.byGroup.get(LAGGING) ?? NOTHING
  const brokers = [...attribution.lagging].sort((a, b) => b[1] - a[1]).map(([broker]) => broker)
  const [first] = brokers
  if (first === undefined || troubles.underReplicated === 0) return []
  const explains = explainedCounts(troubles, attribution.total, `-is:offline broker:${brokers.join(',')}`)
  const many = brokers.length > 1
  const title = many ? `Brokers ${listed(brokers)} do not keep up` : `Broker ${first} does not keep up`
  const worst = attribution.lagging.get(first) ?? 0
  const since = situation.since(LAGGING).trim()
  const measure = `out of sync in ${counted(worst, 'partition')}`
  const how = many ? `worst is broker ${first}, ${measure}.` : `${measure}.`
  const doubted = brokers.filter((broker) => isDoubted(situation, broker))
  const standing = doubted.length === 0 ? `although ${many ? 'they are' : 'it is'} up` : unansweredWords(doubted)
  return [
    {
      code: LAGGING,
      status: troubles.refusing > 0 ? 'critical' : 'warning',
      title,
      text: `${since}${doubted.length === 0 ? ' ' : ', and '}${standing}: ${how}`.replace(/^, and /, '– ').trim(),
      target: many ? { page: 'brokers' } : { page: 'broker', broker: first },
      targetLabel: many ? 'Brokers' : `Broker ${first}`,
      explains,
      explained: explainsSentence(explains),
    },
  ]
}

/** One question went unanswered and the next will tell: up is more than we know. */
function isDoubted({ facts }: Situation, broker: number): boolean {
  const fact = facts.registry.value?.brokers.find(({ id }) => id === broker)
  return fact?.registered === true && fact.failure !== null
}

function unansweredWords(brokers: readonly number[]): string {
  return `${brokers.length === 1 ? 'broker' : 'brokers'} ${listed(brokers)} left the newest question unanswered`
}

function minIsrAboveRf({ minIsrAboveRf: count }: Attribution): ClusterProblem[] {
  if (count === 0) return []
  const text = 'by configuration: min.insync.replicas is larger than the number of replicas.'
  const target: Target = { page: 'partitions', q: 'is:under-min-isr -is:under-replicated -is:offline' }
  return [
    rows('min-isr-above-rf', {
      status: 'critical',
      verb: 'refuse',
      one: 'refuses',
      what: 'writes',
      text,
      count,
      target,
    }),
  ]
}

/** Offline with all replicas on brokers in good order. What refuses or misses a replica always has a broker as its cause. */
function unexplained(situation: Situation, attribution: Attribution): ClusterProblem[] {
  const count = attribution.unexplained.offline
  if (count === 0) return []
  const since = situation.since('offline').trim()
  const isAnyDoubted = situation.facts.registry.value?.brokers.some(({ id }) => isDoubted(situation, id)) === true
  const who = isAnyDoubted ? 'no broker that holds them is known to be down' : 'every broker that holds them is up'
  const text = `${since} although ${who}: no replica in sync may lead.`.trim()
  const q = ['is:offline', ...(attribution.suspects.length > 0 ? [`-broker:${attribution.suspects.join(',')}`] : [])]
  const target: Target = { page: 'partitions', q: q.join(' ') }
  return [rows('offline', { status: 'critical', verb: 'are', one: 'is', what: 'offline', count, text, target })]
}

interface Rows {
  readonly status: Status
  readonly verb: string
  readonly one: string
  readonly what: string
  readonly text: string
  readonly count: number
  readonly target: Target
}

function rows(code: string, words: Rows): ClusterProblem {
  const title = `${counted(words.count, 'partition')} ${words.count === 1 ? words.one : words.verb} ${words.what}`
  const label = counted(words.count, 'partition')
  return { code, status: words.status, title, text: words.text, target: words.target, targetLabel: label, explains: [] }
}
