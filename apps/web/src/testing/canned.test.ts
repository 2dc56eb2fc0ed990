import {
  brokerVitalsSchema,
  capabilitySchema,
  capacitySchema,
  clusterDetailSchema,
  clusterVitalsSchema,
  effectiveConfigSchema,
  overviewSchema,
  quorumSchema,
  searchSchema,
  seriesSchema,
} from '@perigee/contract'
import { expect, test } from 'vitest'
import { cannedAnswer, STORIES } from './canned.ts'
import { routes } from './canned-more.ts'

const body = (story: string, path: string) => cannedAnswer(story, new URL(path, 'http://localhost'))?.body

test.each(STORIES)('the %s story keeps the contract', (story) => {
  expect(overviewSchema.safeParse(body(story, '/api/v1/overview')).error).toBeUndefined()
  expect(searchSchema.safeParse(body(story, '/api/v1/search?q=a')).error).toBeUndefined()
  expect(effectiveConfigSchema.safeParse(body(story, '/api/v1/config')).error).toBeUndefined()
  for (const { name } of overviewSchema.parse(body(story, '/api/v1/overview')).data.clusters) {
    expect(clusterDetailSchema.safeParse(body(story, `/api/v1/clusters/${name}`)).error).toBeUndefined()
    expect(seriesSchema.safeParse(body(story, `/api/v1/series?cluster=${name}&metric=sizeBytes`)).error).toBeUndefined()
  }
})

const metricsBody = (story: string, path: string) =>
  cannedAnswer(story, new URL(path, 'http://localhost'), routes)?.body

test.each(STORIES)('metrics of the %s story keep the contract', (story) => {
  for (const cluster of ['payments-eu', 'orders-legacy']) {
    const of = `/api/v1/clusters/${cluster}`
    expect(clusterVitalsSchema.safeParse(metricsBody(story, `${of}/vitals`)).error).toBeUndefined()
    expect(brokerVitalsSchema.safeParse(metricsBody(story, `${of}/brokers/11/vitals`)).error).toBeUndefined()
    expect(capabilitySchema.safeParse(metricsBody(story, `${of}/capability`)).error).toBeUndefined()
    expect(capacitySchema.safeParse(metricsBody(story, `${of}/capacity`)).error).toBeUndefined()
    expect(quorumSchema.safeParse(metricsBody(story, `${of}/quorum`)).error).toBeUndefined()
    const series = metricsBody(story, `/api/v1/series?cluster=${cluster}&metric=handler_idle&by=node`)
    expect(seriesSchema.safeParse(series).error).toBeUndefined()
  }
})
