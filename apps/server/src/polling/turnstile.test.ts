import { expect, test } from 'vitest'
import { Turnstile } from './turnstile.ts'

const open = () => {
  let release = () => {}
  const done = new Promise<void>((resolve) => {
    release = resolve
  })
  return { done, release }
}
const never = new AbortController().signal
const turn = () => new Promise((resolve) => setImmediate(resolve))

test('lets as many through as it has places; who leaves makes room for the first who waits', async () => {
  const turnstile = new Turnstile(2)
  const gates = [open(), open(), open()]
  const entered: number[] = []
  const runs = gates.map(({ done }, i) =>
    turnstile.through(never, async () => {
      entered.push(i)
      await done
      return i
    }),
  )
  await turn()
  expect(entered).toEqual([0, 1])
  gates[1]?.release()
  await turn()
  expect(entered).toEqual([0, 1, 2])
  for (const gate of gates) gate.release()
  expect(await Promise.all(runs)).toEqual([0, 1, 2])
})

test('who gives up while waiting takes no place, and a failed run gives its place back', async () => {
  const turnstile = new Turnstile(1)
  const gate = open()
  const first = turnstile.through(never, () => gate.done)
  const abort = new AbortController()
  const second = turnstile.through(abort.signal, async () => 'ran')
  abort.abort()
  expect(await second).toBeNull()
  gate.release()
  await first
  await expect(turnstile.through(never, () => Promise.reject(new Error('no')))).rejects.toThrow('no')
  expect(await turnstile.through(never, async () => 'third')).toBe('third')
})
