import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startQuietDemo } from '../demo/quiet-demo.ts'
import type { RunningConsole } from '../running-console.ts'
import { axeViolations } from './axe.ts'
import { launchChromium, visit } from './chromium.ts'

const WAIT = { timeout: 30_000 }

let browser: Browser
let console: RunningConsole
beforeAll(async () => {
  browser = await launchChromium()
  console = await startQuietDemo()
  await using at = await visit(browser, `${console.url}/c/payments-eu/capability`)
  await at.page.getByText('All 15 exporters answer').first().waitFor(WAIT)
})
afterAll(async () => {
  await console?.[Symbol.asyncDispose]()
  await browser?.close()
})

/** Pages of metrics, with words that only their loaded state shows. */
const PAGES = [
  { path: '/c/payments-eu', shows: 'Client traffic' },
  { path: '/c/payments-eu/brokers/4', shows: 'Now, by stage' },
  { path: '/c/payments-eu/capability', shows: 'What is not told' },
  { path: '/c/payments-eu/capacity', shows: 'What grows' },
  { path: '/c/edge-small', shows: 'metrics: { pattern:' },
] as const

const sidewaysPx = (page: Page) =>
  page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')

/** Down to the end, so that every chart is there. */
async function scrollThrough(page: Page): Promise<void> {
  const heightPx = Number(await page.evaluate('document.documentElement.scrollHeight'))
  for (let top = 0; top < heightPx; top += 600) await page.mouse.wheel(0, 600)
}

describe.each(['light', 'dark'] as const)('pages of metrics, %s', (theme) => {
  it.each(PAGES)('$path shows its content, complains of nothing and passes axe', async ({ path, shows }) => {
    await using at = await visit(browser, console.url + path, { theme })
    await at.page.getByText(shows).first().waitFor(WAIT)
    await scrollThrough(at.page)
    expect(await axeViolations(at.page)).toEqual([])
    expect(at.complaints).toEqual([])
  })
})

it.each(PAGES)('$path needs no sideways scrolling at 390 px', async ({ path, shows }) => {
  await using at = await visit(browser, console.url + path, { width: 390, height: 844 })
  await at.page.getByText(shows).first().waitFor(WAIT)
  expect(await sidewaysPx(at.page)).toBe(0)
})

it('the map of brokers is read by keyboard, as a table, and opens a broker', async () => {
  await using at = await visit(browser, `${console.url}/c/payments-eu`)
  const { page } = at
  await page.getByText('Client traffic').first().waitFor(WAIT)
  await scrollThrough(page)
  const map = page.getByRole('listbox', { name: /^Request handlers busy/ })
  await map.waitFor(WAIT)
  expect(await map.getByRole('option').count()).toBe(6)
  await map.focus()
  await page.keyboard.press('ArrowDown')
  // The newest column may have come without its value yet.
  for (let back = 0; back < 6; back += 1) await page.keyboard.press('ArrowLeft')
  await page.getByText(/^broker 2, \d\d:\d\d:\d\d: \d/).waitFor(WAIT)
  expect(await map.getByRole('option', { selected: true }).textContent()).toMatch(/^broker 2: now \d/)
  await page.getByRole('button', { name: /^as table\s?: Request handlers busy$/ }).click()
  const table = page.getByRole('table', { name: /^Request handlers busy/ })
  expect(await table.getByRole('row').count()).toBe(7)
  await page.getByRole('button', { name: /^as map\s?: Request handlers busy$/ }).click()
  await map.focus()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/c\/payments-eu\/brokers\/2$/)
  expect(at.complaints).toEqual([])
})

it('an instant that is pointed at goes with its chart', async () => {
  await using at = await visit(browser, `${console.url}/c/payments-eu`)
  const { page } = at
  const plot = page.locator('.plot[data-from] .plot-area').first()
  await plot.waitFor(WAIT)
  await plot.dispatchEvent('pointermove', { clientX: 600, clientY: 300, bubbles: true })
  await page.locator('.pointed').first().waitFor(WAIT)
  // By the keyboard: the pointer stays where it is, and no chart hears that it left.
  await page.evaluate("history.pushState(null, '', '/c/payments-eu/brokers/2')")
  await page.getByText('Compared with its peers').first().waitFor(WAIT)
  await page.locator('.plot-area').first().waitFor(WAIT)
  expect(await page.locator('.pointed').count()).toBe(0)
})

it('a drag over a chart that ends outside the window zooms nothing and is over', async () => {
  await using at = await visit(browser, `${console.url}/c/payments-eu`)
  const { page } = at
  const plot = page.locator('.plot[data-from] .plot-area').first()
  await plot.waitFor(WAIT)
  await plot.scrollIntoViewIfNeeded()
  const box = await plot.boundingBox()
  if (box === null) throw new Error('no chart')
  const y = box.y + box.height / 2
  await page.mouse.move(box.x + 40, y)
  await page.mouse.down()
  await page.mouse.move(box.x + 120, y, { steps: 3 })
  const band = page.locator('.zoom-band')
  await band.waitFor(WAIT)
  // Let go where the page hears nothing of it; the next that it hears is a pointer without a button.
  await plot.dispatchEvent('pointermove', { buttons: 0, clientX: box.x + 150, clientY: y, bubbles: true })
  await band.waitFor({ ...WAIT, state: 'detached' })
  await page.mouse.up()
  expect(new URL(page.url()).search).toBe('')
})

it('charts that nobody scrolls to ask for nothing', async () => {
  await using at = await visit(browser, 'about:blank')
  const asked: string[] = []
  at.page.on('request', (request) => {
    const url = new URL(request.url())
    if (url.pathname === '/api/v1/series') asked.push(url.searchParams.get('metric') ?? '')
  })
  await at.page.goto(`${console.url}/c/payments-eu/brokers/4`)
  await at.page.getByText('Compared with its peers').first().waitFor(WAIT)
  await at.page.waitForLoadState('networkidle').catch(() => {})
  expect(asked).not.toContain('log_flush_ms/p99')
  expect(asked).not.toContain('node_cpu_busy')
  await scrollThrough(at.page)
  await at.page.getByText('Log flush').first().waitFor(WAIT)
  await expect.poll(() => asked, WAIT).toContain('log_flush_ms/p99')
  // Its group is folded.
  expect(asked).not.toContain('node_cpu_busy')
})
