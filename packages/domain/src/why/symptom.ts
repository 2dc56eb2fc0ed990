// What is slow on a broker, and in which stage: where a cause is looked for.
import { metricKey } from '../metrics/metric.ts'
import { columnOf, usualOf } from '../vitals/columns.ts'
import { METRIC_OF_STAGE, REQUEST_STAGES, type RequestStage } from '../vitals/request-times.ts'
import { metricValue, requestRate, type SeenNode } from '../vitals/scene.ts'
import { evidence, type Look, standsOut, type WhyScene } from './look.ts'
import type { Evidence } from './why.ts'
import { msWords, percentWords } from './words.ts'

/** p99 below this is no trouble, however much faster the others are. */
export const SLOW_MS = 50
/** A stage must take this share of the time before it is what makes a request slow. */
const DOMINANT_SHARE = 0.5

export type SlowRequest = 'Produce' | 'FetchConsumer' | 'FetchFollower'

export interface Symptom {
  readonly request: SlowRequest
  /** Sum of the stages' p99 that this broker is answerable for, ms, beside a healthy peer's. */
  readonly time: Look
  /** The stage that takes most of it; null: none takes half. */
  readonly stage: RequestStage | null
  /** Its p99 in ms and its share of the time, 0–1; of the whole where no stage stands out. */
  readonly stageMs: number
  readonly share: number
  /** False: healthy peers are as slow, or there is none to tell. */
  readonly isUnlikePeers: boolean
}

/**
 * The slow requests of a broker, those that users feel most first. Remote time of a fetch is its wait for records, which the client asks for,
 * and throttling delays the next request, not this one: neither makes a request slow.
 */
export function symptomsOf(scene: WhyScene, node: SeenNode): readonly Symptom[] {
  return (['Produce', 'FetchConsumer', 'FetchFollower'] as const).flatMap(
    (request) => symptomOf(scene, node, request) ?? [],
  )
}

function symptomOf(scene: WhyScene, node: SeenNode, request: SlowRequest): Symptom | null {
  const column = columnOf(scene, `time of ${request}`, { better: 'low', of: (one) => timeOf(one, request) })
  const spent = column.values.get(node.id)
  if (spent === undefined || spent < SLOW_MS) return null
  const time = { value: spent, usual: usualOf(column, node.id), label: '' }
  const stages = stagesOf(request).map((stage) => ({ stage, ms: stageTime(node, request, stage) ?? 0 }))
  const [largest] = stages.sort((a, b) => b.ms - a.ms)
  const isDominant = largest !== undefined && largest.ms >= DOMINANT_SHARE * spent
  return {
    request,
    time,
    stage: isDominant ? largest.stage : null,
    stageMs: isDominant ? largest.ms : spent,
    share: isDominant ? largest.ms / spent : 1,
    isUnlikePeers: standsOut(time, { floor: SLOW_MS }),
  }
}

/** Null: no such request came lately, so that its percentiles are of long ago, or they are not told. */
function timeOf(node: SeenNode, request: SlowRequest): number | null {
  if ((requestRate(node, request) ?? 0) <= 0) return null
  const told = stagesOf(request).map((stage) => stageTime(node, request, stage))
  const known = told.filter((ms) => ms !== null)
  return known.length === 0 ? null : known.reduce((sum, ms) => sum + ms, 0)
}

function stageTime(node: SeenNode, request: SlowRequest, stage: RequestStage): number | null {
  return metricValue(node, metricKey(METRIC_OF_STAGE[stage], request, 'p99'))
}

function stagesOf(request: SlowRequest): readonly RequestStage[] {
  return REQUEST_STAGES.filter((stage) => stage !== 'throttle' && (request === 'Produce' || stage !== 'remote'))
}

const REQUEST_WORDS: Readonly<Record<SlowRequest, string>> = {
  Produce: 'produce time',
  FetchConsumer: "time for consumers' fetches",
  FetchFollower: "time for followers' fetches",
}

const STAGE_WORDS: Readonly<Record<RequestStage, string>> = {
  queue: 'waiting for a request handler',
  local: 'local work',
  remote: 'waiting for followers',
  throttle: 'throttling',
  responseQueue: 'waiting to be sent',
  send: 'sending',
}

/** `91 % of its produce time, 1,290 ms, is local work`. */
export function symptomWords({ request, stage, stageMs, share }: Symptom): string {
  const whole = REQUEST_WORDS[request]
  if (stage === null) return `its ${whole} is ${msWords(stageMs)}`
  return `${percentWords(share)} of its ${whole}, ${msWords(stageMs)}, is ${STAGE_WORDS[stage]}`
}

export function symptomEvidence({ request, stage, stageMs, time }: Symptom): readonly Evidence[] {
  const whole = evidence(`${request}, sum of its stages at p99`, time, 'ms')
  if (stage === null) return [whole]
  return [{ text: `${request}, ${STAGE_WORDS[stage]}, p99`, value: stageMs, median: null, unit: 'ms' }, whole]
}
