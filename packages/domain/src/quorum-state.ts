import type { BrokerFact, ClusterFacts, QuorumFacts, QuorumMember, ZooKeeperNode } from './facts.ts'
import type { FailureCode } from './failure.ts'
import { isUnseen } from './unseen.ts'

/** The machinery that elects leaders: KRaft voters or ZooKeeper nodes. Null fields are not known. */
export interface QuorumState {
  readonly kind: 'kraft' | 'zookeeper'
  readonly up: number | null
  readonly expected: number | null
  readonly expectedBy: 'configured' | 'inferred' | null
  /** Members that do not take part: voter ids or ZooKeeper addresses. */
  readonly missing: readonly string[]
  /** True: it cannot decide, so leaders cannot move and metadata cannot change. Null: not known. */
  readonly lost: boolean | null
}

/** Default of `controller.quorum.fetch.timeout.ms`; a healthy voter fetches at least twice a second. */
const FETCH_TIMEOUT_MS = 2_000

/** Without fetch times, a voter this close to the end of the metadata log is taken to follow it. */
const UNTIMED_LAG_OFFSETS = 100n

/** What is known of the quorum; null before anything is known about the cluster's mode. */
export function quorumState(facts: ClusterFacts): QuorumState | null {
  const mode = facts.registry.value?.mode
  if (mode === 'zookeeper' || (mode === undefined && facts.zookeeper.value !== undefined)) return zooKeeperState(facts)
  return mode === undefined && facts.quorum.value === undefined ? null : kraftState(facts)
}

/** Codes that tell that the question did not get through or found no controller, as opposed to being refused by rule. */
const UNANSWERED: ReadonlySet<FailureCode> = new Set([
  'refused',
  'connect-timeout',
  'timeout',
  'closed',
  'garbage',
  'kafka-error',
])

function kraftState(facts: ClusterFacts): QuorumState {
  const { value, failure } = facts.quorum
  const configured = countOf(facts.expected.controllers)
  const expected = configured ?? value?.voters.length ?? null
  const base = {
    kind: 'kraft' as const,
    expected,
    expectedBy: configured !== null ? ('configured' as const) : expected !== null ? ('inferred' as const) : null,
  }
  if (failure !== undefined || value === undefined) {
    const up = quorumUnanswered(facts) ? answeringVoters(facts, value) : null
    return { ...base, up, missing: [], lost: unansweredMeansLost(facts, up) }
  }
  const up = value.voters.filter((voter) => voterTakesPart(voter, value, fetchTimeoutMs(facts)))
  const missing = [...idsOf(facts.expected.controllers, value)].filter((id) => !up.some((voter) => voter.id === id))
  return { ...base, up: up.length, missing: missing.map(String), lost: value.leaderId < 0 }
}

/** A voter takes part when it fetched from the leader within twice the fetch timeout (KIP-595, KIP-836). */
export function voterTakesPart(voter: QuorumMember, quorum: QuorumFacts, timeoutMs = FETCH_TIMEOUT_MS): boolean {
  if (voter.id === quorum.leaderId) return true
  // Brokers before 3.3 tell no times at all; a new leader tells none for a voter that has not fetched from it yet.
  const timesTold = quorum.voters.some((other) => other.id !== quorum.leaderId && other.lastFetchAgeMs !== null)
  if (!timesTold) return voter.logEndOffset >= 0n && voter.lagOffsets <= UNTIMED_LAG_OFFSETS
  return voter.lastFetchAgeMs !== null && voter.lastFetchAgeMs <= 2 * timeoutMs
}

export function fetchTimeoutMs(facts: ClusterFacts): number {
  for (const entries of facts.brokerConfigs.value?.byBroker.values() ?? []) {
    const entry = entries.find((candidate) => candidate.name === 'controller.quorum.fetch.timeout.ms')
    const timeoutMs = Number(entry?.value)
    if (entry?.value && timeoutMs > 0) return timeoutMs
  }
  return FETCH_TIMEOUT_MS
}

