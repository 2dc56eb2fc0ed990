import { expect, test } from 'vitest'
import { sharedSlices } from './slices.ts'

function work(log: string[], name: string) {
  return function* (): Generator<undefined, void> {
    log.push(`${name} begins`)
    // Longer than a slice, so that others come meanwhile.
    const until = performance.now() + 10
    while (performance.now() < until) yield
    log.push(`${name} ends`)
  }
}

// Each of twenty who asked for topics after a change made the table anew, all at the same time.
test('work that several want at the same time is done once, and each waits for its end', async () => {
  const inSlices = sharedSlices<object>()
  const [key, other] = [{}, {}]
  const log: string[] = []
  const wanted = (name: string, of = key, basis = 1) =>
    inSlices(of, basis, work(log, name)).then(() => log.push(`${name} goes on`))
  await Promise.all([wanted('a'), wanted('b'), wanted('c')])
  expect(log.slice(0, 2)).toEqual(['a begins', 'a ends'])
  expect(log.slice(2).toSorted()).toEqual(['a goes on', 'b goes on', 'c goes on'])
  log.length = 0
  await Promise.all([wanted('a'), wanted('b', other), wanted('c', key, 2)])
  expect(log.filter((line) => line.endsWith('begins'))).toEqual(['a begins', 'b begins', 'c begins'])
})

test('work that fails fails for all who wait, and is done again for who comes later', async () => {
  const inSlices = sharedSlices<object>()
  const key = {}
  const failing = function* (): Generator<undefined, void> {
    yield
    throw new Error('broken')
  }
  const both = await Promise.allSettled([inSlices(key, 1, failing), inSlices(key, 1, failing)])
  expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  const log: string[] = []
  await inSlices(key, undefined, work(log, 'later'))
  expect(log).toEqual(['later begins', 'later ends'])
})
