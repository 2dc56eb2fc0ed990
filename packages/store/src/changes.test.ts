import { expect, test } from 'vitest'
import { ChangeLog, Onsets } from './changes.ts'

test('changes come newest first and the oldest fall out', () => {
  const log = new ChangeLog(3)
  for (let at = 1; at <= 5; at += 1) log.add({ at, cluster: 'c', status: 'ok', text: `change ${at}`, subject: {} })
  expect(log.since(0).map((change) => [change.id, change.at])).toEqual([
    [5, 5],
    [4, 4],
    [3, 3],
  ])
  expect(log.since(5).length).toBe(1)
})

test('an onset stays while the condition holds and starts anew after a break', () => {
  const onsets = new Onsets()
  expect(onsets.update(['a'], 10)).toEqual({ began: ['a'], ended: [] })
  expect(onsets.update(['a', 'b'], 20)).toEqual({ began: ['b'], ended: [] })
  expect([onsets.of('a'), onsets.of('b')]).toEqual([10, 20])
  expect(onsets.update(['b'], 30).ended).toEqual(['a'])
  onsets.update(['a', 'b'], 40)
  expect(onsets.of('a')).toBe(40)
})
