import { expect, test } from 'vitest'
import { lossList, lossText, lossWords, toggleBroker, toggleRack } from './loss.ts'

const CELLS = [
  { id: 1, rack: 'a' },
  { id: 2, rack: 'a' },
  { id: 3, rack: 'b' },
  { id: 4, rack: null },
]

test('a broker is failed and brought back', () => {
  expect(toggleBroker([], 3, CELLS)).toEqual(['broker:3'])
  expect(toggleBroker(['broker:3'], 3, CELLS)).toEqual([])
  expect(toggleBroker([], 4, CELLS)).toEqual(['broker:4'])
})

test('bringing back one broker of a failed rack leaves its rack mates failed', () => {
  expect(toggleBroker(['rack:a', 'broker:3'], 1, CELLS)).toEqual(['broker:3', 'broker:2'])
})

test('a rack swallows its brokers, and comes back whole', () => {
  expect(toggleRack(['broker:1', 'broker:3'], 'a', CELLS)).toEqual(['broker:3', 'rack:a'])
  expect(toggleRack(['rack:a'], 'a', CELLS)).toEqual([])
  expect(toggleRack(['broker:1', 'broker:2'], 'a', CELLS)).toEqual([])
})

test('the URL text survives blanks and empty entries', () => {
  expect(lossList(' broker:3, ,rack:b,')).toEqual(['broker:3', 'rack:b'])
  expect(lossList(undefined)).toEqual([])
  expect(lossText([])).toBeUndefined()
  expect(lossText(['broker:3', 'rack:b'])).toBe('broker:3,rack:b')
})

test('a loss in words', () => {
  expect(lossWords(['rack:b'])).toBe('rack b')
  expect(lossWords(['broker:3', 'dc:a:b', 'controllers:2'])).toBe('broker 3, data centre a:b and 2 controllers')
  expect(lossWords(['controllers:1', 'nonsense'])).toBe('1 controller and nonsense')
})
