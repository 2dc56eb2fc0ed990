import { apiPath } from '@perigee/contract'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { act, startQuietDemo } from '../demo/quiet-demo.ts'
import { type RunningConsole, startConsole } from '../running-console.ts'
import { axeViolations } from './axe.ts'
import { launchChromium, visit } from './chromium.ts'

const WAIT = { timeout: 30_000 }
const HEALED = { timeout: 90_000 }

let browser: Browser
beforeAll(async () => {
  browser = await launchChromium()
})
afterAll(() => browser?.close())

const bar = (page: Page) => page.getByRole('region', { name: 'Demo', exact: true })
const menu = (page: Page) => page.getByRole('dialog', { name: 'What can go wrong' })
const opener = (page: Page) => page.getByRole('button', { name: 'Make something go wrong' })
const sidewaysPx = (page: Page) =>
  page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')

describe('the demo', () => {
  let console: RunningConsole
  beforeAll(async () => {
    console = await startQuietDemo()
    await using at = await visit(browser, `${console.url}/overview`)
    await at.page.getByText('payments-eu').first().waitFor(WAIT)
  })
  afterAll(() => console?.[Symbol.asyncDispose]())

  const PAGES = [
    '/overview',
    '/c/payments-eu',
    '/c/payments-eu/brokers',
    '/c/payments-eu/brokers/3',
    '/c/payments-eu/topics',
    '/c/payments-eu/topics/payments.authorizations.v3',
    '/c/payments-eu/partitions',
    '/c/payments-eu/durability',
    '/c/payments-eu/capacity',
    '/c/payments-eu/capability',
    '/c/payments-eu/quorum',
    '/c/orders-legacy/quorum',
    '/sources',
    '/settings',
    '/connect',
  ]

  it.each(PAGES)('says on %s that nothing is real, and how to connect a real cluster', async (path) => {
    await using at = await visit(browser, console.url + path)
    await bar(at.page).getByText('3 simulated clusters, nothing here is real').waitFor(WAIT)
    expect(await bar(at.page).getByRole('link', { name: 'Connect yours' }).getAttribute('href')).toBe('/connect')
    await at.page.locator('h1').first().waitFor(WAIT)
    expect(at.complaints).toEqual([])
  })

  it('shows how to connect a cluster', async () => {
    await using at = await visit(browser, `${console.url}/overview`)
    await bar(at.page).getByRole('link', { name: 'Connect yours' }).click()
    await at.page.waitForURL(/\/connect$/)
    await at.page.getByText('--bootstrap').first().waitFor(WAIT)
    expect(await axeViolations(at.page)).toEqual([])
  })

  it('by keyboard: a scenario starts, pages change by themselves, and it is healed', async () => {
    await using overview = await visit(browser, `${console.url}/overview`)
    await using broker = await visit(browser, `${console.url}/c/payments-eu/brokers/3`)
    const { page } = overview
    await opener(page).waitFor(WAIT)
    await broker.page.getByText('Broker 3 is in order').waitFor(WAIT)
    await page.evaluate('window.isSamePage = true')
    await broker.page.evaluate('window.isSamePage = true')
    await opener(page).focus()
    await page.keyboard.press('Enter')
    await menu(page).waitFor(WAIT)
    // Whoever opens it by keyboard is in it: the first of its buttons has the focus.
    const start = menu(page).getByRole('button', { name: 'Start Broker 3 dies' })
    for (let i = 0; i < 40 && !(await start.evaluate((one) => one === one.ownerDocument.activeElement)); i += 1) {
      await page.keyboard.press('Tab')
    }
    await page.keyboard.press('Enter')
    await menu(page).getByRole('button', { name: 'Heal now Broker 3 dies' }).waitFor(WAIT)
    await page.keyboard.press('Escape')
    await menu(page).waitFor({ state: 'detached', ...WAIT })
    expect(await opener(page).evaluate((one) => one === one.ownerDocument.activeElement)).toBe(true)
    await bar(page)
      .getByRole('link', { name: /Broker 3 dies/ })
      .waitFor(WAIT)
    await page
      .locator('main')
      .getByText(/Broker 3 is down/)
      .first()
      .waitFor(WAIT)
    await broker.page
      .getByText(/Broker 3 is down/)
      .first()
      .waitFor(WAIT)
    await bar(broker.page)
      .getByRole('link', { name: /Broker 3 dies/ })
      .waitFor(WAIT)
    await opener(broker.page).click()
    await menu(broker.page).getByRole('button', { name: 'Heal now Broker 3 dies' }).click()
    await broker.page.keyboard.press('Escape')
    await broker.page.getByText('Broker 3 is in order').waitFor(HEALED)
    await bar(page)
      .getByRole('link', { name: /Broker 3 dies/ })
      .waitFor({ state: 'detached', ...HEALED })
    expect(await page.evaluate('window.isSamePage')).toBe(true)
    expect(await broker.page.evaluate('window.isSamePage')).toBe(true)
    expect([...overview.complaints, ...broker.complaints]).toEqual([])
  })

  it.each(['light', 'dark'] as const)('bar and menu pass axe, %s', async (theme) => {
    await act(console, 'hot-topic', 'start')
    await using at = await visit(browser, `${console.url}/overview`, { theme })
    await bar(at.page)
      .getByRole('link', { name: /Hot topic/ })
      .waitFor(WAIT)
    expect(await axeViolations(at.page)).toEqual([])
    await opener(at.page).click()
    await menu(at.page).waitFor(WAIT)
    expect(await axeViolations(at.page)).toEqual([])
    await act(console, 'hot-topic', 'stop')
  })

  it('fits a phone, with its menu', async () => {
    const running = ['hot-topic', 'slow-broker', 'slow-consumer']
    for (const name of running) await act(console, name, 'start')
    await using at = await visit(browser, `${console.url}/overview`, { width: 390, height: 844 })
    await bar(at.page)
      .getByRole('link', { name: /Slow consumer/ })
      .waitFor(WAIT)
    expect(await sidewaysPx(at.page)).toBe(0)
    await opener(at.page).click()
    await menu(at.page).getByText('Broker 3 dies', { exact: true }).first().waitFor(WAIT)
    expect(await sidewaysPx(at.page)).toBe(0)
    expect(await axeViolations(at.page)).toEqual([])
    for (const name of running) await act(console, name, 'stop')
  })

  it('has its mark on a wall', async () => {
    await using at = await visit(browser, `${console.url}/overview?kiosk=1`)
    await at.page.getByText('Demo: simulated clusters').waitFor(WAIT)
    expect(await bar(at.page).count()).toBe(0)
    expect(await axeViolations(at.page)).toEqual([])
  })
})

/** Nobody listens there: that a cluster is configured is enough. */
const CONFIGURED = 'clusters: [{ name: mine, bootstrap: "127.0.0.1:1" }]'

describe.each([
  { without: 'with --no-demo', options: { args: ['--no-demo'] }, shows: /has no cluster to watch yet/ },
  { without: 'with a cluster of one’s own', options: { yaml: CONFIGURED }, shows: /mine/ },
])('$without', ({ options, shows }) => {
  it('there is no bar, and nothing can be made to go wrong', async () => {
    await using console = await startConsole(options)
    await using at = await visit(browser, `${console.url}/overview`)
    await at.page.getByText(shows).first().waitFor(WAIT)
    await at.page.waitForLoadState('load')
    expect(await at.page.getByText(/simulated/).count()).toBe(0)
    expect(await opener(at.page).count()).toBe(0)
    const answer = await console.post(apiPath('demoScenario', { scenario: 'broker-3-dies' }), { action: 'start' })
    expect(answer.status).toBe(404)
    expect(at.complaints).toEqual([])
  })
})
