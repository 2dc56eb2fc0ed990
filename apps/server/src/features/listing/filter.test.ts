import { type FilterKeys, type FilterVocabulary, PARTITION_FILTER, TOPIC_FILTER } from '@perigee/links'
import { NOW } from '@perigee/testkit'
import { expect, test } from 'vitest'
import { fakeCluster } from '../console-state.fake.ts'
import { partitionKeys } from '../partitions/keys.ts'
import { topicKeys } from '../topics/keys.ts'
import { topicTable } from '../topics/table.ts'
import { topicsView } from '../topics/view.ts'
import { readFilter } from './filter.ts'

const cluster = fakeCluster({
  topics: {
    'payments.captured': {
      partitions: 6,
      configs: { 'retention.ms': '604800000', 'cleanup.policy': 'compact,delete' },
    },
    orders: { partitions: [{ replicas: [1] }], configs: { 'retention.ms': '-1', 'cleanup.policy': 'delete' } },
    'payments.refunded': { partitions: 2, configs: { 'cleanup.policy': 'compact' } },
    refused: { partitions: 0, error: 29 },
    __offsets: { partitions: 1, internal: true },
  },
})
const { facts } = cluster
const assessment = cluster.assessment
if (assessment === null) throw new Error('the fixture has a topology')
const partitions = partitionKeys(assessment, facts, { lost: 'current', after: () => null })
const topics = topicKeys(topicTable(assessment, facts), facts, 'current')

function undefinedWords({ keys, conditions }: FilterVocabulary, registry: FilterKeys) {
  return [
    ...keys.filter(({ key }) => !(key in registry.fields)).map(({ key }) => key),
    ...conditions.filter(({ name }) => !(name in registry.conditions)).map(({ name }) => `is:${name}`),
  ]
}

test('what the filter box offers is what the lists know', () => {
  expect(undefinedWords(TOPIC_FILTER, topics)).toEqual([])
  expect(undefinedWords(PARTITION_FILTER, partitions)).toEqual([])
})

const matched = (q: string) => topicsView(cluster, { q, sort: 'name' }, NOW).data.items.map(({ name }) => name)

test.each([
  ['PAY', ['payments.captured', 'payments.refunded']],
  ['topic:orders', ['orders']],
  ['-topic:pay*', ['orders', 'refused']],
  ['cleanup:compact', ['payments.captured', 'payments.refunded']],
  ['cleanup:delete -cleanup:compact', ['orders']],
  ['retention:>=7d', ['orders', 'payments.captured']],
  ['retention:unknown', ['payments.refunded', 'refused']],
  ['rf:<3', ['orders']],
  ['partitions:>1 rack:rack-b', ['payments.captured', 'payments.refunded']],
  ['status:unknown', ['refused']],
  ['size:>5MB', ['payments.captured', 'payments.refunded']],
  ['is:rf-1', ['orders']],
  ['is:internal', ['__offsets']],
  ['-is:internal is:rf-1', ['orders']],
  ['is:rf-1,unknown', ['orders', 'refused']],
])('topics by %s', (q, names) => {
  expect(matched(q)).toEqual(names)
})

test('what cannot be read is refused with its place', () => {
  const refused = (text: string) => {
    try {
      return readFilter(text, topics)
    } catch (error) {
      return error
    }
  }
  for (const [text, at] of [
    ['rf:3 sise:3', 5],
    ['a is:bog', 5],
    ['/(/', 1],
    ['size:large', 5],
    ['status:fine', 7],
  ] as const)
    expect([text, refused(text)]).toMatchObject([text, { code: 'PGE_INVALID_FILTER', status: 400, at }])
  expect(refused('x'.repeat(501))).toMatchObject({ at: 500 })
})

test('nothing matches: the nearest name is offered', () => {
  const nearest = (q: string) => topicsView(cluster, { q }, NOW).data.nearest
  expect(nearest('payment.captured')).toBe('payments.captured')
  expect(nearest('topic:oders rf:1')).toBe('orders')
  expect(nearest('is:reassigning')).toBeNull()
})
