// The thread of the pages: fetches, scans and normalises them for every cluster of the process.

import type { MessagePort } from 'node:worker_threads'
import { peerOf } from '../../http/peer-of.ts'
import { peerFailure } from '../../kafka/link/network-failure.ts'
import { normalise } from '../normalise/normalise.ts'
import type { SeriesUse } from '../normalise/series-use.ts'
import { TargetMemory } from '../normalise/target-memory.ts'
import { SeriesBook } from '../scan/series-book.ts'
import type { FromThread, PageRead, ScrapeAsk, ToThread } from './messages.ts'
import { type Scraped, scrapePage } from './scrape-page.ts'

/** Of one target: its counters, and what the main thread knows of it already. */
interface Kept {
  readonly memory: TargetMemory
  keys: readonly string[]
  topics: readonly string[]
  capabilities: string
}

/** Runs until it is told to close; what it is asked then ends as failed. */
export function servePages(port: MessagePort): void {
  const book = new SeriesBook<readonly SeriesUse[]>()
  const kept = new Map<string, Kept>()
  const running = new Map<number, { readonly key: string; readonly control: AbortController }>()
  const scrape = async (id: number, ask: ScrapeAsk) => {
    const control = new AbortController()
    running.set(id, { key: ask.key, control })
    const answer = await answerTo(id, ask, { book, kept, signal: control.signal })
    running.delete(id)
    if (answer.kind === 'read') port.postMessage(answer, [answer.values.buffer, answer.flows.buffer])
    else port.postMessage(answer)
  }
  port.on('message', (message: ToThread) => {
    if (message.kind === 'scrape') void scrape(message.id, message)
    else if (message.kind === 'cancel') running.get(message.id)?.control.abort()
    else {
      for (const { key, control } of running.values()) {
        if (message.kind === 'close' || message.key === key) control.abort()
      }
      if (message.kind === 'forget') kept.delete(message.key)
      else port.close()
    }
  })
}

interface Shop {
  readonly book: SeriesBook<readonly SeriesUse[]>
  readonly kept: Map<string, Kept>
  readonly signal: AbortSignal
}

async function answerTo(id: number, ask: ScrapeAsk, { book, kept, signal }: Shop): Promise<FromThread> {
  const { key } = ask
  try {
    const scraped = await scrapePage(ask, book, signal)
    if (!scraped.ok) return { kind: 'failed', id, key, failure: scraped.failure }
    if (signal.aborted)
      return { kind: 'failed', id, key, failure: peerFailure('timeout', GIVEN_UP, peerOf(ask.target.url)) }
    let mine = kept.get(key)
    if (mine === undefined) {
      mine = { memory: new TargetMemory(), keys: [], topics: [], capabilities: '' }
      kept.set(key, mine)
    }
    return read(id, ask, { mine, scraped: scraped.value })
  } catch (error) {
    // A mistake of ours must cost this page and no other.
    return {
      kind: 'failed',
      id,
      key,
      failure: peerFailure('garbage', `unreadable: ${String(error)}`, peerOf(ask.target.url)),
    }
  }
}

const GIVEN_UP = 'given up before the answer came'

function read(id: number, ask: ScrapeAsk, of: { readonly mine: Kept; readonly scraped: Scraped }): PageRead {
  const { mine, scraped } = of
  const startedAt = performance.now()
  const { page, atMs } = scraped
  const metrics = normalise(page, { target: ask.target, hints: ask.hints, memory: mine.memory, atMs })
  const keys = [...metrics.values.keys()]
  const { topics, bytesIn, bytesOut, messagesIn } = metrics.topics
  const flows = new Float64Array(3 * topics.length)
  for (const [i, column] of [bytesIn, bytesOut, messagesIn].entries()) flows.set(column, i * topics.length)
  const capabilities = JSON.stringify(metrics.capabilities)
  const answer: PageRead = {
    kind: 'read',
    id,
    key: ask.key,
    naming: metrics.naming,
    looksLike: metrics.looksLike,
    keys: isSame(keys, mine.keys) ? null : keys,
    values: Float64Array.from(metrics.values.values()),
    topics: isSame(topics, mine.topics) ? null : topics,
    flows,
    capabilities: capabilities === mine.capabilities ? null : metrics.capabilities,
    notes: metrics.notes,
    cost: {
      exporterMs: metrics.exporterMs,
      answerMs: scraped.answerMs,
      parseMs: scraped.parseMs + performance.now() - startedAt,
      pageBytes: page.bytes,
      wireBytes: scraped.wireBytes,
      series: page.series,
      keptSeries: page.ids.length,
      ...(scraped.lean !== null && { lean: scraped.lean }),
    },
  }
  mine.keys = keys
  mine.topics = topics
  mine.capabilities = capabilities
  return answer
}

function isSame(now: readonly string[], before: readonly string[]): boolean {
  return now.length === before.length && now.every((text, i) => text === before[i])
}
