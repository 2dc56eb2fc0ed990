import { metricValue, requestRate, type SeenNode } from '../../vitals/scene.ts'
import type { WhyFinding } from '../why.ts'
import { msWords } from '../words.ts'

/** Clients that are held back for this long at p99 feel it. */
export const LONG_THROTTLE_MS = 100

/** Quotas hold clients back: what they feel is meant, and no fault of the broker. */
export function throttled(node: SeenNode): WhyFinding | null {
  const [worst] = (['Produce', 'FetchConsumer'] as const)
    .flatMap((request) => {
      const ms = metricValue(node, `req_throttle_ms/${request}/p99`)
      const isIdle = (requestRate(node, request) ?? 0) <= 0
      return ms === null || ms < LONG_THROTTLE_MS || isIdle ? [] : [{ request, ms }]
    })
    .sort((a, b) => b.ms - a.ms)
  if (worst === undefined) return null
  const whom = worst.request === 'Produce' ? 'Producers' : 'Consumers'
  return {
    code: 'throttled',
    broker: node.id,
    brokers: [node.id],
    culprit: null,
    sentence: `${whom} of broker ${node.id} are held back by quotas: for ${msWords(worst.ms)} at p99.`,
    advice:
      'Look which quota applies (kafka-configs.sh --describe --entity-type users clients) and whether it still fits.',
    evidence: [{ text: `${worst.request}, throttle time, p99`, value: worst.ms, median: null, unit: 'ms' }],
  }
}
