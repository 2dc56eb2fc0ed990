import { registryOf, topologyOf } from '@perigee/testkit'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compareRegistries, hasNewTopic, hasNewTrouble } from './wake.ts'

const topologyNaming = (names: readonly string[]) =>
  topologyOf({ brokers: [1], topics: Object.fromEntries(names.map((name) => [name, { partitions: 1 }])) })

test('a new topic is seen whatever else changed', () => {
  const names = fc.uniqueArray(fc.stringMatching(/^[a-z.]{1,3}$/), { maxLength: 12 })
  fc.assert(
    fc.property(names, names, (before, after) => {
      const expected = after.some((name) => !before.includes(name))
      expect(hasNewTopic(topologyNaming(before), topologyNaming(after))).toBe(expected)
    }),
  )
})

test('brokers that return and fall silent are told apart', () => {
  const all = registryOf({}, [1, 2, 3], 'kraft')
  const without = registryOf({ down: [3], silent: [2] }, [1, 2, 3], 'kraft')
  expect(compareRegistries(all, without)).toMatchObject({ isBack: false, returned: [], fellSilent: [2, 3] })
  expect(compareRegistries(without, all)).toMatchObject({ returned: [2, 3], fellSilent: [] })
  expect(compareRegistries(undefined, all)).toMatchObject({ isBack: true, returned: [1, 2, 3] })
})

test('a silent broker that leaves the list is news: its leaders move now', () => {
  const silent = registryOf({ silent: [3] }, [1, 2, 3], 'kraft')
  const gone = registryOf({ down: [3] }, [1, 2, 3], 'kraft')
  expect(compareRegistries(silent, gone).fellSilent).toEqual([3])
  expect(compareRegistries(gone, gone).fellSilent).toEqual([])
})

test('more leaders or copies missing than before is new trouble, less is not', () => {
  const inSync = (isr: readonly number[], leader = 1) =>
    topologyOf({ brokers: [1, 2, 3], topics: { a: { partitions: [{ replicas: [1, 2, 3], isr, leader }] } } })
  const whole = inSync([1, 2, 3])
  expect(hasNewTrouble(undefined, inSync([1]))).toBe(false)
  expect([hasNewTrouble(whole, inSync([1, 2])), hasNewTrouble(whole, inSync([1, 2, 3], -1))]).toEqual([true, true])
  expect([hasNewTrouble(inSync([1]), whole), hasNewTrouble(whole, whole)]).toEqual([false, false])
})
