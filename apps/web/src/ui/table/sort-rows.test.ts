import { expect, test } from 'vitest'
import { sortRows } from './sort-rows.ts'

const rows = [
  { id: 'a', size: 2 },
  { id: 'b', size: null },
  { id: 'c', size: 9 },
]
const values = { size: (row: { size: number | null }) => row.size }
const ids = (sort?: string) => sortRows(rows, sort, values).map(({ id }) => id)

test('unknown comes last in both directions and is never taken for zero', () => {
  expect(ids('size')).toEqual(['a', 'c', 'b'])
  expect(ids('-size')).toEqual(['c', 'a', 'b'])
})

test('without a sort, or with one that is not known, the order given stays', () => {
  expect(ids()).toEqual(['a', 'b', 'c'])
  expect(ids('colour')).toEqual(['a', 'b', 'c'])
})
