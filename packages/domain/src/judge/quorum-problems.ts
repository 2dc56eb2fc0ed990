import { quorumUnanswered } from '../quorum-state.ts'
import { freshnessOf } from '../reading.ts'
import type { ClusterProblem, ControllerState, UpOf } from './judgement.ts'
import type { Situation } from './situation.ts'
import { counted, listed, sinceWords } from './words.ts'

/** A failure younger than this may be an election under way. */
const ELECTION_GRACE_MS = 6_000

/** Whether the quorum is known to be lost and not just electing. */
export function quorumLost(situation: Situation): boolean {
  if (situation.quorum?.lost !== true) return false
  const { failingSince } = situation.facts.quorum
  return situation.quorum.kind === 'zookeeper' || failingSince === undefined
    ? true
    : situation.now - failingSince >= ELECTION_GRACE_MS
}

export function quorumUp(situation: Situation): UpOf | null {
  const { quorum, facts } = situation
  if (quorum === null) return null
  const reading = quorum.kind === 'kraft' ? facts.quorum : facts.zookeeper
  const blind = freshnessOf(reading, situation.now) === 'lost' && !quorumLost(situation)
  return { up: blind ? null : quorum.up, expected: quorum.expected, expectedBy: quorum.expectedBy }
}

/** Problems of KRaft voters or ZooKeeper nodes. Voters whose broker is a problem already are left to it. */
export function quorumProblems(situation: Situation, told: ReadonlySet<number>): readonly ClusterProblem[] {
  const { quorum } = situation
  if (quorum === null) return []
  if (quorumLost(situation)) return [lostProblem(situation)]
  if (quorum.kind === 'zookeeper') return zooKeeperProblems(situation)
  return [...silentController(situation), ...unknownController(situation), ...missingVoters(situation, told)]
}

const EFFECT = 'Until then no leader can be elected and no topic or setting changed.'

function lostProblem(situation: Situation): ClusterProblem {
  const { quorum, facts } = situation
  const majority = quorum?.expected ? Math.floor(quorum.expected / 2) + 1 : null
  if (quorum?.kind === 'zookeeper') {
    const count = quorum.up === null ? '' : `: ${quorum.up} of ${quorum.expected} nodes serve`
    const needs = majority === null ? '' : `, ${majority} are needed`
    return problem('zookeeper-lost', {
      title: 'ZooKeeper has no quorum',
      text: `${situation.since('zookeeper-lost').trim()}${count}${needs}. ${quorum.up === 0 ? '' : missingText(quorum.missing)}${EFFECT}`.replace(
        /^[:,] /,
        '– ',
      ),
    })
  }
  const since = situation.since('quorum-lost')
  const needs = majority === null ? '' : ` It takes ${majority} of ${quorum?.expected} voters.`
  if (facts.quorum.failure === undefined) {
    const text = `${since.trim()}${since ? ':' : '–'} no voter leads.${needs} ${EFFECT}`
    return problem('quorum-lost', { title: 'The cluster has no controller', text: text.trim() })
  }
  return problem('quorum-lost', {
    title: 'No controller answers',
    text: `${unanswered(situation)}${needs} ${IF_NONE}`,
  })
}

const IF_NONE = 'While none leads, no leader can be elected and no topic or setting changed.'

/** `since 02:13: brokers that ask it for the quorum wait in vain.` The peers' own words stand among the gaps. */
function unanswered({ facts, quorum, now }: Situation): string {
  // The silence began before it was called a loss: its own beginning counts.
  const { failingSince } = facts.quorum
  const since = failingSince === undefined || now - failingSince < 1_000 ? '' : sinceWords(failingSince, now)
  const voters = facts.quorum.value?.voters.length ?? quorum?.expected ?? null
  const seen = quorum?.up === null || quorum?.up === undefined ? '' : ` ${quorum.up} of ${voters} voters are up.`
  return `${since}${since ? ':' : '–'} brokers that pass DescribeQuorum on to it wait in vain.${seen}`
}

/** Nobody answers for the quorum, yet it may well be at work: an election, or a frozen controller that another has replaced. */
function silentController(situation: Situation): ClusterProblem[] {
  if (!quorumUnanswered(situation.facts)) return []
  const text = `${unanswered(situation)} ${IF_NONE}`
  return [{ ...problem('controller-silent', { title: 'No controller answers', text }), status: 'warning' }]
}

function missingText(missing: readonly string[]): string {
  return missing.length === 0 ? '' : `Not serving: ${listed(missing)}. `
}

function problem(code: string, words: { title: string; text: string }): ClusterProblem {
  return { code, status: 'critical', ...words, target: { page: 'quorum' }, targetLabel: 'Quorum', explains: [] }
}

