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

/** A thread that says it is ready and ends as soon as it is told anything. */
const SHORT_LIVED = `import { parentPort } from 'node:worker_threads'
parentPort.on('message', () => process.exit(3))
parentPort.postMessage({ kind: 'scenarios', scenarios: [{ name: 'one' }] })
parentPort.postMessage({ kind: 'ready', clusters: [], past: [] })`

// Whoever asked after its end waited for ever, and so did the end of the console.
it('a fleet that ended knows nothing any more, says so once, and is closed at once', async () => {
  const demo = await openDemo(new URL(`data:text/javascript,${encodeURIComponent(SHORT_LIVED)}`))
  const deaths: string[] = []
  demo.onDeath((error) => deaths.push(error.message))
  expect(demo.scenarios()).toHaveLength(1)
  expect(await demo.act('one', 'start')).toBe(false)
  expect(demo.scenarios()).toEqual([])
  expect(await demo.act('one', 'stop')).toBe(false)
  await demo.close()
  expect(deaths).toEqual(['the thread of the fleet ended with code 3'])
})
