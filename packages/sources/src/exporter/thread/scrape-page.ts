import type { LeanSaving, MetricTarget } from '@perigee/domain'
import { streamHttp } from '../../http/ask-http.ts'
import { peerOf } from '../../http/peer-of.ts'
import { bad, good, type Result } from '../../kafka/result.ts'
import { SavingCounter } from '../lean-config.ts'
import { PageReader, type UseBook } from '../scan/page-reader.ts'
import type { ScrapeAsk } from './messages.ts'

/** Of a page, decompressed: about 8,000 partitions of a broker without rules are 9 MB. */
export const MAX_PAGE_BYTES = 64 * 1024 * 1024

/** OpenMetrics is not asked for: what it adds is of no use here. */
const ACCEPT = 'text/plain;version=0.0.4,*/*;q=0.1'

export interface Scraped {
  readonly page: PageReader
  /** Monotonic, ms: when the answer began, by when the exporter had read its beans. */
  readonly atMs: number
  readonly answerMs: number
  readonly parseMs: number
  readonly wireBytes: number
  /** Null: not counted this time. */
  readonly lean: LeanSaving | null
}

/** Fetches one page and scans it while it comes in. */
export async function scrapePage(ask: ScrapeAsk, book: UseBook, signal: AbortSignal): Promise<Result<Scraped>> {
  const page = new PageReader(book)
  const lean = ask.countsLean === true ? new SavingCounter({ generation: '1.x', topics: 'per topic' }) : null
  let atMs = Number.NaN
  let parseMs = 0
  let isWebPage = false
  const timed = (work: () => void) => {
    const startedAt = performance.now()
    work()
    parseMs += performance.now() - startedAt
    return startedAt
  }
  const answer = await streamHttp(
    {
      url: ask.target.url,
      headers: { accept: ACCEPT },
      auth: ask.auth,
      timeoutMs: ask.timeoutMs,
      maxBytes: MAX_PAGE_BYTES,
      signal,
    },
    (chunk) => {
      if (Number.isNaN(atMs)) isWebPage = beginsATag(chunk)
      const startedAt = timed(() => page.push(chunk))
      if (Number.isNaN(atMs)) atMs = startedAt
      lean?.push(chunk)
    },
  )
  if (!answer.ok) return answer
  timed(() => page.end())
  if (isWebPage) return bad(useless(ask.target, WEB_PAGE))
  if (page.series === 0) return bad(useless(ask.target, EMPTY))
  const { wireBytes, durationMs } = answer.value
  return good({ page, atMs, answerMs: durationMs, parseMs, wireBytes, lean: lean?.end() ?? null })
}

const EMPTY = 'answers with a page that has no series: no exporter, or one that has not read its beans yet'
const WEB_PAGE = 'answers with a web page instead of metrics: a logon in between, or another path than the exporter’s'

/** No name of a metric begins like that; exporters, too, serve a greeting where their metrics are not. */
function beginsATag(chunk: Uint8Array): boolean {
  return /^\uFEFF?\s*</.test(Buffer.from(chunk.subarray(0, 64)).toString('utf8'))
}

function useless(target: MetricTarget, message: string) {
  return { code: 'garbage' as const, message, peer: peerOf(target.url), retryable: true }
}
