import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Page, readUrl, urlOf, VIEW_KEYS, type View } from './paths.ts'

const wellFormed = fc.string({ minLength: 1, maxLength: 40, unit: 'grapheme' }).map((text) => text.toWellFormed())
const topicName = fc.oneof(
  fc.stringMatching(/^[a-zA-Z0-9._-]{1,249}$/),
  fc.constantFrom('a.b-c_d', 'a/b', '100%', '%2F', 'ünï→cødé', 'x'.repeat(249), 'a?b#c&d=e+f', ' ', '..a', 'a%'),
  wellFormed,
)

const page: fc.Arbitrary<Page> = fc.oneof(
  fc.constantFrom<Page>({ kind: 'overview' }, { kind: 'sources' }, { kind: 'settings' }),
  fc.record({
    kind: fc.constantFrom(
      'cluster',
      'brokers',
      'topics',
      'partitions',
      'durability',
      'quorum',
      'capability',
      'capacity',
    ),
    cluster: wellFormed,
  }),
  fc.record({ kind: fc.constant('broker'), cluster: wellFormed, broker: fc.nat() }),
  fc.record({ kind: fc.constant('topic'), cluster: wellFormed, topic: topicName }),
) as fc.Arbitrary<Page>

const view = fc
  .dictionary(fc.constantFrom(...VIEW_KEYS), fc.oneof(wellFormed, fc.constant('is:offline broker:1,2 -/a+b/ "x y"')))
  .map((entries) => ({ ...entries })) as fc.Arbitrary<View>

const kept = fc
  .dictionary(fc.stringMatching(/^[a-z]{4,8}$/), wellFormed)
  .map((entries) => Object.fromEntries(Object.entries(entries).filter(([key]) => !VIEW_KEYS.includes(key as 'q'))))

function split(url: string): [string, string] {
  const { pathname, search } = new URL(url, 'http://console.example')
  return [pathname, search]
}

test('every page with every view is read back from its URL, as a browser sends it', () => {
  fc.assert(
    fc.property(page, view, kept, (thing, state, others) => {
      fc.pre(!Object.values(thing).some((part) => part === '.' || part === '..'))
      expect(readUrl(...split(urlOf(thing, state, others)))).toEqual({ page: thing, view: state, kept: others })
    }),
    { numRuns: 1000 },
  )
})

test('equal views have equal URLs, and defaults are left out', () => {
  const topics: Page = { kind: 'topics', cluster: 'eu' }
  expect(urlOf(topics, { sort: '-size', q: 'is:offline' })).toBe('/c/eu/topics?q=is:offline&sort=-size')
  expect(urlOf(topics, { q: '' })).toBe('/c/eu/topics')
})

test('filters stay readable in URLs', () => {
  const url = urlOf({ kind: 'partitions', cluster: 'eu' }, { q: 'is:offline broker:1,2' })
  expect(url).toBe('/c/eu/partitions?q=is:offline%20broker:1,2')
})

test('no path or query makes it throw, and half a surrogate pair can be minted', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (path, search) => {
      expect(readUrl(`/${path}`, search).page.kind).toBeTypeOf('string')
    }),
  )
  expect(readUrl('/c/%E0%A4%A', '').page).toEqual({ kind: 'not-found', path: '/c/%E0%A4%A' })
  expect(urlOf({ kind: 'topic', cluster: 'eu', topic: '\ud800' })).toBe('/c/eu/topics/%EF%BF%BD')
})

test.each(['/c', '/c/eu/nothing', '/c/eu/brokers/x', '/c/eu/topics/a/b', '/clusters', '/c/eu/brokers/-1'])(
  '%s is not found',
  (path) => {
    expect(readUrl(path, '').page.kind).toBe('not-found')
  },
)

test('unknown parameters are kept and ignored', () => {
  const read = readUrl('/c/eu/topics', '?q=a&utm=b&__proto__=c')
  expect(read.view).toEqual({ q: 'a' })
  expect(Object.entries(read.kept)).toEqual([
    ['utm', 'b'],
    ['__proto__', 'c'],
  ])
})
