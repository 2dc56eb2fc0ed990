import {
  apiPath,
  brokerDetailSchema,
  brokersSchema,
  brokerVitalsSchema,
  capabilitySchema,
  capacitySchema,
  clusterDetailSchema,
  clusterVitalsSchema,
  type FreshnessWire,
  overviewSchema,
  partitionsSchema,
  preflightSchema,
  quorumSchema,
  restartCheckSchema,
  searchSchema,
  seriesSchema,
  sourcesSchema,
  topicDetailSchema,
  topicsSchema,
  whatIfSchema,
} from '@perigee/contract'
import { expect } from 'vitest'
import { CLUSTER } from './api.ts'
import type { Answer, RunningConsole } from './running-console.ts'

/** The bar of every page, whatever state its cluster is in. */
export const PAGE_LIMIT_MS = 1000

interface Page {
  readonly path: string
  readonly schema: { parse(value: unknown): unknown }
}

/** What every page of the console reads, for a cluster with brokers 1 to 3 and a topic. */
export function pagesFor(topic: string): Page[] {
  const brokers = [1, 2, 3].map((broker) => ({ ...CLUSTER, broker }))
  return [
    { path: apiPath('overview'), schema: overviewSchema },
    { path: apiPath('cluster', CLUSTER), schema: clusterDetailSchema },
    { path: `${apiPath('series')}?cluster=${CLUSTER.cluster}&metric=messagesInPerSecond`, schema: seriesSchema },
    { path: apiPath('vitals', CLUSTER), schema: clusterVitalsSchema },
    { path: apiPath('capability', CLUSTER), schema: capabilitySchema },
    { path: apiPath('quorum', CLUSTER), schema: quorumSchema },
    { path: apiPath('capacity', CLUSTER), schema: capacitySchema },
    { path: apiPath('preflight', CLUSTER), schema: preflightSchema },
    { path: apiPath('brokers', CLUSTER), schema: brokersSchema },
    ...brokers.map((params) => ({ path: apiPath('broker', params), schema: brokerDetailSchema })),
    ...brokers.map((params) => ({ path: apiPath('brokerVitals', params), schema: brokerVitalsSchema })),
    ...brokers.map((params) => ({ path: apiPath('restartCheck', params), schema: restartCheckSchema })),
    { path: apiPath('topics', CLUSTER), schema: topicsSchema },
    { path: apiPath('topic', { ...CLUSTER, topic }), schema: topicDetailSchema },
    { path: `${apiPath('partitions', CLUSTER)}?q=is:offline`, schema: partitionsSchema },
    { path: `${apiPath('whatIf', CLUSTER)}?lose=broker:3`, schema: whatIfSchema },
    { path: apiPath('sources'), schema: sourcesSchema },
    { path: `${apiPath('search')}?q=${topic}`, schema: searchSchema },
  ]
}

/** Asks every page once, one after the other, and holds each to its schema and to {@link PAGE_LIMIT_MS}. */
export async function askEveryPage(console: RunningConsole, topic: string): Promise<Map<string, FreshnessWire>> {
  const freshness = new Map<string, FreshnessWire>()
  for (const page of pagesFor(topic)) {
    const answer = await console.get(page.path)
    expect(inTime(page.path, answer)).toBe(`${page.path}: 200 in time`)
    const body = page.schema.parse(JSON.parse(answer.text)) as { freshness: FreshnessWire }
    freshness.set(page.path, body.freshness)
  }
  return freshness
}

function inTime(path: string, answer: Answer): string {
  if (answer.status !== 200) return `${path}: ${answer.status} ${answer.text.slice(0, 300)}`
  return `${path}: 200 ${answer.tookMs <= PAGE_LIMIT_MS ? 'in time' : `after ${Math.round(answer.tookMs)} ms`}`
}

/** The same where nothing is known: each page is an answer or a typed refusal with a hint, never a crash, and in time. */
export async function askEveryPageBlind(console: RunningConsole, topic: string): Promise<void> {
  for (const page of pagesFor(topic)) {
    const answer = await console.get(page.path)
    expect(`${page.path} ${answer.tookMs <= PAGE_LIMIT_MS}`).toBe(`${page.path} true`)
    const body = JSON.parse(answer.text)
    if (answer.status === 200) page.schema.parse(body)
    else
      expect(body, page.path).toMatchObject({
        error: { code: expect.stringMatching(/^PGE_/), hint: expect.any(String) },
      })
  }
}
