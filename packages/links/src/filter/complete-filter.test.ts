import { expect, test } from 'vitest'
import { completeFilter } from './complete-filter.ts'
import { parseFilter } from './parse-filter.ts'
import * as vocabulary from './vocabulary.ts'

const complete = (text: string, cursor = text.length, counts?: ReadonlyMap<string, number>) => {
  const { from, to, options } = completeFilter({ text, cursor }, vocabulary.TOPIC_FILTER, counts)
  return { from, to, texts: options.map((option) => option.text) }
}

test('a started word is completed to keys and conditions', () => {
  expect(complete('pay par')).toEqual({ from: 4, to: 7, texts: ['partitions:'] })
  expect(complete('-und')).toEqual({ from: 1, to: 4, texts: ['is:under-min-isr', 'is:under-replicated'] })
})

test('after a colon come the values, after a comma the next one', () => {
  expect(complete('status:w').texts).toEqual(['status:warning'])
  expect(complete('status:ok,un').texts).toEqual(['status:ok,unknown'])
  expect(complete('is:off').texts).toEqual(['is:offline'])
  expect(complete('size:').texts).toEqual([])
})

test('what counts rows comes first', () => {
  const { options } = completeFilter({ text: 'is:', cursor: 3 }, vocabulary.TOPIC_FILTER, new Map([['is:empty', 4]]))
  expect(options[0]).toMatchObject({ text: 'is:empty', count: 4 })
})

test('the whole word under the cursor is replaced', () => {
  expect(complete('is:offl is:x', 5)).toMatchObject({ from: 0, to: 7, texts: ['is:offline'] })
})

test('nothing is proposed inside quotes or a regular expression', () => {
  expect(complete('"is:off').texts).toEqual([])
  expect(complete('/is').texts).toEqual([])
})

test('everything in the vocabularies can be read by the grammar', () => {
  for (const { keys, conditions } of Object.values(vocabulary) as vocabulary.FilterVocabulary[]) {
    for (const { key, values } of keys) expect(parseFilter(`${key}:${values?.[0] ?? '1'}`)).not.toHaveProperty('error')
    for (const { name } of conditions) expect(parseFilter(`is:${name}`)).not.toHaveProperty('error')
    expect(new Set(keys.map(({ key }) => key)).size).toBe(keys.length)
  }
})
