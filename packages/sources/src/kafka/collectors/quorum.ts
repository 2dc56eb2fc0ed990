import type { QuorumFacts, QuorumMember, RegistryFacts } from '@perigee/domain'
import type { Outcome } from '../../outcome.ts'
import { mergeFailures } from '../gaps.ts'
import { firstAnswer } from '../hedge.ts'
import type { BrokerLink } from '../link/broker-link.ts'
import type { BrokerPool } from '../link/broker-pool.ts'
import { type DescribeQuorumAnswer, describeQuorum, type QuorumReplica } from '../messages/describe-quorum.ts'
import { bad, good, type Result } from '../result.ts'
import { answering } from './askable.ts'

// Asks one broker for DescribeQuorum of `__cluster_metadata-0` (KIP-595); the broker passes the question on to the leader
// of the quorum. Without a leader it answers late or never: the failure then says so.

type QuorumAnswer = NonNullable<DescribeQuorumAnswer['partition']> & Pick<DescribeQuorumAnswer, 'hosts'>

export async function readQuorum(
  pool: BrokerPool,
  registry: RegistryFacts,
  signal: AbortSignal,
): Promise<Outcome<QuorumFacts>> {
  if (registry.mode === 'zookeeper') return { ok: false, failure: noQuorum(registry) }
  const links = answering(pool, registry, registry.fromBroker).slice(0, 3)
  const asked = await firstAnswer(links, (link) => readQuorumPartition(link, signal), 1_000)
  if (!asked.ok) return { ok: false, failure: mergeFailures(asked.failures) }
  return { ok: true, value: quorumFacts(asked.value), gaps: [] }
}

/** The quorum's own account, through one broker. */
export async function readQuorumPartition(link: BrokerLink, signal: AbortSignal): Promise<Result<QuorumAnswer>> {
  const answer = await link.ask({ message: describeQuorum, query: undefined, lane: 'forwarded', signal })
  if (!answer.ok) {
    if (answer.failure.code !== 'timeout') return answer
    const message = `${answer.failure.message} to DescribeQuorum, which the broker passes on to the active controller: there may be none`
    return bad({ ...answer.failure, message })
  }
  const { error, errorMessage, hosts, partition } = answer.value.value
  const code = error !== 0 ? error : (partition?.error ?? -1)
  if (partition && code === 0) return good({ ...partition, hosts })
  const detail = errorMessage ?? partition?.errorMessage ?? null
  return bad(link.refused(code, 'DescribeQuorum', detail))
}

function quorumFacts(partition: QuorumAnswer): QuorumFacts {
  const all = [...partition.voters, ...partition.observers]
  const leader = partition.voters.find((voter) => voter.id === partition.leaderId)
  // All times are the leader's; its own entry carries the moment of the answer.
  const leaderNow = Math.max(-1, ...all.map((member) => Math.max(member.lastFetchAt, member.lastCaughtUpAt)))
  const logEnd = leader?.logEndOffset ?? highest(all)
  const member = (replica: QuorumReplica): QuorumMember => ({
    id: replica.id,
    logEndOffset: replica.logEndOffset,
    // A replica that the leader has not heard of yet counts from −1, as in kafka-metadata-quorum.
    lagOffsets: replica.logEndOffset > logEnd ? 0n : logEnd - replica.logEndOffset,
    lastFetchAgeMs: replica.lastFetchAt < 0 ? null : leaderNow - replica.lastFetchAt,
    lastCaughtUpAgeMs: replica.lastCaughtUpAt < 0 ? null : leaderNow - replica.lastCaughtUpAt,
  })
  return {
    leaderId: partition.leaderId,
    leaderEpoch: partition.leaderEpoch,
    highWatermark: partition.highWatermark,
    hosts: partition.hosts,
    voters: partition.voters.map(member),
    observers: partition.observers.map(member),
  }
}

function highest(members: readonly QuorumReplica[]): bigint {
  let most = 0n
  for (const { logEndOffset } of members) if (logEndOffset > most) most = logEndOffset
  return most
}

function noQuorum(registry: RegistryFacts) {
  return {
    code: 'unsupported',
    message: 'a ZooKeeper-mode cluster has no controller quorum',
    peer: `broker ${registry.fromBroker}`,
    retryable: false,
  } as const
}
