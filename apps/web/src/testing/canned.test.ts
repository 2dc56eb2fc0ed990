import {
  clusterDetailSchema,
  effectiveConfigSchema,
  overviewSchema,
  searchSchema,
  seriesSchema,
} from '@perigee/contract'
import { expect, test } from 'vitest'
import { cannedAnswer, STORIES } from './canned.ts'

const body = (story: string, path: string) => cannedAnswer(story, new URL(path, 'http://localhost'))?.body

test.each(STORIES)('the %s story keeps the contract', (story) => {
  expect(overviewSchema.safeParse(body(story, '/api/v1/overview')).error).toBeUndefined()
  expect(searchSchema.safeParse(body(story, '/api/v1/search?q=a')).error).toBeUndefined()
  expect(effectiveConfigSchema.safeParse(body(story, '/api/v1/config')).error).toBeUndefined()
  for (const { name } of overviewSchema.parse(body(story, '/api/v1/overview')).data.clusters) {
    expect(clusterDetailSchema.safeParse(body(story, `/api/v1/clusters/${name}`)).error).toBeUndefined()
    expect(
      seriesSchema.safeParse(body(story, `/api/v1/series?cluster=${name}&metric=sizeBytes`)).error,
    ).toBeUndefined()
  }
})
