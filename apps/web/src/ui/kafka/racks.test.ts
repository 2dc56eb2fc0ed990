import type { BrokerCell } from '@perigee/contract'
import { expect, test } from 'vitest'
import { byRack, cellSentence } from './racks.ts'

const cell = (id: number, rack: string | null): BrokerCell => ({
  id,
  rack,
  status: 'ok',
  word: 'OK',
  controller: false,
})

test('brokers stand by rack, those without a rack in a group of their own', () => {
  const racks = byRack([cell(1, 'a'), cell(4, 'a'), cell(2, 'b'), cell(9, null)])
  expect(racks.map((rack) => [rack.name, rack.cells.map(({ id }) => id)])).toEqual([
    ['a', [1, 4]],
    ['b', [2]],
    [null, [9]],
  ])
})

test('a cell says all that its looks say', () => {
  const down: BrokerCell = { ...cell(7, 'b'), status: 'critical', word: 'Down', controller: true }
  expect(cellSentence(down, true)).toBe('Broker 7, Down, controller, failed in this what-if')
})
