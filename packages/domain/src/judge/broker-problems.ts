import type { Status } from '../status.ts'
import type { Attribution, Troubles } from './attribution.ts'
import type { BrokerGroup } from './broker-groups.ts'
import { explainedCounts, explainsSentence } from './explained.ts'
import type { BrokerStanding, ClusterProblem } from './judgement.ts'
import type { Situation } from './situation.ts'
import { recoveryOf } from './why-problems.ts'
import { counted, listed, midSentence } from './words.ts'

interface Context {
  readonly situation: Situation
  readonly standings: readonly BrokerStanding[]
  readonly attribution: Attribution | null
}

const NOTHING: Troubles = { offline: 0, refusing: 0, underReplicated: 0 }

/** A problem per troubled broker or group of brokers, with what it explains. */
export function brokerProblem(context: Context, group: BrokerGroup): ClusterProblem {
  const troubles = context.attribution?.byGroup.get(group.code) ?? NOTHING
  const where = `broker:${group.brokers.map((broker) => broker.id).join(',')}`
  const explains = context.attribution ? explainedCounts(troubles, context.attribution.total, where) : []
  const [only] = group.brokers
  const single = group.brokers.length === 1 && only !== undefined
  const recovery = single && group.trouble === 'down' ? recoveryOf(context.situation, only.id) : undefined
  return {
    code: group.code,
    status: statusOf(group, troubles),
    title: recovery === undefined ? titleOf(group) : `${titleOf(group)} and recovers its logs`,
    text: [...textOf(context, group), ...leadsText(context, group), emptyText(context, group), recovery?.advice]
      .filter(Boolean)
      .join(' '),
    target: single ? { page: 'broker', broker: only.id } : { page: 'brokers' },
    targetLabel: single ? `Broker ${only.id}` : 'Brokers',
    explains,
    explained: explainsSentence(explains),
  }
}

function statusOf(group: BrokerGroup, troubles: Troubles): Status {
  if (group.trouble === 'disk-offline') return 'critical'
  return troubles.offline + troubles.refusing > 0 ? 'critical' : 'warning'
}

const PREDICATES: Readonly<Record<BrokerGroup['trouble'], readonly [one: string, many: string]>> = {
  down: ['is down', 'are down'],
  unregistered: ['is up but not registered', 'are up but not registered'],
  silent: ['does not answer', 'do not answer'],
  refuses: ['refuses our connection', 'refuse our connection'],
  fenced: ['is fenced', 'are fenced'],
  'disk-offline': ['has lost a disk', 'have lost a disk'],
  behind: ['is behind', 'are behind'],
  'out-of-sync': ['does not keep up', 'do not keep up'],
}

function titleOf(group: BrokerGroup): string {
  const [one, many] = PREDICATES[group.trouble]
  const ids = group.brokers.map((broker) => broker.id)
  if (ids.length === 1) return `Broker ${ids[0]} ${one}`
  if (group.rack !== null) return `All ${ids.length} brokers of rack ${group.rack} ${many}`
  return ids.length > 6 ? `${ids.length} brokers ${many}` : `Brokers ${listed(ids, 6)} ${many}`
}

function textOf(context: Context, group: BrokerGroup): string[] {
  const since = context.situation.since(group.code)
  const [only] = group.brokers
  const it = group.brokers.length === 1 ? 'it' : 'they'
  const why = only?.fact?.failure?.message
  if (group.trouble === 'down') {
    const verb = group.brokers.length === 1 ? 'has' : 'have'
    const state = since ? `and ${verb} not been registered${since}.` : `and not registered in the cluster.`
    return [why ? `${state} ${capital(why)}.` : state, rackText(context, group)]
  }
  if (group.trouble === 'silent') {
    return [`${since.trim()} but ${it === 'it' ? 'is' : 'are'} still registered: ${why ?? 'no answer'}.`.trim()]
  }
  if (group.trouble === 'unregistered')
    return [`in the cluster${since}: ${it} answers us, but leads and copies nothing.`]
  if (group.trouble === 'fenced')
    return [`${since.trim()} and may not lead: the controller waits for it to catch up.`.trim()]
  const reasons = midSentence(group.brokers.flatMap((broker) => broker.reasons).join(' '))
  return [`${since.trim()}: ${reasons}`.replace(/^: /, '– ')]
}

/** Whether the neighbours in the rack answer tells a broken rack from a broken broker. */
function rackText(context: Context, group: BrokerGroup): string {
  const [only] = group.brokers
  if (group.brokers.length !== 1 || only === undefined || only.rack === null) return ''
  const neighbours = context.standings.filter((standing) => standing.rack === only.rack)
  const up = neighbours.filter((standing) => standing.registered && standing.answering !== false)
  if (neighbours.length < 2 || up.length === 0) return ''
  return `Rack ${only.rack} answers on ${up.length} of ${neighbours.length} brokers, so the rack is not the cause.`
}

/** Partitions a silent broker leads: their clients wait. */
function leadsText({ situation }: Context, group: BrokerGroup): string[] {
  const count = group.trouble === 'silent' ? leadersOf(situation, group) : 0
  if (count === 0) return []
  return [`${group.brokers.length === 1 ? 'It leads' : 'They lead'} ${counted(count, 'partition')}.`]
}

function leadersOf(situation: Situation, group: BrokerGroup): number {
  return group.brokers.reduce((sum, { id }) => sum + (situation.assessment?.byBroker.get(id)?.leaders ?? 0), 0)
}

/** A broker that held nothing may have been taken out on purpose: only the operator knows. */
function emptyText({ situation }: Context, group: BrokerGroup): string {
  if (group.trouble !== 'down' || situation.assessment === null) return ''
  const holds = group.brokers.some(({ id }) => (situation.assessment?.byBroker.get(id)?.replicas ?? 0) > 0)
  if (holds) return ''
  const hint = situation.facts.expected.brokers === null ? ' If that is meant, name the expected brokers.' : ''
  return `No partition has a copy there.${hint}`
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
