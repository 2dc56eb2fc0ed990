import { expect, test } from 'vitest'
import { createGate } from './gate.ts'

const signal = () => new AbortController().signal

test('lets in no more than its limit, and the next in order when one leaves', async () => {
  const gate = createGate(1)
  const order: string[] = []
  const leave = await gate.enter(signal())
  const second = gate.enter(signal()).then((out) => {
    order.push('second')
    return out
  })
  const third = gate.enter(signal()).then((out) => {
    order.push('third')
    return out
  })
  expect(order).toEqual([])
  leave?.()
  leave?.()
  ;(await second)?.()
  ;(await third)?.()
  expect(order).toEqual(['second', 'third'])
})

test('a waiter whose signal aborts leaves the queue and takes no place', async () => {
  const gate = createGate(1)
  const leave = await gate.enter(signal())
  const abort = new AbortController()
  const waiting = gate.enter(abort.signal)
  abort.abort()
  expect(await waiting).toBeNull()
  leave?.()
  expect(await gate.enter(signal())).not.toBeNull()
  expect(await gate.enter(abort.signal)).toBeNull()
})
