import { isSilent } from '../quorum-state.ts'
import type { Situation } from './situation.ts'

/**
 * Any this many brokers may fail and every partition still takes writes. Where brokers are voters too (combined KRaft
 * nodes), their loss must also leave a majority, else no new leader is elected. Null = not known.
 */
export function survivableBrokerLosses(situation: Situation): number | null {
  const { assessment, quorum } = situation
  if (assessment === null) return null
  const { anyBrokers } = assessment.endurance
  if (anyBrokers === 0 || quorum?.lost === true) return 0
  const spare = spareVoters(situation)
  if (anyBrokers === null) return spare === 0 ? 0 : null
  return spare === null ? null : Math.min(anyBrokers, spare)
}

/** Voters that may still be lost with brokers; Infinity where brokers cannot take the majority, null = not known. */
export function spareVoters(situation: Situation): number | null {
  const { quorum, facts } = situation
  if (quorum?.kind !== 'kraft') return Number.POSITIVE_INFINITY
  if (facts.quorum.value === undefined || quorum.up === null) return null
  const { voters } = facts.quorum.value
  const spare = quorum.up - (Math.floor(voters.length / 2) + 1)
  if (spare < 0) return 0
  const live = new Set(
    facts.registry.value?.brokers.filter((broker) => broker.registered && !isSilent(broker)).map(({ id }) => id),
  )
  return voters.filter(({ id }) => live.has(id)).length <= spare ? Number.POSITIVE_INFINITY : spare
}

/** The largest failure after which every partition still takes writes, in words. */
export function canLoseWords(situation: Situation): string | null {
  const brokers = survivableBrokerLosses(situation)
  if (brokers === null || situation.assessment === null) return null
  const { anyRack, anyDataCentre } = situation.assessment.endurance
  if (anyDataCentre && votersSurvive(situation, dataCentreOf(situation))) return '1 data centre'
  const racks = groupSizes(situation, rackOf(situation))
  if (anyRack && Math.max(...racks) > brokers && votersSurvive(situation, rackOf(situation))) return '1 rack'
  if (brokers === 0) return 'nothing'
  return brokers === 1 ? '1 broker' : `${brokers} brokers`
}

type GroupOf = (broker: number) => string | null

function rackOf(situation: Situation): GroupOf {
  const racks = new Map(situation.facts.registry.value?.brokers.map((broker) => [broker.id, broker.rack]))
  return (broker) => racks.get(broker) ?? null
}

function dataCentreOf(situation: Situation): GroupOf {
  const rack = rackOf(situation)
  return (broker) => situation.facts.expected.dataCentres.get(rack(broker) ?? '') ?? null
}

function groupSizes(situation: Situation, groupOf: GroupOf): number[] {
  const sizes = new Map<string, number>()
  for (const { id, registered } of situation.facts.registry.value?.brokers ?? []) {
    const group = groupOf(id)
    if (registered && group !== null) sizes.set(group, (sizes.get(group) ?? 0) + 1)
  }
  return [...sizes.values()]
}

/** Whether a majority of voters stays when the group that holds most of them is lost. */
function votersSurvive(situation: Situation, groupOf: GroupOf): boolean {
  const spare = spareVoters(situation)
  if (spare === null || spare === Number.POSITIVE_INFINITY) return spare !== null
  const held = new Map<string, number>()
  for (const { id } of situation.facts.quorum.value?.voters ?? []) {
    const group = groupOf(id)
    if (group !== null) held.set(group, (held.get(group) ?? 0) + 1)
  }
  return Math.max(0, ...held.values()) <= spare
}
