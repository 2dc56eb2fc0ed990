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

/** Exporter pages are megabytes of short-lived text: by default V8 lets some hundred of them gather before it looks. */
const YOUNG_MEGABYTES = 16
/** A third of it is in use. By default the texts of a hundred pages that outlived one look gather before V8 looks again. */
const OLD_MEGABYTES = 96

const LIMITS = { maxYoungGenerationSizeMb: YOUNG_MEGABYTES, maxOldGenerationSizeMb: OLD_MEGABYTES }

/** Resolves once every simulated node listens. Rejects when the fleet cannot start. `file`: what the thread runs. */
export async function openDemo(file = threadFile()): Promise<DemoFleet> {
  const worker = new Worker(file, { resourceLimits: LIMITS })
  const listeners: Listeners = { scenarios: () => {}, death: () => {} }
  const heard: Heard = { scenarios: [], waiting: new Map(), isGone: false }
  let ids = 0
  const say = (message: ToFleet) => worker.postMessage(message)
  const ready = await listen(worker, heard, listeners)
  return {
    configured: ready.clusters,
    past: ready.past,
    clusters: ready.clusters.map(({ name }) => name),
    scenarios: () => heard.scenarios,
    async act(scenario, action) {
      if (heard.isGone) return false
      ids += 1
      const id = ids
      return new Promise((resolve) => {
        heard.waiting.set(id, resolve)
        say({ kind: 'act', id, scenario, action })
      })
    },
    onScenarios(listener) {
      listeners.scenarios = listener
    },
    onDeath(listener) {
      listeners.death = listener
    },
    async close() {
      if (heard.isGone) return
      listeners.scenarios = listeners.death = () => {}
      await closed(worker, say)
    },
  }
}

interface Listeners {
  scenarios: () => void
  death: (error: Error) => void
}

/** What the thread has told, and who waits for a word of it. */
interface Heard {
  scenarios: readonly DemoScenarioState[]
  readonly waiting: Map<number, (known: boolean) => void>
  isGone: boolean
}

function listen(worker: Worker, heard: Heard, listeners: Listeners): Promise<Extract<FromFleet, { kind: 'ready' }>> {
  return new Promise((resolve, reject) => {
    const gone = (error: Error) => {
      reject(error)
      if (heard.isGone) return
      heard.isGone = true
      // A fleet that is gone knows no scenario any more: whoever asks must not wait for ever.
      heard.scenarios = []
      for (const answer of heard.waiting.values()) answer(false)
      heard.waiting.clear()
      listeners.scenarios()
      listeners.death(error)
    }
    worker.on('error', gone)
    worker.on('exit', (code) => gone(new Error(`the thread of the fleet ended with code ${code}`)))
    worker.on('message', (message: FromFleet) => {
      if (message.kind === 'ready') resolve(message)
      else if (message.kind === 'scenarios') {
        heard.scenarios = message.scenarios
        listeners.scenarios()
      } else {
        heard.waiting.get(message.id)?.(message.known)
        heard.waiting.delete(message.id)
      }
    })
  })
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
