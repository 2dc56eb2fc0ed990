import { waitFor } from '@perigee/lab'
import { expect } from 'vitest'

/**
 * Waits until `actual` matches `expected` (a subset, as toMatchObject), and fails with the difference when it never
 * does. Gives the time it took in ms.
 */
export async function eventually(actual: () => Promise<unknown>, expected: object, timeoutMs: number): Promise<number> {
  const start = Date.now()
  let last: unknown
  const matches = async () => {
    last = await actual()
    expect(last).toMatchObject(expected)
    return true
  }
  await waitFor(matches, { what: 'agreement', timeoutMs, everyMs: 150 }).catch(() => {
    expect(last).toMatchObject(expected)
  })
  return Date.now() - start
}
