import { afterAll, beforeAll, expect } from 'vitest'

/** Handles that come and go with the test runner itself. */
const OF_THE_RUNNER = new Set(['Immediate', 'FSReqCallback', 'PipeWrap', 'MessagePort', 'CloseReq'])

function handles(): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const kind of process.getActiveResourcesInfo()) {
    if (!OF_THE_RUNNER.has(kind)) counts[kind] = (counts[kind] ?? 0) + 1
  }
  return counts
}

/** Holds the tests of a file to what they found: no socket, server or timer more than before, no promise that nobody heard. */
export function leavesNothing(): void {
  const unheard: unknown[] = []
  const hear = (reason: unknown) => unheard.push(reason)
  let before: Record<string, number> = {}
  let listeners = 0
  beforeAll(() => {
    before = handles()
    listeners = process.listenerCount('exit') + process.listenerCount('SIGTERM')
    process.on('unhandledRejection', hear)
  })
  afterAll(async () => {
    process.off('unhandledRejection', hear)
    expect(unheard).toEqual([])
    // Closing a socket takes a turn or two of the event loop.
    for (let turns = 0; turns < 50 && Object.keys(excess(before)).length > 0; turns += 1) {
      await new Promise((resolve) => setTimeout(resolve, 10))
    }
    expect(excess(before)).toEqual({})
    expect(process.listenerCount('exit') + process.listenerCount('SIGTERM')).toBe(listeners)
  })
}

function excess(before: Record<string, number>): Record<string, number> {
  return Object.fromEntries(Object.entries(handles()).filter(([kind, count]) => count > (before[kind] ?? 0)))
}
