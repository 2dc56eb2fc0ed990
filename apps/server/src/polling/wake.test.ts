import { registryOf, topologyOf } from '@perigee/testkit'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compareRegistries, hasNewTopic } from './wake.ts'

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
