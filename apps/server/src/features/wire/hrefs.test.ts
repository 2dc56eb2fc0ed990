import { expect, test } from 'vitest'
import { hrefOf, hrefOrNull } from './hrefs.ts'

test('targets become URLs of the one codec; counts of topics include internal ones', () => {
  expect(hrefOf('a b', { page: 'partitions', q: 'is:offline broker:3,4' })).toBe(
    '/c/a%20b/partitions?q=is:offline%20broker:3,4',
  )
  expect(hrefOf('c', { page: 'topics', q: 'is:unclean-election' })).toBe(
    '/c/c/topics?q=is:unclean-election&internal=show',
  )
  expect(hrefOf('c', { page: 'topics' })).toBe('/c/c/topics')
  expect(hrefOf('c', { page: 'broker', broker: 3 })).toBe('/c/c/brokers/3')
  expect(hrefOf('c', { page: 'topic', topic: 'a.b/ü' })).toBe('/c/c/topics/a.b%2F%C3%BC')
  expect(hrefOf('c', { page: 'cluster' })).toBe('/c/c')
  expect(hrefOf('c', { page: 'durability', lose: 'rack:b' })).toBe('/c/c/durability?lose=rack:b')
  expect(hrefOf('c d', { page: 'sources' })).toBe('/sources?q=cluster:%22c%20d%22')
  expect(hrefOrNull('c', null)).toBeNull()
})
