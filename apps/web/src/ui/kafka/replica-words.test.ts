import { expect, test } from 'vitest'
import { replicaSentence } from './replica-words.ts'

test('replica cells have a text that says the same', () => {
  expect(
    replicaSentence([
      { broker: 19, state: 'leader' },
      { broker: 7, state: 'offline' },
      { broker: 11, state: 'behind' },
      { broker: 4, state: 'in-sync' },
    ]),
  ).toBe('leader 19, offline 7, behind 11, in sync 4')
})

test('a partition whose copies are not known says so', () => {
  expect(replicaSentence([])).toBe('replicas unknown')
})
