// The same exporters read by us, interval by interval: what another reader of theirs may have seen in the meantime.
import { setTimeout as sleep } from 'node:timers/promises'
import { type MetricTarget, metricOfKey, type NodeMetrics, type TopicFlows } from '@perigee/domain'
import { type ClusterHints, openExporters, openExporterThread } from '@perigee/sources'

export interface Look {
  /** When it was asked for, epoch ms. */
  readonly atMs: number
  readonly metrics: NodeMetrics
}

const PAGE_WITHIN_MS = 30_000

/** Looks at one page every `intervalMs`, until it is over. */
export async function lookAt(
  target: MetricTarget,
  hints: ClusterHints,
  of: { readonly intervalMs: number; readonly isOver: () => boolean },
): Promise<readonly Look[]> {
  const thread = openExporterThread(new URL('./pages-thread.ts', import.meta.url))
  const exporters = openExporters({ auth: null, timeoutMs: PAGE_WITHIN_MS, thread })
  const looks: Look[] = []
  try {
    while (!of.isOver()) {
      const atMs = Date.now()
      const outcome = await exporters.scrape(target, hints, new AbortController().signal)
      if (!outcome.ok) throw new Error(outcome.failure.message)
      looks.push({ atMs, metrics: outcome.value })
      await sleep(Math.max(0, atMs + of.intervalMs - Date.now()))
    }
  } finally {
    await exporters.close()
    await thread.close()
  }
  return looks
}

/** The longest that the exporter took for an answer, ms. */
export function longestAnswer(looks: readonly Look[]): number {
  return Math.max(...looks.map(({ metrics }) => metrics.cost.answerMs))
}

export interface Span {
  readonly from: number
  readonly to: number
}

export interface Window {
  /** When the other reader was asked, epoch ms. */
  readonly atMs: number
  /** What it takes rates over. */
  readonly windowMs: number
  /** How often it looks, and how long an answer takes: it may have missed, or seen too much, by both. */
  readonly intervalMs: number
  readonly answerMs: number
}

/**
 * What a reader with such a window may tell of a key, given our own looks: of a rate, what was counted in the window give
 * or take an interval at both its ends, by the time between its first sample and its last; of anything else, what we saw
 * within two intervals. Null: we have not seen it there.
 */
export function spanOf(looks: readonly Look[], key: string, window: Window): Span | null {
  return isRate(key) ? rateSpan(looks, (metrics) => metrics.values.get(key), window) : gaugeSpan(looks, key, window)
}

export function isRate(key: string): boolean {
  return metricOfKey(key)?.kind === 'counter' || key.endsWith('/rate') || key === 'handler_idle'
}

/** As {@link spanOf}, of a topic's flow. */
export function flowSpan(looks: readonly Look[], topic: string, window: Window): Span | null {
  return rateSpan(looks, ({ topics }) => flowOf(topics, topic), window)
}

export function flowOf(topics: TopicFlows, topic: string): number | undefined {
  return topics.bytesIn[topics.topics.indexOf(topic)]
}

type Rate = (metrics: NodeMetrics) => number | undefined

function rateSpan(looks: readonly Look[], rateOf: Rate, { atMs, windowMs, intervalMs, answerMs }: Window): Span | null {
  let least = 0
  let most = 0
  let isSeen = false
  for (const [index, look] of looks.entries()) {
    const before = looks[index - 1]
    const rate = rateOf(look.metrics)
    if (before === undefined || rate === undefined) continue
    isSeen = true
    const counted = (rate * (look.atMs - before.atMs)) / 1_000
    if (before.atMs <= atMs && look.atMs >= atMs - windowMs - answerMs) most += counted
    if (look.atMs <= atMs - intervalMs - answerMs && before.atMs >= atMs - windowMs + intervalMs) least += counted
  }
  return isSeen ? { from: (least * 1_000) / windowMs, to: (most * 1_000) / (windowMs - 2 * intervalMs) } : null
}

function gaugeSpan(looks: readonly Look[], key: string, { atMs, intervalMs }: Window): Span | null {
  const near = looks.filter((look) => Math.abs(look.atMs - atMs) <= 2 * intervalMs)
  const seen = near.flatMap(({ metrics }) => metrics.values.get(key) ?? [])
  return seen.length === 0 ? null : { from: Math.min(...seen), to: Math.max(...seen) }
}
