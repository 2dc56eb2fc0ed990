import { expect, test } from 'vitest'
import { blockEnd, readLabels } from './labels.ts'

test.each([
  ['', {}],
  ['a="b"', { a: 'b' }],
  ['a="b",c="d",', { a: 'b', c: 'd' }],
  [' a = "b" , c="d" ', { a: 'b', c: 'd' }],
  ['logDirectory="\\"/data/1\\""', { logDirectory: '"/data/1"' }],
  ['a="x\\\\n\\n}{,"', { a: 'x\\n\n}{,' }],
  ['a="ä€"', { a: 'ä€' }],
])('reads {%s}', (text, labels) => {
  expect(Object.fromEntries(readLabels(text) ?? [['no', 'labels']])).toEqual(labels)
})

test.each(['a', 'a=b', 'a="b" c="d"', '="b"', 'a="b'])('reads nothing in {%s}', (text) => {
  expect(readLabels(text)).toBeUndefined()
})

test('a brace in quotes ends no block, an escaped quote no text', () => {
  const line = Buffer.from('x{a="}\\"}",b="2"} 1')
  expect(blockEnd(line, 1, line.length)).toBe(17)
  expect(blockEnd(Buffer.from('x{a="1" 2'), 1, 9)).toBe(-1)
})
