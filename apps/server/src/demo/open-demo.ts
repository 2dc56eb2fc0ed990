// The simulated fleet in a thread of its own: what it does for its clients must not hold up the console, and the console
// must not be able to tell it from a real one.

import { Worker } from 'node:worker_threads'
import type { DemoCluster, PastSeries } from '@perigee/fleet'
import type { DemoScenarioState, DemoState } from '../facts/state.ts'
import type { FromFleet, ToFleet } from './messages.ts'

export interface DemoFleet extends DemoState {
  /** As they would stand in a configuration. */
  readonly configured: readonly DemoCluster[]
  /** What was before the start. */
  readonly past: readonly PastSeries[]
  onScenarios(listener: () => void): void
  onDeath(listener: (error: Error) => void): void
  close(): Promise<void>
}

const CLOSE_WITHIN_MS = 2_000
/** A thread that is told to end while it closes its sockets may never do so: Node then waits in its own clean-up. */
const END_WITHIN_MS = 3_000

/** Resolves once every simulated node listens. Rejects when the fleet cannot start. */
export async function openDemo(): Promise<DemoFleet> {
  const worker = new Worker(threadFile())
  const listeners = { scenarios: () => {}, death: (_error: Error) => {} }
  const waiting = new Map<number, (known: boolean) => void>()
  let scenarios: readonly DemoScenarioState[] = []
  let ids = 0
  const say = (message: ToFleet) => worker.postMessage(message)
  const ready = await new Promise<Extract<FromFleet, { kind: 'ready' }>>((resolve, reject) => {
    worker.on('error', (error) => {
      reject(error)
      // A fleet that is gone knows no scenario any more: whoever asks must not wait for ever.
      for (const answer of waiting.values()) answer(false)
      waiting.clear()
      listeners.death(error)
    })
    worker.on('message', (message: FromFleet) => {
      if (message.kind === 'ready') resolve(message)
      else if (message.kind === 'scenarios') {
        scenarios = message.scenarios
        listeners.scenarios()
      } else {
        waiting.get(message.id)?.(message.known)
        waiting.delete(message.id)
      }
    })
  })
  return {
    configured: ready.clusters,
    past: ready.past,
    clusters: ready.clusters.map(({ name }) => name),
    scenarios: () => scenarios,
    act(scenario, action) {
      ids += 1
      const id = ids
      return new Promise((resolve) => {
        waiting.set(id, resolve)
        say({ kind: 'act', id, scenario, action })
      })
    },
    onScenarios(listener) {
      listeners.scenarios = listener
    },
    onDeath(listener) {
      listeners.death = listener
    },
    close: () => closed(worker, say),
  }
}

/** Beside this file: TypeScript in development, a file of the bundle in production. */
function threadFile(): URL {
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'mjs'
  return new URL(`./fleet-thread.${extension}`, import.meta.url)
}

/** Rejects when the thread does not end: the process cannot leave in good order then. */
async function closed(worker: Worker, say: (message: ToFleet) => void): Promise<void> {
  const timers: NodeJS.Timeout[] = []
  const ended = new Promise<void>((resolve, reject) => {
    worker.once('exit', () => resolve())
    timers.push(setTimeout(() => void worker.terminate(), CLOSE_WITHIN_MS))
    timers.push(setTimeout(() => reject(new Error('the thread of the fleet does not end')), END_WITHIN_MS))
  })
  say({ kind: 'close' })
  await ended.finally(() => {
    for (const timer of timers) clearTimeout(timer)
  })
}
