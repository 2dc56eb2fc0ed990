import { expect, it } from 'vitest'
import { waitFor } from './wait-for.ts'

it('gives what the condition gives once it is something', async () => {
  const answers = [false, null, undefined, 0, 'late']
  expect(await waitFor(() => answers.shift(), { what: 'an answer', everyMs: 1 })).toBe(0)
})

it('takes an error for "not yet", and tells the last one when it gives up', async () => {
  const refusing = () => Promise.reject(new Error('connection refused'))
  await expect(waitFor(refusing, { what: 'the broker', timeoutMs: 0, everyMs: 1 })).rejects.toMatchObject({
    message: 'gave up after 0 s waiting for the broker',
    cause: expect.objectContaining({ message: 'connection refused' }),
  })
})
