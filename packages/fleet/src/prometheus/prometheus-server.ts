// A simulated Prometheus: it scrapes exporters, and answers the questions of its HTTP API that consoles ask.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { Timers } from '../timers.ts'
import { answerApi } from './answer-api.ts'
import { SeriesStore } from './series-store.ts'

export interface ScrapeTarget {
  readonly url: string
  /** `job` among them. `instance` is the address where it is not given. */
  readonly labels: Readonly<Record<string, string>>
}

export interface PrometheusOptions {
  readonly targets: readonly ScrapeTarget[]
  /** Epoch ms. */
  readonly now: () => number
  /** Present: it scrapes by itself, every so many ms. Absent: when told. */
  readonly every?: { readonly ms: number; readonly timers: Timers }
  /** How long samples are kept, ms. Default an hour. */
  readonly keepMs?: number
  /** Until a page is given up, ms: one that hangs must not stop the others. Default ten seconds, as Prometheus has it. */
  readonly scrapeTimeoutMs?: number
}

export interface SimulatedPrometheus {
  /** `http://host:port` */
  readonly url: string
  /** One round over all targets. */
  scrape(): Promise<void>
  close(): Promise<void>
}

const HOUR_MS = 3_600_000
const SCRAPE_TIMEOUT_MS = 10_000
const MOST_BODY_BYTES = 1_000_000

/** Listens on a free loopback port. Rejects with the system's error when it cannot. */
export async function openPrometheus({
  targets,
  now,
  every,
  keepMs = HOUR_MS,
  scrapeTimeoutMs = SCRAPE_TIMEOUT_MS,
}: PrometheusOptions): Promise<SimulatedPrometheus> {
  const store = new SeriesStore(keepMs)
  const health = new Map<string, string | null>()
  const server = createServer((request, response) => {
    void serve(request, response, {
      store,
      now,
      targets: targets.map((one) => ({ ...one, problem: health.get(one.url) ?? null })),
      // Whoever left while asking is owed nothing.
    }).catch(() => response.destroy())
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0

  const closing = new AbortController()

  async function scrapeOne({ url, labels }: ScrapeTarget): Promise<void> {
    const atMs = now()
    let page = ''
    let problem: string | null = null
    try {
      const response = await fetch(url, {
        signal: AbortSignal.any([closing.signal, AbortSignal.timeout(scrapeTimeoutMs)]),
      })
      page = response.ok ? await response.text() : ''
      if (!response.ok) problem = `server returned HTTP status ${response.status}`
    } catch (error) {
      problem = error instanceof Error ? error.message : String(error)
    }
    health.set(url, problem)
    const target = { instance: new URL(url).host, ...labels }
    store.take(
      `${page}\nup ${problem === null ? 1 : 0}\nscrape_samples_scraped ${page.split('\n').length}\n`,
      target,
      atMs,
    )
  }

  const scrape = async () => {
    await Promise.all(targets.map(scrapeOne))
  }
  let cancel = (): void => undefined
  const again = () => {
    if (every === undefined || closing.signal.aborted) return
    cancel = every.timers.after(every.ms, () => {
      void scrape().then(again)
    })
  }
  again()
  return {
    url: `http://127.0.0.1:${port}`,
    scrape,
    async close() {
      closing.abort()
      cancel()
      const closed = new Promise<void>((resolve) => {
        server.close(() => resolve())
      })
      server.closeAllConnections()
      await closed
    },
  }
}

interface Part {
  readonly store: SeriesStore
  readonly now: () => number
  readonly targets: readonly (ScrapeTarget & { readonly problem: string | null })[]
}

async function serve(request: IncomingMessage, response: ServerResponse, part: Part): Promise<void> {
  const url = URL.parse(request.url ?? '/', 'http://prometheus')
  if (url === null) {
    response.writeHead(400).end()
    return
  }
  const form = new URLSearchParams(request.method === 'POST' ? await bodyOf(request) : '')
  for (const [name, value] of url.searchParams) form.append(name, value)
  const { status, body } = answerApi(url.pathname, form, part)
  const text = JSON.stringify(body)
  response.writeHead(status, { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(text) })
  response.end(text)
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  let sizeBytes = 0
  for await (const chunk of request) {
    sizeBytes += (chunk as Buffer).length
    if (sizeBytes <= MOST_BODY_BYTES) chunks.push(chunk as Buffer)
  }
  return Buffer.concat(chunks).toString()
}
