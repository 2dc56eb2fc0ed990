// Leaders that wait for a follower: acks=all is answered when every replica in sync has the records.
import { listed, thousands } from '../../judge/words.ts'
import type { SeenNode } from '../../vitals/scene.ts'
import type { Cause } from '../causes/cause.ts'
import { garbageCollection } from '../causes/garbage-collection.ts'
import { networkFull, networkLoss } from '../causes/network.ts'
import { cpuExhausted, cpuTaken } from '../causes/processors.ts'
import { slowDisk } from '../causes/slow-disk.ts'
import { evidence, followersOf, lookAt, standsOut, type WhyScene } from '../look.ts'
import { type Symptom, symptomEvidence, symptomsOf, symptomWords } from '../symptom.ts'
import type { Evidence, WhyFinding } from '../why.ts'
import { againstWords } from '../words.ts'

/** Messages behind; a follower that keeps up is some dozens behind at a busy moment. */
export const LAGGING_MESSAGES = 1000

interface Waiting {
  readonly leader: SeenNode
  readonly symptom: Symptom
}

interface Suspect {
  readonly node: SeenNode
  readonly words: string
  readonly advice: string
  readonly evidence: readonly Evidence[]
}

/**
 * One finding per follower that leaders wait for, with all those leaders. A leader whose followers are all in order is told
 * only where it waits much longer than its peers do.
 */
export function slowFollowers(scene: WhyScene, nodes: readonly SeenNode[]): readonly WhyFinding[] {
  const waiting = nodes.flatMap((leader): Waiting[] => {
    const symptom = symptomsOf(scene, leader).find(({ request, stage }) => request === 'Produce' && stage === 'remote')
    return symptom === undefined ? [] : [{ leader, symptom }]
  })
  const suspects = new Map<number, Suspect | null>()
  const byCulprit = new Map<number, { suspect: Suspect; leaders: Waiting[] }>()
  const unexplained: WhyFinding[] = []
  for (const one of waiting) {
    const suspect = suspectOf(scene, one.leader, suspects)
    if (suspect !== null) {
      const known = byCulprit.get(suspect.node.id) ?? { suspect, leaders: [] }
      known.leaders.push(one)
      byCulprit.set(suspect.node.id, known)
    } else if (one.symptom.isUnlikePeers && ownTrouble(scene, one.leader) === null) {
      unexplained.push(withoutCulprit(scene, one))
    }
  }
  return [...[...byCulprit.values()].map(({ suspect, leaders }) => findingOf(suspect, leaders)), ...unexplained]
}

/** A leader with a network of its own trouble is no matter of its followers. */
function ownTrouble(scene: WhyScene, leader: SeenNode): Cause | null {
  return networkLoss(scene, leader) ?? garbageCollection(scene, leader)
}

/** The follower in sync that is in trouble; of several the one that shares most partitions. `known`: looked at before. */
function suspectOf(scene: WhyScene, leader: SeenNode, known: Map<number, Suspect | null>): Suspect | null {
  for (const id of candidates(scene, leader)) {
    const node = scene.brokers.find((broker) => broker.id === id)
    const suspect = known.get(id) ?? (known.has(id) || node === undefined ? null : troubleOf(scene, node))
    known.set(id, suspect)
    if (suspect !== null) return suspect
  }
  return null
}

function candidates(scene: WhyScene, leader: SeenNode): readonly number[] {
  if (scene.topology === null) return scene.brokers.filter(({ id }) => id !== leader.id).map(({ id }) => id)
  return [...followersOf(scene.topology, leader.id)].sort((a, b) => b[1] - a[1]).map(([id]) => id)
}

const TROUBLES = [slowDisk, garbageCollection, cpuTaken, networkLoss, cpuExhausted, networkFull] as const

function troubleOf(scene: WhyScene, node: SeenNode): Suspect | null {
  const lag = lookAt(scene, node, { key: 'max_replica_lag' })
  const isBehind = standsOut(lag, { floor: LAGGING_MESSAGES })
  const usual = lag.usual === null ? null : thousands(Math.round(lag.usual))
  const behind = isBehind ? againstWords(`it is ${thousands(Math.round(lag.value ?? 0))} messages behind`, usual) : ''
  const lagEvidence = lag.value === null ? [] : [evidence(`largest lag of follower ${node.id}`, lag, 'messages')]
  for (const causeOf of TROUBLES) {
    const cause = causeOf(scene, node)
    if (cause === null) continue
    return {
      node,
      words: [cause.words, behind].filter(Boolean).join(', and '),
      advice: cause.advice,
      evidence: [...cause.evidence.map((one) => ({ ...one, text: `broker ${node.id}: ${one.text}` })), ...lagEvidence],
    }
  }
  if (!isBehind) return null
  const advice =
    'Look at that broker: its disk, its network, its collections. Taking it out of service ends the waiting.'
  return { node, words: behind, advice, evidence: lagEvidence }
}

function findingOf(suspect: Suspect, leaders: readonly Waiting[]): WhyFinding {
  const ids = leaders.map(({ leader }) => leader.id)
  const [worst] = leaders.toSorted((a, b) => b.symptom.stageMs - a.symptom.stageMs) as [Waiting, ...Waiting[]]
  const who = ids.length === 1 ? `Broker ${ids[0]} waits` : `Brokers ${listed(ids, 6)} wait`
  const of = ids.length === 1 ? '' : `of broker ${worst.leader.id}, `
  return {
    code: 'slow-follower',
    broker: worst.leader.id,
    brokers: ids,
    culprit: suspect.node.id,
    sentence: `${who} for follower ${suspect.node.id}: ${of}${symptomWords(worst.symptom)}. Follower ${suspect.node.id}: ${suspect.words}.`,
    advice: suspect.advice,
    evidence: [...symptomEvidence(worst.symptom), ...suspect.evidence],
  }
}

function withoutCulprit(scene: WhyScene, { leader, symptom }: Waiting): WhyFinding {
  const mute = candidates(scene, leader).filter(
    (id) => (scene.brokers.find((broker) => broker.id === id)?.process ?? null) === null,
  )
  const missing =
    mute.length === 0
      ? 'none of them stands out'
      : `${mute.length === 1 ? `follower ${mute[0]} tells` : `followers ${listed(mute)} tell`} no metrics, the others are in order`
  return {
    code: 'waits-for-followers',
    broker: leader.id,
    brokers: [leader.id],
    culprit: mute.length === 1 ? (mute[0] ?? null) : null,
    sentence: `Broker ${leader.id} waits for its followers: ${symptomWords(symptom)}; ${missing}.`,
    advice: 'Look at the network between it and its followers, and at replica.fetch.* and num.replica.fetchers.',
    evidence: symptomEvidence(symptom),
  }
}
