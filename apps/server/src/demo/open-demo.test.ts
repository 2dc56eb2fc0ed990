import { openKafka } from '@perigee/sources'
import { expect, it } from 'vitest'
import { openDemo } from './open-demo.ts'

const CLOSES_WITHIN_MS = 15_000

it('tells three clusters, their past and what can go wrong, and does what it is told', {
  timeout: 60_000,
}, async () => {
  const demo = await openDemo()
  try {
    expect(demo.clusters).toHaveLength(3)
    expect(demo.past.length).toBeGreaterThan(20)
    expect(await demo.act('no-such-thing', 'start')).toBe(false)
    const [first] = demo.scenarios()
    expect(await demo.act(first?.name ?? '', 'start')).toBe(true)
    expect(demo.scenarios().find(({ name }) => name === first?.name)?.state).toBe('running')
  } finally {
    await demo.close()
  }
})

// The thread once span for ever, and the console with it, when a connection was reset that its client was just leaving.
it('ends while its clients are leaving', { timeout: 60_000 }, async () => {
  const demo = await openDemo()
  const { signal } = new AbortController()
  const readers = demo.configured.map(({ bootstrap }) =>
    openKafka({
      cluster: { bootstrap, tls: null, sasl: null },
      connectTimeoutMs: 5_000,
      requestTimeoutMs: 5_000,
    }),
  )
  const read = await Promise.all(readers.map((one) => one.readRegistry([], signal)))
  expect(read.map(({ ok }) => ok)).toEqual([true, true, true])
  await Promise.all(readers.map((one) => one.close()))
  const tooLate = new Promise<string>((resolve) => {
    setTimeout(() => resolve('still there'), CLOSES_WITHIN_MS).unref()
  })
  expect(await Promise.race([demo.close().then(() => 'gone'), tooLate])).toBe('gone')
})
