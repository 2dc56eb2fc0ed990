import { expect, test } from 'vitest'
import { loadChunk } from './load-chunk.ts'

const failing = (times: number) => {
  let calls = 0
  return async () => {
    calls += 1
    if (calls <= times) throw new Error(`lost ${calls}`)
    return calls
  }
}
const ways = (reloads: boolean) => {
  const waits: number[] = []
  return { waits, pause: async (ms: number) => void waits.push(ms), reload: () => reloads }
}

test('a request lost to a changing network is made again', async () => {
  const { waits, ...rest } = ways(false)
  expect(await loadChunk(failing(2), rest)).toBe(3)
  expect(waits).toEqual([300, 1_000])
})

test('a part that stays away reads the page anew, once', async () => {
  let settled = false
  void loadChunk(failing(9), ways(true)).finally(() => {
    settled = true
  })
  await new Promise((wake) => setTimeout(wake, 5))
  expect(settled).toBe(false)
})

test('after that it says what is wrong', async () => {
  await expect(loadChunk(failing(9), ways(false))).rejects.toThrow('lost 4')
})
