import { once } from 'node:events'
import type { RunningConsole } from './running-console.ts'

export interface Footprint {
  readonly openFiles: number
  readonly activeResources: number
  /** What is reachable in JavaScript: measured after a full garbage collection. */
  readonly heapUsedBytes: number
}

/** What the console says about its own process at /metrics. It must run with `--inspect` for the heap. */
export async function footprintOf(console: RunningConsole): Promise<Footprint> {
  const { text } = await console.get('/metrics')
  const value = (name: string) => {
    const found = new RegExp(`^\\w*${name}(?:\\{[^}]*\\})? (\\S+)`, 'm').exec(text)?.[1]
    if (found === undefined) throw new Error(`no metric ${name}`)
    return Number(found)
  }
  return {
    openFiles: value('process_open_fds'),
    activeResources: value('nodejs_active_resources_total'),
    heapUsedBytes: await heapAfterCollection(console),
  }
}

// The resident size of a young process grows whatever it does; only the collected heap tells a leak from laziness.
async function heapAfterCollection(console: RunningConsole): Promise<number> {
  const address = /Debugger listening on (ws:\/\/\S+)/.exec(console.log())?.[1]
  if (address === undefined) throw new Error('the console was not started with --inspect')
  const socket = new WebSocket(address)
  await once(socket, 'open')
  let id = 0
  const call = async (method: string, params: object = {}) => {
    id += 1
    socket.send(JSON.stringify({ id, method, params }))
    for (;;) {
      const [event] = (await once(socket, 'message')) as [{ readonly data: string }]
      const answer = JSON.parse(event.data)
      if (answer.id === id) return answer.result
    }
  }
  try {
    await call('HeapProfiler.enable')
    await call('HeapProfiler.collectGarbage')
    await call('HeapProfiler.collectGarbage')
    const { result } = await call('Runtime.evaluate', { expression: 'process.memoryUsage().heapUsed' })
    return result.value
  } finally {
    socket.close()
  }
}
