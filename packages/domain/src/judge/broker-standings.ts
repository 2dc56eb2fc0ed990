import type { BrokerFact } from '../facts.ts'
import { isSilent } from '../quorum-state.ts'
import { freshnessOf } from '../reading.ts'
import type { Status } from '../status.ts'
import type { BrokerStanding, BrokerTrouble } from './judgement.ts'
import { metadataAgeMs } from './metadata-behind.ts'
import type { Situation } from './situation.ts'
import { slownessOf, whyProblemCode } from './why-problems.ts'
import { counted, durationWords, listed } from './words.ts'

/** Every broker that is listed, expected by id, remembered or named in a replica list, by id. */
export function brokerStandings(situation: Situation): readonly BrokerStanding[] {
  const listedBrokers = new Map(situation.facts.registry.value?.brokers.map((broker) => [broker.id, broker]))
  return [...knownBrokerIds(situation)]
    .sort((a, b) => a - b)
    .map((id) => standingOf(situation, id, listedBrokers.get(id) ?? null))
}

export function knownBrokerIds(situation: Situation): ReadonlySet<number> {
  const { expected, registry } = situation.facts
  return new Set([
    ...(Array.isArray(expected.brokers) ? (expected.brokers as readonly number[]) : []),
    ...(registry.value?.brokers.map((broker) => broker.id) ?? []),
    ...situation.remembered.keys(),
    ...[...(situation.assessment?.byBroker ?? [])].filter(([, counts]) => counts.replicas > 0).map(([id]) => id),
  ])
}

function standingOf(situation: Situation, id: number, fact: BrokerFact | null): BrokerStanding {
  const last = fact ?? situation.remembered.get(id) ?? null
  const told = situation.registryFreshness === 'fresh' || situation.registryFreshness === 'late'
  const finding = told ? findingOf(situation, id, fact) : UNSEEN
  return {
    slowBy: null,
    id,
    rack: last?.rack ?? situation.remembered.get(id)?.rack ?? null,
    ...finding,
    registered: told ? (fact?.registered ?? false) : null,
    answering: told ? (fact?.answered ?? null) : null,
    controller: situation.facts.registry.value?.controllerId === id,
    fact: last,
  }
}

interface Finding {
  readonly trouble: BrokerTrouble | null
  readonly status: Status
  readonly word: string
  readonly reasons: readonly string[]
  readonly slowBy?: string
}

const UNSEEN: Finding = {
  trouble: null,
  status: 'unknown',
  word: 'Unknown',
  reasons: ['The list of brokers is out of date.'],
}

function findingOf(situation: Situation, id: number, fact: BrokerFact | null): Finding {
  const findings = [presence(fact), storage(situation, id), inStep(situation, id)].filter((finding) => finding !== null)
  const [worst] = findings
  if (worst === undefined) {
    const fine: Finding = { trouble: null, status: 'ok', word: 'OK', reasons: [] }
    return holdings(situation) ?? pace(situation, id) ?? fine
  }
  return { ...worst, reasons: findings.flatMap((finding) => finding.reasons) }
}

/** Slow is no trouble of what it holds: nothing is laid to it but its own word. */
function pace(situation: Situation, id: number): Finding | null {
  const slow = slownessOf(situation, id)
  if (slow === null) return null
  const { why, word } = slow
  return { trouble: null, status: why.status, word, reasons: [why.sentence], slowBy: whyProblemCode(why) }
}

/** A broker that answers is not known to be in order while nobody can tell how its replicas stand. */
function holdings({ assessment, topologyFreshness }: Situation): Finding | null {
  if (assessment !== null && topologyFreshness !== 'lost') return null
  const why = assessment === null ? 'topics have not been read yet' : 'topics are out of date'
  return {
    trouble: null,
    status: 'unknown',
    word: 'Registered',
    reasons: [`How its replicas stand is not known: ${why}.`],
  }
}

function presence(fact: BrokerFact | null): Finding | null {
  if (fact === null || !fact.registered) {
    // It answered before, and the newest question went unanswered: who left the cluster and is silent is not up.
    if (fact?.answered && fact.failure === null) {
      const reason = 'It answers, but is not registered in the cluster.'
      return { trouble: 'unregistered', status: 'critical', word: 'Not registered', reasons: [reason] }
    }
    const why = fact?.failure ? `It is not registered: ${fact.failure.message}.` : 'It is not registered.'
    return { trouble: 'down', status: 'critical', word: 'Down', reasons: [why] }
  }
  if (isSilent(fact)) {
    const why = fact.failure?.message ?? 'no answer'
    return {
      trouble: 'silent',
      status: 'critical',
      word: 'Not answering',
      reasons: [`It is registered but does not answer: ${why}.`],
    }
  }
  if (fact.answered === false) {
    return {
      trouble: 'refuses',
      status: 'unknown',
      word: 'Refuses us',
      reasons: [`It refuses our connection: ${fact.failure?.message}.`],
    }
  }
  if (fact.fenced === true) {
    return {
      trouble: 'fenced',
      status: 'warning',
      word: 'Fenced',
      reasons: ['It is fenced: registered, but not allowed to lead.'],
    }
  }
  return null
}

function storage(situation: Situation, id: number): Finding | null {
  const reading = situation.facts.logDirs.get(id)
  const known = reading?.value !== undefined && freshnessOf(reading, situation.now) !== 'lost'
  const offline = known ? (reading.value?.dirs.filter((dir) => dir.error !== 0) ?? []) : []
  if (offline.length === 0) return null
  const paths = listed(offline.map((dir) => dir.path))
  return {
    trouble: 'disk-offline',
    status: 'critical',
    word: 'Disk offline',
    reasons: [
      `Log directory ${paths} is offline.`.replace('directory', offline.length > 1 ? 'directories' : 'directory'),
    ],
  }
}

function inStep(situation: Situation, id: number): Finding | null {
  const ageMs = metadataAgeMs(situation, id)
  if (ageMs !== null) {
    const reason = `Its metadata is ${durationWords(ageMs)} behind the controller.`
    return { trouble: 'behind', status: 'warning', word: 'Behind', reasons: [reason] }
  }
  const outOfSync = situation.assessment?.byBroker.get(id)?.outOfSync ?? 0
  if (outOfSync === 0) return null
  const reason = `${counted(outOfSync, 'replica')} on it ${outOfSync === 1 ? 'is' : 'are'} not in sync.`
  return { trouble: 'out-of-sync', status: 'warning', word: 'Out of sync', reasons: [reason] }
}
