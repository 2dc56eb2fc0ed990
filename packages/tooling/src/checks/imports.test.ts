import { expect, test } from 'vitest'
import { importsOf } from './imports.ts'

const specifiers = (text: string) => importsOf(text).map((found) => found.specifier)

test('finds every way to import, over several lines too', () => {
  const text = [
    `import a from 'one'`,
    'import {',
    '  b,',
    '  type C,',
    '} from "two"',
    `import 'three'`,
    `export * from './four.ts'`,
    ['const five = await import', "('five')"].join(''),
  ].join('\n')
  expect(specifiers(text)).toEqual(['one', 'two', './four.ts', 'three', 'five'])
  expect(importsOf(text)[1]).toEqual({ specifier: 'two', typeOnly: false, values: ['b'], line: 2 })
})

test('tells types from values', () => {
  const statements = [
    `import type { A } from 'a'`,
    `export type { B } from 'b'`,
    `import { type C, type D } from 'c'`,
    `export type * from 'd'`,
  ]
  const types = importsOf(statements.join('\n'))
  expect(types.map((found) => found.typeOnly)).toEqual([true, true, true, true])
  expect(importsOf(`import { type C, d as e } from 'c'`)[0]).toMatchObject({ typeOnly: false, values: ['d'] })
})

test('a commented import is none, and lines still count from the top', () => {
  expect(importsOf(`/* import a from 'a'\n */\nimport b from 'b'`)).toEqual([
    { specifier: 'b', typeOnly: false, values: [], line: 3 },
  ])
  expect(specifiers(`// import a from 'a'`)).toEqual([])
})

test('an export of a value is not an import', () => {
  expect(specifiers(`export const from = 'here'\nexport function x() {}`)).toEqual([])
})
