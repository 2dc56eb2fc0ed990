// One browser: an event stream, and the requests of the page that it shows.
import { type Change, followEvents } from './event-source.ts'
import { type Got, openClient } from './http-get.ts'
import { isTouchedBy, type PageQuery } from './pages.ts'

export interface BrowserOptions {
  readonly port: number
  readonly localAddress: string
  /** A page to look at, anew each time. */
  readonly choosePage: () => readonly PageQuery[]
  readonly onAnswer: (query: PageQuery, got: Got) => void
  readonly onFailure: (query: PageQuery | null, reason: string) => void
  readonly onEventBytes: (bytes: number) => void
}

export interface Browser {
  close(): void
}

/** As apps/web/src/api/live.ts: notices are gathered this long. */
const GATHER_MS = 400
/** In case an event was lost. */
const SAFETY_POLL_MS = 30_000
/** People move on. */
const NEXT_PAGE_MS = 45_000

export function openBrowser(options: BrowserOptions): Browser {
  const client = openClient(options.port, options.localAddress)
  const kept = new Map<string, string>()
  const inFlight = new Set<string>()
  let page = options.choosePage()
  let gathered: Change[] = []
  let gathering: ReturnType<typeof setTimeout> | null = null
  let isOver = false

  const ask = async (query: PageQuery) => {
    if (isOver || inFlight.has(query.path)) return
    inFlight.add(query.path)
    try {
      const got = await client.get(query.path, { etag: kept.get(query.path) ?? null })
      if (got.etag !== null) kept.set(query.path, got.etag)
      if (got.status === 200 || got.status === 304) options.onAnswer(query, got)
      else options.onFailure(query, `status ${got.status}`)
    } catch (error) {
      if (!isOver) options.onFailure(query, error instanceof Error ? error.message : 'failed')
    } finally {
      inFlight.delete(query.path)
    }
  }
  const askAll = (queries: readonly PageQuery[]) => {
    for (const query of queries) void ask(query)
  }
  const flush = () => {
    gathering = null
    const changes = gathered
    gathered = []
    askAll(page.filter((query) => changes.some((change) => isTouchedBy(query, change))))
  }
  const stopEvents = followEvents({
    port: options.port,
    localAddress: options.localAddress,
    onBytes: options.onEventBytes,
    onChange(change) {
      gathered.push(change)
      gathering ??= setTimeout(flush, GATHER_MS)
    },
    onEnd() {
      if (!isOver) options.onFailure(null, 'the event stream ended')
    },
  })
  askAll(page)
  const safety = setInterval(() => askAll(page), SAFETY_POLL_MS)
  const moving = setInterval(() => {
    page = options.choosePage()
    askAll(page)
  }, NEXT_PAGE_MS)
  return {
    close() {
      isOver = true
      if (gathering !== null) clearTimeout(gathering)
      clearInterval(safety)
      clearInterval(moving)
      stopEvents()
      client.close()
    },
  }
}
