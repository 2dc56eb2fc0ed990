import type { BrokerRow } from '@perigee/contract'
import { expect, test } from 'vitest'
import { byRackThenId, joinReasons, untoldWords } from './model.ts'

test('brokers stand by rack and id, those without a rack last', () => {
  const row = (id: number, rack: string | null) => ({ id, rack }) as BrokerRow
  const cells = byRackThenId([row(9, null), row(3, 'b'), row(2, 'a'), row(1, 'b'), row(10, 'a')])
  expect(cells.map(({ id }) => id)).toEqual([2, 10, 1, 3, 9])
})

test('reasons read as one text, sentences or not', () => {
  expect(joinReasons(['It is not registered.', '156 replicas on it are not in sync.'])).toBe(
    'It is not registered. 156 replicas on it are not in sync.',
  )
  expect(joinReasons(['no answer in 5 s', 'still registered'])).toBe('no answer in 5 s; still registered')
  expect(joinReasons([])).toBe('')
})

test('a broker that does not answer is not told to lack a permission', () => {
  const needs = 'They need DescribeConfigs on the cluster.'
  const broker = { id: 3, answering: true, registered: true }
  expect(untoldWords(broker, 'settings', needs)).toBe(`The broker did not tell its settings. ${needs}`)
  expect(untoldWords({ ...broker, answering: false }, 'settings', needs)).toBe(
    'Broker 3 does not answer, so nobody can tell its settings.',
  )
  expect(untoldWords({ ...broker, answering: null, registered: false }, 'settings', needs)).toContain(
    'not in the cluster',
  )
})
