// A broker that is slower than its peers: the stage that takes the time says where to look.
import type { RequestStage } from '../../vitals/request-times.ts'
import type { SeenNode } from '../../vitals/scene.ts'
import type { Cause, CauseOf } from '../causes/cause.ts'
import { garbageCollection } from '../causes/garbage-collection.ts'
import { hotBroker } from '../causes/hot-broker.ts'
import { messageConversions } from '../causes/message-conversions.ts'
import { networkFull, networkLoss } from '../causes/network.ts'
import { cpuExhausted, cpuTaken } from '../causes/processors.ts'
import { readsFromDisk } from '../causes/reads-from-disk.ts'
import { slowDisk } from '../causes/slow-disk.ts'
import { handlersExhausted, networkThreadsExhausted } from '../causes/threads.ts'
import type { WhyScene } from '../look.ts'
import { missingEvidence } from '../missing-evidence.ts'
import { type Symptom, symptomEvidence, symptomsOf, symptomWords } from '../symptom.ts'
import type { WhyFinding } from '../why.ts'

const LOCAL: readonly CauseOf[] = [
  readsFromDisk,
  slowDisk,
  garbageCollection,
  cpuTaken,
  messageConversions,
  hotBroker,
  cpuExhausted,
]
const SENDING: readonly CauseOf[] = [
  networkLoss,
  networkFull,
  garbageCollection,
  cpuTaken,
  hotBroker,
  cpuExhausted,
  networkThreadsExhausted,
]

/** Causes by stage, the likeliest root first: handlers that have no time left are the last answer, not the first. */
const CAUSES: Readonly<Record<RequestStage | 'none', readonly CauseOf[]>> = {
  queue: [...LOCAL, handlersExhausted],
  local: LOCAL,
  remote: [networkLoss, garbageCollection],
  throttle: [],
  responseQueue: SENDING,
  send: SENDING,
  none: [...LOCAL, networkLoss, networkFull, handlersExhausted, networkThreadsExhausted],
}

/** The reason of one slow broker; null when it is as fast as its peers, or waits for others (that is another rule's). */
export function slowBroker(scene: WhyScene, node: SeenNode): WhyFinding | null {
  const symptoms = symptomsOf(scene, node).filter(({ isUnlikePeers }) => isUnlikePeers)
  for (const symptom of symptoms) {
    const cause = firstCause(scene, node, symptom)
    if (cause !== null) return findingOf(node, symptom, cause)
  }
  const unexplained = symptoms.find(({ stage }) => stage === 'local' || stage === 'queue')
  return unexplained === undefined ? nearlyFull(scene, node) : withoutCause(node, unexplained)
}

/** Not slow yet, but with little time left for its requests because of what it has to do. */
function nearlyFull(scene: WhyScene, node: SeenNode): WhyFinding | null {
  const hot = hotBroker(scene, node)
  const threads = handlersExhausted(scene, node) ?? networkThreadsExhausted(scene, node)
  if (hot === null || threads === null) return null
  return {
    code: hot.code,
    broker: node.id,
    brokers: [node.id],
    culprit: null,
    sentence: `Broker ${node.id} is near its limit because ${hot.because}: ${hot.words}, and ${threads.because}: ${threads.words}.`,
    advice: hot.advice,
    evidence: [...hot.evidence, ...threads.evidence],
  }
}

function firstCause(scene: WhyScene, node: SeenNode, symptom: Symptom): Cause | null {
  for (const causeOf of CAUSES[symptom.stage ?? 'none']) {
    const cause = causeOf(scene, node, symptom)
    if (cause !== null) return cause
  }
  return null
}

function findingOf({ id }: SeenNode, symptom: Symptom, cause: Cause): WhyFinding {
  return {
    code: cause.code,
    broker: id,
    brokers: [id],
    culprit: null,
    sentence: `Broker ${id} is slow because ${cause.because}: ${symptomWords(symptom)}, and ${cause.words}.`,
    advice: cause.advice,
    evidence: [...symptomEvidence(symptom), ...cause.evidence],
  }
}

/** Nothing that is told explains it: what is not told may. */
function withoutCause(node: SeenNode, symptom: Symptom): WhyFinding {
  const missing = missingEvidence(node)
  const rest =
    missing === '' ? 'its disk, collections and processors are as on its peers.' : `why is not told. ${missing}`
  return {
    code: 'slow-locally',
    broker: node.id,
    brokers: [node.id],
    culprit: null,
    sentence: `Broker ${node.id} is slow by itself: ${symptomWords(symptom)}; ${rest}`,
    advice:
      missing === ''
        ? 'A thread dump of its request handlers tells what they do.'
        : 'Let its host be measured (node_exporter) to see disk, processors and network.',
    evidence: symptomEvidence(symptom),
  }
}
