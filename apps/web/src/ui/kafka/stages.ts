import type { RequestTimes, Stage } from '@perigee/contract'
import type { StackPart } from '../plot/series-stack.tsx'

/** The requests that users and followers feel, as Kafka names them. */
export const REQUESTS = ['Produce', 'FetchConsumer', 'FetchFollower'] as const
export type TimedRequest = (typeof REQUESTS)[number]

interface StageLook {
  readonly stage: Stage
  readonly label: string
  readonly metric: string
  readonly ink: string
}

/** Stages in the order in which a request meets them; the same colour on every chart. */
export const STAGE_LOOKS: readonly StageLook[] = [
  { stage: 'queue', label: 'queue', metric: 'req_queue_ms', ink: 's5' },
  { stage: 'local', label: 'local', metric: 'req_local_ms', ink: 's1' },
  { stage: 'remote', label: 'remote', metric: 'req_remote_ms', ink: 's2' },
  { stage: 'throttle', label: 'throttle', metric: 'req_throttle_ms', ink: 's4' },
  { stage: 'responseQueue', label: 'resp. queue', metric: 'resp_queue_ms', ink: 's3' },
  { stage: 'send', label: 'send', metric: 'resp_send_ms', ink: 'rest' },
]

/** Means may be stacked: they add up to the total. Where no mean is told their p99 is drawn, which need not add up. */
export function stageParts(request: TimedRequest): readonly StackPart[] {
  return STAGE_LOOKS.map(({ label, metric, ink }) => ({
    label,
    ink,
    metric: `${metric}/${request}/mean`,
    instead: `${metric}/${request}/p99`,
  }))
}

export const STAGE_PARTS: Readonly<Record<TimedRequest, readonly StackPart[]>> = {
  Produce: stageParts('Produce'),
  FetchConsumer: stageParts('FetchConsumer'),
  FetchFollower: stageParts('FetchFollower'),
}

/** Percentiles of a request that nobody sends are of the last ones that came: they are said to be. */
export const NO_TRAFFIC = 'no traffic now; times of the last requests, ms'

export function isIdle(requests: readonly RequestTimes[], request: string): boolean {
  return requests.find((each) => each.request === request)?.isIdle === true
}

export const STATISTICS = ['mean', 'p50', 'p95', 'p99'] as const
export type ShownStatistic = (typeof STATISTICS)[number]

/** Value of each stage of a request for one statistic, in their order; null where it is not told. */
export function stageValues({ stages }: RequestTimes, statistic: ShownStatistic): readonly (number | null)[] {
  return STAGE_LOOKS.map(({ stage }) => stages.find((each) => each.stage === stage)?.[statistic] ?? null)
}
