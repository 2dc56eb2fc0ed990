import { expect, test } from 'vitest'
import { anyOf, braces, matchersOf, quoted, seconds, selectorOf, spellings } from './promql.ts'

test('text is quoted so that it ends where it should', () => {
  expect(quoted('a"b\\c\nd')).toBe('"a\\"b\\\\c\\nd"')
  expect(quoted(anyOf(['orders.v1', 'a|b', 'x*']))).toBe('"orders\\\\.v1|a\\\\|b|x\\\\*"')
})

test('labels as rule sets write them', () => {
  expect(spellings('request')).toEqual(['request'])
  expect(spellings('networkProcessor')).toEqual(['networkProcessor', 'networkprocessor', 'network_processor'])
})

test.each([
  [{ label: 'topic', is: 'absent' }, ['topic=""'], []],
  [{ label: 'quantile', is: 'present' }, ['quantile!=""'], []],
  [{ label: 'request', is: 'one of', values: ['Produce', 'Fetch'] }, ['request=~"Produce|Fetch"'], []],
  [{ label: 'error', is: 'none of', values: ['NONE'] }, ['error!~"NONE"'], []],
  [{ label: 'device', is: 'unlike', pattern: 'lo|veth.*' }, ['device!~"lo|veth.*"'], []],
  [
    { label: 'clientId', is: 'one of', values: ['Replica'] },
    ['clientId=~"Replica|"', 'clientid=~"Replica|"', 'client_id=~"Replica|"'],
    ['clientId', 'clientid', 'client_id'],
  ],
] as const)('%j', (given, matchers, open) => {
  expect(matchersOf(given)).toEqual({ matchers, open })
})

test.each([
  [null, '{a="b"}'],
  ['cluster="eu"', '{a="b",cluster="eu"}'],
  [' {cluster="eu", env=~"p.*",} ', '{a="b",cluster="eu", env=~"p.*"}'],
])('a selector %j is put into every query', (configured, whole) => {
  expect(braces('a="b"', selectorOf(configured))).toBe(whole)
})

test('windows are whole seconds, never none', () => {
  expect([10, 1_000, 60_500].map(seconds)).toEqual(['1s', '1s', '61s'])
})
