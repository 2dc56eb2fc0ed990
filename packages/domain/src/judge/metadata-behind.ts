import type { QuorumMember } from '../facts.ts'
import type { Situation } from './situation.ts'
import { durationWords, thousands } from './words.ts'

/** A broker applies metadata within about a second; past this it serves a picture of the past. */
const BEHIND_MS = 10_000

/**
 * How far a live broker's metadata is behind the controller, ms; null when it keeps up or that is not known (KIP-836 times
 * of observers and voters). A broker that is down or silent is not behind, it is gone.
 */
export function metadataAgeMs(situation: Situation, broker: number): number | null {
  const quorum = situation.facts.quorum
  if (quorum.value === undefined || quorum.failure !== undefined) return null
  const fact = situation.facts.registry.value?.brokers.find((candidate) => candidate.id === broker)
  if (fact === undefined || !fact.registered || fact.answered === false) return null
  const { observers, voters, leaderId } = quorum.value
  const isIt = (member: QuorumMember) => member.id === broker && member.id !== leaderId
  const ageMs = (observers.find(isIt) ?? voters.find(isIt))?.lastCaughtUpAgeMs
  return ageMs !== undefined && ageMs !== null && ageMs > BEHIND_MS ? ageMs : null
}

/** Brokers whose picture of the cluster is older than others', in words. */
export function metadataBehind(situation: Situation): readonly { broker: number; text: string }[] {
  const brokers = situation.facts.registry.value?.brokers ?? []
  const lagging = brokers.flatMap(({ id }) => {
    const ageMs = metadataAgeMs(situation, id)
    return ageMs === null
      ? []
      : [{ broker: id, text: `broker ${id} is behind: its metadata is ${durationWords(ageMs)} old` }]
  })
  const named = new Set(lagging.map(({ broker }) => broker))
  return [...lagging, ...disagreeing(situation).filter(({ broker }) => !named.has(broker))]
}

/** Brokers that list fewer partitions than the most any broker lists: metadata reaches them one by one. */
function disagreeing(situation: Situation): { broker: number; text: string }[] {
  const topology = situation.facts.topology.value
  if (topology === undefined) return []
  const seen = new Map<number, number>()
  for (const [broker, [, partitions]] of topology.countsByBroker) seen.set(broker, partitions)
  if (topology.topology.fromBroker >= 0) seen.set(topology.topology.fromBroker, topology.topology.partitions.count)
  const most = Math.max(0, ...seen.values())
  return [...seen]
    .filter(([, partitions]) => partitions < most)
    .map(([broker, partitions]) => ({
      broker,
      text: `broker ${broker} is behind: it lists ${thousands(partitions)} of ${thousands(most)} partitions`,
    }))
}
