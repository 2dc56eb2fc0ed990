import { expect, test } from 'vitest'
import { childPath, isValidPath, nameOf, parentOf, sequenceSuffix } from './paths.ts'

test.each([
  ['/', true],
  ['/a', true],
  ['/config/brokers/<default>', true],
  ['/a/..b/.c/d.', true],
  ['/ü/日本', true],
  ['', false],
  ['a', false],
  ['/a/', false],
  ['/a//b', false],
  ['/a/./b', false],
  ['/a/..', false],
  ['/.', false],
  ['/a\u0000', false],
  ['/a\u001f', false],
  ['/a\u0085', false],
  ['/\ufffd', false],
])('%j is a valid path: %s', (path, valid) => {
  expect(isValidPath(path)).toBe(valid)
})

test('parts of paths', () => {
  expect([parentOf('/a/b'), parentOf('/a'), nameOf('/a/b')]).toEqual(['/a', '/', 'b'])
  expect([childPath('/', 'a'), childPath('/a', 'b'), sequenceSuffix(12)]).toEqual(['/a', '/a/b', '0000000012'])
})
