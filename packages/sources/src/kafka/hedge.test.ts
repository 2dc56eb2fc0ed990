import { expect, test, vi } from 'vitest'
import { firstAnswer } from './hedge.ts'
import { peerFailure } from './link/network-failure.ts'
import { bad, good, type Result } from './result.ts'

const refuse = (who: string): Result<string> => bad(peerFailure('refused', `${who} refuses`, who))

test('asks one after the other and stops at the first good answer', async () => {
  const asked: string[] = []
  const result = await firstAnswer(['a', 'b', 'c'], async (who) => {
    asked.push(who)
    return who === 'b' ? good('yes') : refuse(who)
  })
  expect(result).toEqual({ ok: true, value: 'yes', from: 'b' })
  expect(asked).toEqual(['a', 'b'])
})

test('asks the next as well when one takes long, and takes the faster', async () => {
  vi.useFakeTimers()
  try {
    const result = firstAnswer(['frozen', 'well'], (who) =>
      who === 'frozen' ? new Promise<Result<string>>(() => undefined) : Promise.resolve(good('yes')),
    )
    await vi.advanceTimersByTimeAsync(500)
    expect(await result).toEqual({ ok: true, value: 'yes', from: 'well' })
    expect(vi.getTimerCount()).toBe(0)
  } finally {
    vi.useRealTimers()
  }
})

test('gives every failure when none answers', async () => {
  const result = await firstAnswer(['a', 'b'], async (who) => refuse(who))
  expect(result).toMatchObject({ ok: false, failures: [{ peer: 'a' }, { peer: 'b' }] })
})

test('nobody to ask is no answer', async () => {
  expect(await firstAnswer([], async () => good('never'))).toEqual({ ok: false, failures: [] })
})

test('a mistake of ours reaches the caller instead of ending the process', async () => {
  const asking = firstAnswer(['a', 'b'], async () => {
    throw new RangeError('does not fit')
  })
  await expect(asking).rejects.toThrow('does not fit')
})
