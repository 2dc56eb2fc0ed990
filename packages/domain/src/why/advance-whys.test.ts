import { NOW } from '@perigee/testkit'
import { expect, test } from 'vitest'
import { advanceWhys, NO_WHYS } from './advance-whys.ts'
import { type SceneSpec, whyScene } from './why-scene.fake.ts'

const BAD: SceneSpec = { changes: { 3: { 'req_local_ms/Produce/p99': 900, 'log_flush_ms/p99': 800 } } }

/** Each look: what is seen, and when its reading was taken (s). */
function told(looks: readonly (readonly [SceneSpec, number])[]): string[] {
  let memory = NO_WHYS
  return looks.map(([spec, second]) => {
    const next = advanceWhys(memory, whyScene({ ...spec, observedAt: NOW + second * 1000 }))
    memory = next.memory
    return next.whys.map(({ code, broker, since }) => `${code}:${broker} ${((since ?? 0) - NOW) / 1000}`).join()
  })
}

test('told at the second reading in a row, since the first', () => {
  expect(
    told([
      [BAD, 0],
      [BAD, 15],
      [BAD, 30],
    ]),
  ).toEqual(['', 'slow-disk:3 0', 'slow-disk:3 0'])
})

test('the same reading looked at again is no second one', () => {
  expect(
    told([
      [BAD, 0],
      [BAD, 0],
      [BAD, 0],
    ]),
  ).toEqual(['', '', ''])
})

test('one reading of trouble is nothing, and the count begins anew', () => {
  expect(
    told([
      [BAD, 0],
      [{}, 15],
      [BAD, 30],
      [{}, 45],
    ]),
  ).toEqual(['', '', '', ''])
})

test('one good reading does not end it, two do', () => {
  expect(
    told([
      [BAD, 0],
      [BAD, 15],
      [{}, 30],
      [BAD, 45],
      [{}, 60],
      [{}, 75],
    ]),
  ).toEqual(['', 'slow-disk:3 0', 'slow-disk:3 0', 'slow-disk:3 0', 'slow-disk:3 0', ''])
})

test('a silent exporter ends it at once: an old reason is none of now', () => {
  expect(
    told([
      [BAD, 0],
      [BAD, 15],
      [{ ...BAD, silent: [3] }, 30],
    ]),
  ).toEqual(['', 'slow-disk:3 0', ''])
})

test('leaders that wait for the same follower in turn are one reason', () => {
  const waiting = (leader: number): SceneSpec => ({
    changes: { [leader]: { 'req_remote_ms/Produce/p99': 500 }, 5: { 'log_flush_ms/p99': 900 } },
  })
  expect(
    told([
      [waiting(1), 0],
      [waiting(2), 15],
    ]),
  ).toEqual(['', 'slow-follower:2 0'])
})