/** DescribeQuorum gets no answer, as opposed to being refused by rule. */
export function quorumUnanswered({ quorum }: ClusterFacts): boolean {
  return quorum.failure !== undefined && UNANSWERED.has(quorum.failure.code)
}

/** A frozen controller keeps brokers waiting this long after another was elected: they pass the question on to the old one. */
const ELECTED_UNSEEN_MS = 20_000

/**
 * Voters that are brokers too are seen as such: with a majority of them alive, silence proves nothing (an election, or a
 * frozen controller that brokers still ask). Dedicated controllers cannot be seen; there only lasting silence tells.
 */
function unansweredMeansLost(facts: ClusterFacts, up: number | null): boolean | null {
  // Where nobody answers at all, it may be us who are cut off: that says nothing about controllers.
  if (!quorumUnanswered(facts) || isUnseen(facts)) return null
  const { value, attemptedAt, failingSince } = facts.quorum
  if (up !== null && value !== undefined) return up <= value.voters.length / 2 ? true : null
  return (attemptedAt ?? 0) - (failingSince ?? 0) >= ELECTED_UNSEEN_MS ? true : null
}

/** How many voters give a sign of life as brokers; null when none of them is a broker, or no broker can be seen. */
function answeringVoters(facts: ClusterFacts, quorum: QuorumFacts | undefined): number | null {
  if (isUnseen(facts)) return null
  const brokers = new Map(facts.registry.value?.brokers.map((broker) => [broker.id, broker]))
  const seen = quorum?.voters.map((voter) => brokers.get(voter.id)).filter((broker) => broker !== undefined) ?? []
  if (seen.length === 0) return null
  return seen.filter((broker) => broker.answered === true || (broker.registered && !isSilent(broker))).length
}

function zooKeeperState(facts: ClusterFacts): QuorumState {
  const nodes = facts.zookeeper.value?.nodes.filter((node) => node.role !== 'observer') ?? []
  const configured = facts.expected.zookeeperNodes
  const expected = configured ?? (nodes.length > 0 ? nodes.length : null)
  const known = nodes.length > 0 && facts.zookeeper.failure === undefined
  return {
    kind: 'zookeeper',
    up:
      known && nodes.some((node) => node.answered || node.failure?.code === 'refused')
        ? nodes.filter(serves).length
        : null,
    expected,
    expectedBy: configured !== null ? 'configured' : expected === null ? null : 'inferred',
    missing: nodes.filter((node) => !serves(node)).map((node) => node.address),
    lost: known ? ensembleLost(nodes) : null,
  }
}

/** A node that will not tell its role (word not on the whitelist) still serves. */
export function serves(node: ZooKeeperNode): boolean {
  return node.answered && (node.role !== null || node.failure !== null)
}

/**
 * One node that serves proves a quorum. One that answers without serving proves that there is none. When no node answers,
 * refused connections on a majority mean nobody listens; silence may as well be a firewall before us.
 */
function ensembleLost(nodes: readonly ZooKeeperNode[]): boolean | null {
  if (nodes.some(serves)) return false
  if (nodes.some((node) => node.answered)) return true
  const refused = nodes.filter((node) => node.failure?.code === 'refused').length
  return refused > nodes.length / 2 ? true : null
}

const SILENT_CODES: ReadonlySet<FailureCode> = new Set([
  'refused',
  'dns',
  'connect-timeout',
  'timeout',
  'closed',
  'garbage',
])

/** A broker that gave no sign of life when asked. One that refused our credentials or speaks TLS is alive. */
export function isSilent(broker: BrokerFact): boolean {
  return broker.answered === false && (broker.failure === null || SILENT_CODES.has(broker.failure.code))
}

export function countOf(expected: number | readonly number[] | null): number | null {
  return expected === null ? null : typeof expected === 'number' ? expected : expected.length
}

function idsOf(expected: number | readonly number[] | null, quorum: QuorumFacts): ReadonlySet<number> {
  const named = Array.isArray(expected) ? (expected as readonly number[]) : []
  return new Set([...quorum.voters.map((voter) => voter.id), ...named])
}
