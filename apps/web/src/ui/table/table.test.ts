import { expect, test } from 'vitest'
import { type Column, nextSort, type Sorting, sortDirection, visibleColumns } from './column.ts'
import { holdOrder } from './held-order.ts'
import { splitName } from './middle-ellipsis.ts'
import { placeOf, rememberPlace } from './place-memory.ts'
import { rowAct } from './row-keys.ts'
import { rowsByPlace, windowOffsets } from './windows.ts'

interface Row {
  readonly id: string
  readonly size: number
}
const column = (id: string, more: Partial<Column<Row>> = {}): Column<Row> => ({
  id,
  label: id,
  priority: 2,
  cell: () => id,
  ...more,
})
const size = column('size', { sort: { key: 'size', first: 'descending' } })
const sorting = (current?: string): Sorting => ({ current, fallback: 'status', choose: () => {} })

test('a header asks for its first direction, then the other', () => {
  expect(nextSort(size, sorting())).toBe('-size')
  expect(nextSort(size, sorting('-size'))).toBe('size')
  expect(nextSort(size, sorting('size'))).toBe('-size')
})

test('the order a table has anyway is left out of the URL, and still shown as sorted', () => {
  const status = column('status', { sort: { key: 'status', first: 'ascending' } })
  expect(sortDirection(status, sorting())).toBe('ascending')
  expect(nextSort(status, sorting('-size'))).toBeUndefined()
  expect(nextSort(status, sorting())).toBe('-status')
})

test('the first column cannot be chosen away', () => {
  const columns = [column('name', { priority: 1 }), size, column('skew', { off: true })]
  expect(visibleColumns(columns, null).map(({ id }) => id)).toEqual(['name', 'size'])
  expect(visibleColumns(columns, new Set(['skew'])).map(({ id }) => id)).toEqual(['name', 'skew'])
})

test('keys move by row, screen and end, and never past the list', () => {
  const place = { active: 5, count: 30, page: 10 }
  expect(rowAct('j', place)).toEqual({ kind: 'move', to: 6 })
  expect(rowAct('ArrowUp', place)).toEqual({ kind: 'move', to: 4 })
  expect(rowAct('PageDown', place)).toEqual({ kind: 'move', to: 15 })
  expect(rowAct('PageUp', place)).toEqual({ kind: 'move', to: 0 })
  expect(rowAct('End', place)).toEqual({ kind: 'move', to: 29 })
  expect(rowAct(' ', place)).toEqual({ kind: 'peek' })
  expect(rowAct('x', place)).toBeNull()
})

test('held rows stay where they are drawn and take their newest values', () => {
  const a = { id: 'a', size: 1 }
  const b = { id: 'b', size: 2 }
  const shown = rowsByPlace([{ offset: 0, items: [a, b] }])
  const next = rowsByPlace([
    {
      offset: 0,
      items: [
        { id: 'b', size: 9 },
        { id: 'a', size: 3 },
      ],
    },
  ])
  const held = holdOrder(shown, next, (row) => row.id)
  expect([...held.rows.values()]).toEqual([
    { id: 'a', size: 3 },
    { id: 'b', size: 9 },
  ])
  expect(held.moved).toBe(2)
})

test('a row that vanished while held keeps its last values and is counted', () => {
  const shown = rowsByPlace([{ offset: 0, items: [{ id: 'gone', size: 1 }] }])
  const next = rowsByPlace([{ offset: 0, items: [{ id: 'new', size: 2 }] }])
  const held = holdOrder(shown, next, (row) => row.id)
  expect(held.rows.get(0)).toEqual({ id: 'gone', size: 1 })
  expect(held.moved).toBe(1)
})

test('equal order means nothing would move', () => {
  const rows = rowsByPlace([{ offset: 200, items: [{ id: 'a', size: 1 }] }])
  expect(holdOrder(rows, rows, (row) => row.id).moved).toBe(0)
})

test('only the windows in view are asked for', () => {
  expect(windowOffsets({ first: 0, last: 30 }, null)).toEqual([0])
  expect(windowOffsets({ first: 190, last: 230 }, 20_418)).toEqual([0, 200])
  expect(windowOffsets({ first: 20_390, last: 20_430 }, 20_418)).toEqual([20_200, 20_400])
  expect(windowOffsets({ first: 0, last: 30 }, 0)).toEqual([0])
})

test('names give way in the middle and keep their end', () => {
  expect(splitName('payments.captured.v4')).toEqual({ head: 'payments.c', tail: 'aptured.v4' })
  expect(splitName('ab')).toEqual({ head: 'a', tail: 'b' })
  expect(splitName('')).toEqual({ head: '', tail: '' })
  expect(splitName('😀😀').head).toBe('😀')
})

test('the place of a list is remembered, and only the last fifty', () => {
  for (let at = 0; at < 60; at += 1) rememberPlace(`list-${at}`, { scrollTopPx: at, active: at })
  expect(placeOf('list-59')).toEqual({ scrollTopPx: 59, active: 59 })
  expect(placeOf('list-0')).toBeNull()
})
