import type { KraftWire, VoterWire } from '@perigee/contract'
import { electionsSince, featureStanding, type KraftJudgement, type Reigns } from '@perigee/domain'
import type { ClusterState } from '../../facts/state.ts'
import { quorumMembers } from '../clusters/quorum-members.ts'
import { instantOf } from '../wire/words.ts'

const HOUR_MS = 3_600_000

/** The KRaft quorum in depth; what was not read is null. */
export function kraftWire({ facts, reigns }: ClusterState, judgement: KraftJudgement, now: number): KraftWire {
  const { quorum, registry } = facts
  const reign = reigns.at(-1)
  const leads = quorum.value !== undefined && quorum.value.leaderId >= 0
  return {
    age: { observedAt: instantOf(quorum.observedAt), intervalMs: quorum.intervalMs },
    leaderId: leads ? (quorum.value?.leaderId ?? null) : null,
    epoch: quorum.value?.leaderEpoch ?? null,
    leaderSince: leads ? instantOf(reign?.since) : null,
    heldBefore: reign?.heldBefore ?? false,
    elections: electionsOf(reigns, now),
    highWatermark: quorum.value === undefined ? null : String(quorum.value.highWatermark),
    losable: judgement.strength?.losable ?? null,
    commitMs: judgement.commitMs,
    electionMs: judgement.electionMs,
    members: membersOf(facts),
    features: (registry.value?.features ?? []).map(featureStanding).map((feature) => ({
      ...feature,
      enables: [...feature.enables],
    })),
  }
}

/** Of the past hour, as far as it was seen. */
function electionsOf(reigns: Reigns, now: number): KraftWire['elections'] {
  const elections = electionsSince(reigns, now - HOUR_MS)
  return elections === null ? null : { count: elections.count, since: instantOf(elections.since) }
}

function membersOf(facts: ClusterState['facts']): VoterWire[] {
  const brokers = new Map(facts.registry.value?.brokers.map((broker) => [broker.id, broker]))
  return quorumMembers(facts).map(({ id, role, status, word, lagOffsets, lastFetchAgeMs, lastCaughtUpAgeMs }) => ({
    id,
    host: facts.quorum.value?.hosts?.get(id) ?? brokers.get(id)?.host ?? null,
    role,
    status,
    word,
    fenced: brokers.get(id)?.fenced ?? null,
    lagOffsets,
    lagMs: role === 'leader' ? null : lastCaughtUpAgeMs,
    lastFetchAgeMs: role === 'leader' ? null : lastFetchAgeMs,
  }))
}
