import type { Failure } from '@perigee/domain'
import { describe, expect, test } from 'vitest'
import { FakeClock, settle } from './clock.fake.ts'
import { Loop, type LoopOptions, type RunContext, type RunReport } from './loop.ts'

const OK: RunReport = { failure: null, gaps: [], waited: false }
const timeout: Failure = { code: 'timeout', message: 'no answer', peer: 'broker 1', retryable: true }

function loopWith(run: (context: RunContext) => Promise<RunReport>, over: Partial<LoopOptions> = {}) {
  const clock = new FakeClock()
  const failures: Failure[] = []
  const bugs: unknown[] = []
  const loop = new Loop({
    id: 'c/kafka.topology',
    cluster: 'c',
    kind: 'kafka.topology',
    brokerId: null,
    baseIntervalMs: 5000,
    deadlineMs: 20_000,
    clock,
    random: () => 0.5,
    target: () => '3 brokers',
    run,
    onFailure: (failure) => failures.push(failure),
    onBug: (error) => bugs.push(error),
    onSettled: () => undefined,
    ...over,
  })
  return { clock, loop, failures, bugs }
}

/** A run that ends when the test says so. */
function held() {
  const waiting: (() => void)[] = []
  let begun = 0
  return {
    get begun() {
      return begun
    },
    run: (_: RunContext) => {
      begun += 1
      return new Promise<RunReport>((resolve) => waiting.push(() => resolve(OK)))
    },
    release: () => waiting.shift()?.(),
  }
}

describe('poll loop', () => {
  test('starts are one interval apart', async () => {
    const at: number[] = []
    const { clock, loop } = loopWith(async (context) => {
      at.push(context.startedAt)
      return OK
    })
    loop.start(0)
    await clock.advance(12_000)
    expect(at).toEqual([1_000_000, 1_005_000, 1_010_000])
    expect(loop.state).toMatchObject({ runs: 3, lastSuccessAt: 1_010_000, nextAttemptAt: 1_015_000, failure: null })
  })

  test('a slow run never overlaps itself, not even when triggered', async () => {
    const slow = held()
    const { clock, loop } = loopWith(slow.run)
    loop.start(0)
    await clock.advance(15_000)
    loop.trigger()
    loop.trigger()
    await clock.advance(0)
    expect(slow.begun).toBe(1)
    slow.release()
    await clock.advance(46_000)
    expect(slow.begun).toBe(2)
  })

  test('waking it over and over does not make it run more than a quarter of the time', async () => {
    const clock = new FakeClock()
    let runs = 0
    const run = () => {
      runs += 1
      return new Promise<RunReport>((resolve) => clock.after(1000, () => resolve(OK)))
    }
    const { loop } = loopWith(run, { clock })
    loop.start(0)
    for (let i = 0; i < 199; i += 1) {
      loop.trigger()
      await clock.advance(100)
    }
    expect(runs).toBe(5)
  })

  test('a run past its deadline is aborted, told at once and still not overlapped', async () => {
    const slow = held()
    let aborted = false
    const { clock, loop, failures } = loopWith((context) => {
      context.signal.addEventListener('abort', () => {
        aborted = true
      })
      return slow.run(context)
    })
    loop.start(0)
    await clock.advance(60_000)
    expect([aborted, failures.map((failure) => failure.code), slow.begun]).toEqual([true, ['timeout'], 1])
    slow.release()
    await clock.advance(0)
    expect(loop.state).toMatchObject({ failure: { code: 'timeout' }, failuresLastHour: 1, lastSuccessAt: null })
  })

  test('stop waits for the run in flight and starts no other', async () => {
    const slow = held()
    const { clock, loop } = loopWith(slow.run)
    loop.start(0)
    await clock.advance(0)
    let stopped = false
    const done = loop.stop().then(() => {
      stopped = true
    })
    await settle()
    expect(stopped).toBe(false)
    slow.release()
    await done
    await clock.advance(100_000)
    expect(slow.begun).toBe(1)
    expect(clock.pending).toBe(0)
  })

  test('an exception is a bug: reported, counted as a failure, and the loop lives on', async () => {
    let runs = 0
    const { clock, loop, bugs, failures } = loopWith(async () => {
      runs += 1
      if (runs === 1) throw new Error('our mistake')
      return OK
    })
    loop.start(0)
    await clock.advance(5000)
    expect([bugs.length, failures[0]?.code, runs, loop.state.failure]).toEqual([1, 'garbage', 2, null])
  })

  test('failures are counted over the past hour, and failing since the first in a row', async () => {
    let failing = true
    const { clock, loop } = loopWith(async () => (failing ? { ...OK, failure: timeout } : OK))
    loop.start(0)
    await clock.advance(12_000)
    expect(loop.state).toMatchObject({ failuresLastHour: 2, failingSince: 1_000_000, intervalMs: 7500 })
    await clock.advance(1000)
    failing = false
    await clock.advance(20_000)
    expect(loop.state).toMatchObject({ failingSince: null, failure: null, intervalMs: 5000, failuresLastHour: 3 })
    await clock.advance(3_600_000)
    expect(loop.state.failuresLastHour).toBe(0)
  })

  test('waiting for a dead peer does not stretch the interval; a dear answer does', async () => {
    const clock = new FakeClock()
    let waited = true
    const { loop } = loopWith(() => new Promise((resolve) => clock.after(3000, () => resolve({ ...OK, waited }))), {
      clock,
    })
    loop.start(0)
    await clock.advance(60_000)
    expect(loop.state.intervalMs).toBe(5000)
    waited = false
    await clock.advance(120_000)
    expect(loop.state.intervalMs).toBe(30_000)
  })
})
