import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { Browser, CDPSession, Page } from 'playwright-core'

export interface PageFigures {
  /** Rows of the table on the page. */
  readonly topics: number
  /** Navigation to the first row, ms: nothing cached, then with the files cached. */
  readonly firstRowsColdMs: readonly number[]
  readonly firstRowsWarmMs: readonly number[]
  /** From a key in the filter to the rows of its answer on screen, ms. */
  readonly keystrokeMs: readonly number[]
  /** Busy time of the main thread per live refresh, ms; the longest task among them, 0 for none above 50. */
  readonly refreshMs: number
  readonly longestTaskMs: number
  readonly refreshes: number
  readonly shift: number
  /** Heap after collection before and after the simulated hours, bytes. */
  readonly heapBeforeBytes: number
  readonly heapAfterBytes: number
  readonly hours: number
}

const WATCH_PAGE = fileURLToPath(new URL('./watch-page.mjs', import.meta.url))
interface Notes {
  /** Tasks of the main thread above 50 ms. */
  readonly longTasksMs: readonly number[]
  /** Layout shift not caused by input. */
  readonly shift: number
}

const LOADS = 5
/** Each letter takes away topics from the top of a list by name. */
const TYPED = 'payments'
const LIVE_MS = 60_000
/** A page refreshes about this often while something changes. */
const REFRESH_EVERY_SECONDS = 5
const WAIT_MS = 30_000

/** Looks at the list of topics as a person does: opens it, filters it, leaves it open for hours. */
export async function measurePage(browser: Browser, url: string, hours: number): Promise<PageFigures> {
  const firstRowsColdMs: number[] = []
  const firstRowsWarmMs: number[] = []
  for (let i = 0; i < LOADS; i += 1) {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, bypassCSP: true })
    const page = await context.newPage()
    await page.addInitScript({ path: WATCH_PAGE })
    firstRowsColdMs.push(await firstRow(page, url))
    firstRowsWarmMs.push(await firstRow(page, url))
    await context.close()
  }
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, bypassCSP: true })
  const page = await context.newPage()
  await page.addInitScript({ path: WATCH_PAGE })
  await firstRow(page, url)
  const cdp = await context.newCDPSession(page)
  await cdp.send('Performance.enable')
  const keystrokeMs = await typeInFilter(page)
  await firstRow(page, url)
  const live = await leaveLive(page, cdp)
  const heap = await leaveForHours(page, cdp, hours)
  const topics = Number(await page.locator('main table').first().getAttribute('aria-rowcount'))
  await context.close()
  return { topics, firstRowsColdMs, firstRowsWarmMs, keystrokeMs, ...live, ...heap, hours }
}

async function firstRow(page: Page, url: string): Promise<number> {
  await page.goto(url)
  await page.waitForFunction('window.notes.firstRowAt !== null', undefined, { timeout: WAIT_MS })
  return page.evaluate<number>('window.notes.firstRowAt')
}

/** Types letter by letter; letters that leave the rows on screen as they are say nothing. */
async function typeInFilter(page: Page): Promise<number[]> {
  const times: number[] = []
  await page.keyboard.press('/')
  for (const key of TYPED) {
    await page.keyboard.press(key)
    await pause(1_500)
    const took = await page.evaluate<number | null>(
      'window.notes.rowsAfterKeyAt === null ? null : window.notes.rowsAfterKeyAt - window.notes.keyAt',
    )
    if (took !== null) times.push(took)
  }
  return times
}

async function leaveLive(page: Page, cdp: CDPSession) {
  let refreshes = 0
  const count = (response: { url(): string }) => {
    if (/\/topics\?/.test(response.url())) refreshes += 1
  }
  await pause(2_000)
  await page.evaluate('window.notes.longTasksMs = []; window.notes.shift = 0')
  page.on('response', count)
  const before = await taskSeconds(cdp)
  await pause(LIVE_MS)
  const busyMs = ((await taskSeconds(cdp)) - before) * 1_000
  page.off('response', count)
  const { longTasksMs, shift } = await page.evaluate<Notes>('window.notes')
  return { refreshMs: busyMs / Math.max(1, refreshes), longestTaskMs: Math.max(0, ...longTasksMs), refreshes, shift }
}

async function taskSeconds(cdp: CDPSession): Promise<number> {
  const { metrics } = await cdp.send('Performance.getMetrics')
  return metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN
}

/** As many refreshes as in so many hours, one after the other. */
async function leaveForHours(page: Page, cdp: CDPSession, hours: number) {
  const heapBeforeBytes = await heap(cdp)
  const refreshes = Math.round((hours * 3_600) / REFRESH_EVERY_SECONDS)
  for (let i = 0; i < refreshes; i += 1) {
    const answered = page.waitForResponse((response) => /\/topics\?/.test(response.url()), { timeout: WAIT_MS })
    await page.keyboard.press('r')
    await answered
  }
  await pause(2_000)
  return { heapBeforeBytes, heapAfterBytes: await heap(cdp) }
}

async function heap(cdp: CDPSession): Promise<number> {
  await cdp.send('HeapProfiler.collectGarbage')
  await cdp.send('HeapProfiler.collectGarbage')
  const { usedSize } = await cdp.send('Runtime.getHeapUsage')
  return usedSize
}