function zooKeeperProblems(situation: Situation): ClusterProblem[] {
  const { quorum, facts } = situation
  if (quorum === null || facts.zookeeper.value === undefined || quorum.missing.length === 0) return []
  const base = { target: { page: 'quorum' } as const, targetLabel: 'ZooKeeper', explains: [] }
  if (quorum.lost === null) {
    const reason = facts.zookeeper.failure ?? facts.zookeeper.value.nodes.find((node) => node.failure)?.failure
    const text = `from here${situation.since('zookeeper-silent')}: ${reason?.message ?? 'no answer'}. Kafka may still reach it.`
    return [{ ...base, code: 'zookeeper-silent', status: 'unknown', title: 'ZooKeeper does not answer', text }]
  }
  const majority = Math.floor((quorum.expected ?? 0) / 2) + 1
  const last = quorum.up !== null && quorum.up <= majority ? '; one more loss stops elections' : ''
  return quorum.missing.map((address) => {
    const code = `zookeeper-node:${address}`
    const why =
      facts.zookeeper.value?.nodes.find((node) => node.address === address)?.failure?.message ?? 'it does not serve'
    const text = `${situation.since(code)}: ${why}. ${quorum.up} of ${quorum.expected} nodes serve${last}.`
    return {
      ...base,
      code,
      status: 'warning',
      title: `ZooKeeper ${address} is not answering`,
      text: text.replace(/^: /, '– ').trim(),
    }
  })
}

function missingVoters(situation: Situation, told: ReadonlySet<number>): ClusterProblem[] {
  const { quorum } = situation
  if (quorum === null || quorum.up === null || quorum.expected === null) return []
  const missing = quorum.missing.filter((id) => !told.has(Number(id)))
  if (missing.length === 0) return []
  const last = quorum.up <= Math.floor(quorum.expected / 2) + 1 ? '; one more loss stops elections' : ''
  const code = `voters-missing:${missing.join(',')}`
  const many = missing.length > 1
  return [
    {
      ...problem(code, {
        title: `${many ? 'Controllers' : 'Controller'} ${listed(missing)} ${many ? 'do' : 'does'} not take part`,
        text: `in the quorum${situation.since(code)}: ${quorum.up} of ${quorum.expected} voters follow the leader${last}.`,
      }),
      status: 'warning',
    },
  ]
}

/** KRaft, and nobody may or can tell who leads. */
function unknownController(situation: Situation): ClusterProblem[] {
  const { failure, value, gaps } = situation.facts.quorum
  const refused = failure && !quorumUnanswered(situation.facts) ? failure : undefined
  if (refused === undefined || value !== undefined) return []
  const needs = gaps.find((gap) => gap.needs)?.needs
  const help = needs ? ` It takes ${needs}.` : ''
  const text = `${situation.since('controller-unknown')}: ${refused.message}.${help}`.replace(/^: /, '– ').trim()
  return [{ ...problem('controller-unknown', { title: 'The controller is not known', text }), status: 'unknown' }]
}

/** Who controls the cluster. There must be exactly one. */
export function controllerState(situation: Situation): ControllerState {
  const { registry, quorum } = situation.facts
  const epoch = quorum.value?.leaderEpoch ?? null
  if (registry.value === undefined) return unknownState('not known: no broker has answered yet')
  if (situation.registryFreshness === 'lost') return { ...unknownState('not known: no broker answers'), epoch }
  if (registry.value.mode !== 'zookeeper') return quorumLeader(situation)
  const id = registry.value.controllerId
  if (id === null || id < 0)
    return { id: null, epoch, status: 'critical', text: 'none: no broker controls the cluster' }
  if (situation.quorum?.lost) return { id, epoch, status: 'warning', text: `broker ${id}, when last heard of` }
  return { id, epoch, status: 'ok', text: `broker ${id}` }
}

/** KRaft: the leader of the quorum. */
function quorumLeader(situation: Situation): ControllerState {
  const { value, failure } = situation.facts.quorum
  const epoch = value?.leaderEpoch ?? null
  const none = (status: 'critical' | 'warning', text: string): ControllerState => ({ id: null, epoch, status, text })
  if (quorumLost(situation)) return none('critical', failure ? 'none answers' : 'none: no voter leads')
  if (quorumUnanswered(situation.facts)) {
    return none('warning', `none answers${value ? `; controller ${value.leaderId} when last heard of` : ''}`)
  }
  if (value === undefined) return unknownState(failure ? `not known: ${failure.message}` : 'not asked yet')
  if (value.leaderId < 0) return none('critical', 'none: no voter leads')
  return { id: value.leaderId, epoch, status: 'ok', text: `${value.leaderId}, epoch ${epoch}` }
}

function unknownState(text: string): ControllerState {
  return { id: null, epoch: null, status: 'unknown', text }
}

/** ZooKeeper mode: the brokers' own word that nobody controls them. */
export function noController(situation: Situation): readonly ClusterProblem[] {
  const { registry } = situation.facts
  const told = situation.registryFreshness === 'fresh' || situation.registryFreshness === 'late'
  if (!told || registry.value?.mode !== 'zookeeper' || registry.value.controllerId !== null) return []
  if (quorumLost(situation)) return []
  const since = situation.since('no-controller')
  const text = `${since.trim()}${since ? '.' : '–'} ${counted(registry.value.brokers.length, 'broker')} answer, none controls. ${EFFECT}`
  return [problem('no-controller', { title: 'The cluster has no controller', text: text.trim() })]
}
