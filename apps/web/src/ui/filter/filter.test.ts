import { expect, test } from 'vitest'
import { type FilterKey, suggestions } from './completion.ts'
import { chipsAndTail, hasTerm, splitTerms, toggleTerm } from './terms.ts'

const texts = (text: string) => splitTerms(text).map((term) => term.text)

test('terms end at white space, not inside quotes or regular expressions', () => {
  expect(texts('  -topic:test*  "two words" is:offline ')).toEqual(['-topic:test*', '"two words"', 'is:offline'])
  expect(texts('/a b/ c')).toEqual(['/a b/', 'c'])
  expect(texts('topic:/a b\\/c d/ e')).toEqual(['topic:/a b\\/c d/', 'e'])
  expect(texts('a/b c')).toEqual(['a/b', 'c'])
})

test('an unclosed quote runs to the end instead of being torn apart', () => {
  expect(texts('is:offline "half open')).toEqual(['is:offline', '"half open'])
})

test('terms know their place, so that an error can point at its character', () => {
  expect(splitTerms('rf:3 is:x')[1]).toEqual({ text: 'is:x', start: 5, end: 9 })
})

test('what is being typed stays text, what is finished becomes a chip', () => {
  expect(chipsAndTail('rf:3 pay')).toEqual({ chips: ['rf:3'], tail: 'pay' })
  expect(chipsAndTail('rf:3 pay ')).toEqual({ chips: ['rf:3', 'pay'], tail: '' })
  expect(chipsAndTail('')).toEqual({ chips: [], tail: '' })
})

test('a facet is added once and taken away again', () => {
  expect(toggleTerm('rf:3', 'is:offline')).toBe('rf:3 is:offline')
  expect(toggleTerm('rf:3 is:offline', 'is:offline')).toBe('rf:3')
  expect(hasTerm('rf:3 is:offline', 'is:off')).toBe(false)
})

const KEYS: readonly FilterKey[] = [
  { key: 'status', hint: 'how it is', values: ['critical', 'warning', 'ok'] },
  { key: 'size', hint: 'bytes' },
  { key: 'is', hint: 'condition' },
]
const FACETS = [
  { q: 'is:offline', count: 3 },
  { q: 'is:under-replicated', count: 7 },
  { q: 'status:critical', count: 2 },
]

test('keys are offered first, conditions by any part of their name with their count', () => {
  expect(suggestions('s', KEYS, FACETS).map(({ text }) => text)).toEqual(['status:', 'size:'])
  expect(suggestions('repl', KEYS, FACETS)).toEqual([{ text: 'is:under-replicated', hint: '', count: 7 }])
  expect(suggestions('', KEYS, FACETS).map(({ text }) => text)).toEqual(['status:', 'size:', 'is:'])
})

test('values follow the colon, with counts where they are known', () => {
  expect(suggestions('status:', KEYS, FACETS)).toEqual([
    { text: 'status:critical', hint: '', count: 2 },
    { text: 'status:warning', hint: '', count: null },
    { text: 'status:ok', hint: '', count: null },
  ])
  expect(suggestions('-status:critical,w', KEYS, FACETS).map(({ text }) => text)).toEqual(['-status:critical,warning'])
  expect(suggestions('is:offline', KEYS, FACETS)).toEqual([])
})
