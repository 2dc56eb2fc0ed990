import type { ClusterDetail, Status } from '@perigee/contract'
import {
  type ClusterFacts,
  fetchTimeoutMs,
  type QuorumFacts,
  type QuorumMember,
  serves,
  voterTakesPart,
  type ZooKeeperNode,
} from '@perigee/domain'
import { durationWords, plural } from '../wire/words.ts'

type Member = ClusterDetail['data']['quorumMembers'][number]

/** Voters, then observers, of a KRaft quorum, leader first. */
export function quorumMembers(facts: ClusterFacts): Member[] {
  const quorum = facts.quorum.value
  if (quorum === undefined) return []
  const timeoutMs = fetchTimeoutMs(facts)
  const voters = quorum.voters.map((voter) => memberWire(voter, voter.id === quorum.leaderId ? 'leader' : 'voter'))
  const observers = quorum.observers.map((observer) => memberWire(observer, 'observer'))
  return [...voters, ...observers]
    .map((member, index) => ({
      ...member,
      ...judgeMember([...quorum.voters, ...quorum.observers][index], quorum, timeoutMs),
    }))
    .sort((a, b) => ROLES.indexOf(a.role) - ROLES.indexOf(b.role) || a.id - b.id)
}

const ROLES: readonly Member['role'][] = ['leader', 'voter', 'observer']

function memberWire(member: QuorumMember, role: Member['role']) {
  return {
    id: member.id,
    role,
    lagOffsets: Number(member.lagOffsets),
    lastFetchAgeMs: member.lastFetchAgeMs,
    lastCaughtUpAgeMs: member.lastCaughtUpAgeMs,
  }
}

function judgeMember(
  member: QuorumMember | undefined,
  quorum: QuorumFacts,
  timeoutMs: number,
): { status: Status; word: string } {
  if (member === undefined) return { status: 'unknown', word: 'No data' }
  if (member.id === quorum.leaderId) return { status: 'ok', word: 'Leader' }
  const isVoter = quorum.voters.includes(member)
  const fetching = isVoter
    ? voterTakesPart(member, quorum, timeoutMs)
    : member.lastFetchAgeMs === null || member.lastFetchAgeMs <= 2 * timeoutMs
  if (!fetching) return { status: 'warning', word: silentWords(member) }
  if (member.lagOffsets > 0n) return { status: 'ok', word: `${plural(Number(member.lagOffsets), 'record')} behind` }
  return { status: 'ok', word: 'In step' }
}

function silentWords({ lastFetchAgeMs }: QuorumMember): string {
  return lastFetchAgeMs === null ? 'Never fetched from this leader' : `Silent for ${durationWords(lastFetchAgeMs)}`
}

type Node = ClusterDetail['data']['zookeeperNodes'][number]

export function zooKeeperNodes(facts: ClusterFacts): Node[] {
  return (facts.zookeeper.value?.nodes ?? []).map((node) => ({
    address: node.address,
    role: node.role,
    ...judgeNode(node),
    version: node.version,
    latencyMs: node.latencyMs,
    connections: node.connections,
    outstanding: node.outstanding,
    znodes: node.znodes,
  }))
}

function judgeNode(node: ZooKeeperNode): { status: Status; word: string } {
  if (!node.answered) return { status: 'warning', word: node.failure?.message ?? 'No answer' }
  if (!serves(node)) return { status: 'critical', word: 'Answers, but serves nobody: no quorum' }
  if (node.role === null) return { status: 'ok', word: 'Answers; its role is not told' }
  return { status: 'ok', word: ROLE_WORDS[node.role] }
}

const ROLE_WORDS = { leader: 'Leader', follower: 'Follower', observer: 'Observer', standalone: 'Standalone' } as const
