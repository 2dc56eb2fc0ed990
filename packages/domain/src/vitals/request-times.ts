import { TIMED_REQUESTS } from '../metrics/catalogue.ts'
import { metricKey, type Statistic } from '../metrics/metric.ts'
import { metricValue, requestRate, type SeenNode } from './scene.ts'

/** Stages of a request in the order it passes them, and the metric of each (kafka.network:type=RequestMetrics). */
export const METRIC_OF_STAGE = {
  queue: 'req_queue_ms',
  local: 'req_local_ms',
  remote: 'req_remote_ms',
  throttle: 'req_throttle_ms',
  responseQueue: 'resp_queue_ms',
  send: 'resp_send_ms',
} as const
export type RequestStage = keyof typeof METRIC_OF_STAGE
export const REQUEST_STAGES = Object.keys(METRIC_OF_STAGE) as readonly RequestStage[]

/** Times in ms; null = not told. Percentiles are of the last five minutes or so, as Kafka's reservoir keeps them. */
export interface Distribution {
  readonly p50: number | null
  readonly p95: number | null
  readonly p99: number | null
  /** Only where sum and count are told. */
  readonly mean: number | null
}

export interface RequestTime {
  readonly request: string
  readonly ratePerSecond: number | null
  /** No request came lately: Kafka's reservoir still shows the times of the last ones. */
  readonly isIdle: boolean
  readonly total: Distribution
  readonly stages: readonly (Distribution & { readonly stage: RequestStage })[]
}

/** Times of the three requests that users feel, on one node. */
export function requestTimes(node: SeenNode): readonly RequestTime[] {
  return TIMED_REQUESTS.map((request) => {
    const rate = requestRate(node, request)
    const of = (metric: string) => distributionOf([node], metric, request)
    return {
      request,
      ratePerSecond: rate,
      isIdle: rate === 0,
      total: of('req_total_ms'),
      stages: REQUEST_STAGES.map((stage) => ({ stage, ...of(METRIC_OF_STAGE[stage]) })),
    }
  })
}

/**
 * The largest of all nodes, stage by stage: percentiles of several nodes must not be averaged. Nodes that had no such
 * request lately are left out, as long as one had.
 */
export function largestRequestTimes(nodes: readonly SeenNode[]): readonly RequestTime[] {
  return TIMED_REQUESTS.map((request) => {
    const rates = nodes.map((node) => requestRate(node, request))
    const told = rates.filter((rate) => rate !== null)
    const isIdle = told.length > 0 && told.every((rate) => rate === 0)
    const asked = isIdle ? nodes : nodes.filter((_, at) => rates[at] !== 0)
    const of = (metric: string) => distributionOf(asked, metric, request)
    return {
      request,
      ratePerSecond: told.length === 0 ? null : told.reduce((sum, rate) => sum + rate, 0),
      isIdle,
      total: of('req_total_ms'),
      stages: REQUEST_STAGES.map((stage) => ({ stage, ...of(METRIC_OF_STAGE[stage]) })),
    }
  })
}

function distributionOf(nodes: readonly SeenNode[], metric: string, request: string): Distribution {
  const largest = (statistic: Statistic) =>
    nodes.reduce<number | null>((most, node) => {
      const value = metricValue(node, metricKey(metric, request, statistic))
      return value === null || (most !== null && most >= value) ? most : value
    }, null)
  return { p50: largest('p50'), p95: largest('p95'), p99: largest('p99'), mean: largest('mean') }
}
