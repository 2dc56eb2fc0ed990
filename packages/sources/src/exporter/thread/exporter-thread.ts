// The main thread's end of the thread of the pages: one for all clusters of the process.

import { Worker } from 'node:worker_threads'
import type { Failure, NodeMetrics } from '@perigee/domain'
import { peerOf } from '../../http/peer-of.ts'
import { peerFailure } from '../../kafka/link/network-failure.ts'
import { bad, good, type Result } from '../../kafka/result.ts'
import { HangWatch } from './hang-watch.ts'
import { KnownPages } from './known-pages.ts'
import type { FromThread, ScrapeAsk, ToThread } from './messages.ts'

export interface ExporterThread {
  scrape(ask: ScrapeAsk, signal: AbortSignal): Promise<Result<NodeMetrics>>
  forget(key: string): void
  /** What is under way ends as failed. */
  close(): Promise<void>
}

interface Waiting {
  readonly ask: ScrapeAsk
  readonly settle: (result: Result<NodeMetrics>) => void
}

const CLOSE_WITHIN_MS = 2_000
/** Beyond the page's own deadline: other pages may stand before it. */
const PATIENCE_MS = 10_000
/** Chunks of pages die young; counters and names of a thousand nodes are some ten megabytes. */
const LIMITS = { maxYoungGenerationSizeMb: 8, maxOldGenerationSizeMb: 512 }

/**
 * `file`: what the thread runs; it hands its port to {@link servePages}. Begins with the first page; one that dies fails
 * what it was asked, and the next page begins a new one (rates begin anew with it). So does one that says nothing for
 * `patienceMs` beyond the deadline of a page.
 */
export function openExporterThread(file: URL, patienceMs = PATIENCE_MS): ExporterThread {
  const waiting = new Map<number, Waiting>()
  const known = new KnownPages()
  let worker: Worker | null = null
  let isClosed = false
  let ids = 0
  const watch = new HangWatch(() => {
    const stuck = worker
    if (stuck === null) return
    gone(stuck, 'the thread that reads pages hung')
    void stuck.terminate()
  })

  const settle = (id: number, result: Result<NodeMetrics>) => {
    const one = waiting.get(id)
    waiting.delete(id)
    one?.settle(result)
  }
  const gone = (dead: Worker, why: string) => {
    if (worker !== dead) return
    worker = null
    watch.end()
    known.clear()
    for (const [id, { ask }] of [...waiting]) settle(id, bad(failed(ask, why)))
  }
  const begin = (): Worker => {
    const fresh = new Worker(file, { resourceLimits: LIMITS })
    fresh.on('message', (message: FromThread) => {
      // One that was given up may have said something before it ended.
      if (worker !== fresh) return
      watch.heard(message.id)
      const ask = waiting.get(message.id)?.ask ?? null
      if (message.kind === 'failed') settle(message.id, bad(message.failure))
      else {
        // Also of a page that nobody waits for any more: the thread counts on it being known.
        const metrics = known.take(message, ask)
        if (metrics !== null) settle(message.id, good(metrics))
      }
    })
    fresh.on('error', (error) => gone(fresh, `the thread that reads pages died: ${error.message}`))
    fresh.on('exit', () => gone(fresh, 'the thread that reads pages ended'))
    return fresh
  }
  const say = (message: ToThread) => worker?.postMessage(message)

  return {
    scrape(ask, signal) {
      if (isClosed || signal.aborted) return Promise.resolve(bad(failed(ask, 'given up before it was asked')))
      worker ??= begin()
      ids += 1
      const id = ids
      return new Promise((resolve) => {
        const give = () => {
          say({ kind: 'cancel', id })
          settle(id, bad(failed(ask, 'given up before the answer came')))
        }
        signal.addEventListener('abort', give, { once: true })
        watch.owes(id, ask.timeoutMs + patienceMs)
        waiting.set(id, {
          ask,
          settle(result) {
            signal.removeEventListener('abort', give)
            resolve(result)
          },
        })
        say({ kind: 'scrape', id, ...ask })
      })
    },
    forget(key) {
      known.forget(key)
      say({ kind: 'forget', key })
    },
    async close() {
      isClosed = true
      const last = worker
      if (last === null) return
      const exited = new Promise<void>((resolve) => last.once('exit', () => resolve()))
      say({ kind: 'close' })
      const timer = setTimeout(() => void last.terminate(), CLOSE_WITHIN_MS)
      await exited
      clearTimeout(timer)
    },
  }
}

function failed({ target }: ScrapeAsk, why: string): Failure {
  return { ...peerFailure('closed', why, peerOf(target.url)), retryable: true }
}
