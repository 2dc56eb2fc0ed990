import type { Envelope, Measure, RestartCheck } from '@perigee/contract'
import { type BrokerJudgement, judgeBroker } from '@perigee/domain'
import type { ClusterState } from '../../facts/state.ts'
import { freshnessOfAnswer } from '../wire/freshness.ts'
import { hrefOrNull } from '../wire/hrefs.ts'
import { usedOf } from '../wire/readings.ts'
import { notKnownYet, Refusal } from '../wire/refusal.ts'
import { instantOf, listWords } from '../wire/words.ts'

/** "May I restart this broker?", or a refusal for a broker nobody knows. */
export function restartView(cluster: ClusterState, id: number, now: number): Envelope<RestartCheck> {
  return {
    data: restartData(cluster, judgementOf(cluster, id, now)),
    freshness: freshnessOfAnswer(
      usedOf(cluster.facts, ['registry', 'topology'], ['topicConfigs', 'quorum', 'zookeeper']),
      now,
    ),
  }
}

/** Judges a broker; a refusal when there is no such broker, or no list of brokers was read yet. */
export function judgementOf(cluster: ClusterState, id: number, now: number): BrokerJudgement {
  const { facts, assessment, remembered } = cluster
  const onset = (code: string) => cluster.onset(code)
  const heldBefore = (code: string) => cluster.heldBefore(code)
  const options = { now, remembered, onset, heldBefore, whys: cluster.whys }
  const judged = judgeBroker(facts, assessment, { ...options, broker: id })
  if (judged !== null) return judged
  if (facts.registry.value === undefined) throw notKnownYet(cluster, 'brokers')
  const ids = cluster.judgement(now).brokerStandings.map((standing) => standing.id)
  const hint = ids.length === 1 ? `There is only broker ${ids[0]}.` : `There are brokers ${listWords(ids, 12)}.`
  throw new Refusal('PGE_UNKNOWN_BROKER', `There is no broker ${id} in ${cluster.name}.`, { hint })
}

export function restartData(cluster: ClusterState, { restart }: BrokerJudgement): RestartCheck {
  const { verdict, sentence, offlinePartitions, underMinIsrPartitions, leadersToMove } = restart
  return {
    verdict,
    sentence,
    reasons: [...restart.reasons],
    checks: restart.checks.map(({ target, ...check }) => ({ ...check, href: hrefOrNull(cluster.name, target) })),
    offlinePartitions,
    underMinIsrPartitions,
    leadersToMove,
    judgedFrom: instantOf(cluster.facts.topology.observedAt),
  }
}

export function measuresWire(cluster: ClusterState, { measures }: BrokerJudgement): Measure[] {
  return measures.map(({ target, peers, ...measure }) => ({
    ...measure,
    peers: [...peers],
    href: hrefOrNull(cluster.name, target),
  }))
}
