import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { axeViolations } from './axe.ts'
import { visit } from './chromium.ts'
import { openRealPage, PAGES, type RealPage } from './real-page.ts'

const SETUP_MS = 240_000
const SHOWN_MS = 20_000

let real: RealPage
beforeAll(async () => {
  real = await openRealPage()
}, SETUP_MS)
afterAll(() => real?.[Symbol.asyncDispose]())

const themes = ['light', 'dark'] as const

describe.each(themes)('every page, %s, on a real cluster', (theme) => {
  it.each(PAGES)('$path shows its content, complains of nothing and passes axe', async ({ path, shows }) => {
    await using open = await visit(real.browser, real.console.url + path, { theme })
    await open.page.getByText(shows).first().waitFor({ timeout: SHOWN_MS })
    await open.page.locator('h1').first().waitFor({ timeout: SHOWN_MS })
    expect(await axeViolations(open.page)).toEqual([])
    expect(open.complaints).toEqual([])
  })
})

const sidewaysPx = (page: Page) =>
  page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')

describe('at 390 px', () => {
  it.each(PAGES.filter(({ narrow }) => narrow))(
    '$path needs no sideways scrolling and passes axe',
    async ({ path, shows }) => {
      await using open = await visit(real.browser, real.console.url + path, { width: 390, height: 844 })
      await open.page.locator('h1').first().waitFor({ timeout: SHOWN_MS })
      // The rail is there, but out of sight.
      await open.page.getByText(shows).filter({ visible: true }).first().waitFor({ timeout: SHOWN_MS })
      expect(await sidewaysPx(open.page)).toBe(0)
      expect(await axeViolations(open.page)).toEqual([])
    },
  )
})

describe('from tablet to laptop', () => {
  it.each(PAGES)('$path needs no sideways scrolling', async ({ path, shows }) => {
    await using open = await visit(real.browser, real.console.url + path, { width: 1110, height: 800 })
    await open.page.getByText(shows).filter({ visible: true }).first().waitFor({ timeout: SHOWN_MS })
    const wide: string[] = []
    for (const width of [1110, 1100, 1000, 900, 840, 768, 701, 700]) {
      await open.page.setViewportSize({ width, height: 800 })
      const px = await sidewaysPx(open.page)
      if (px !== 0) wide.push(`${px} px too wide at ${width}`)
    }
    expect(wide).toEqual([])
  })
})

describe('a what-if', () => {
  it('its counts open exactly their rows, and say which loss they are of', async () => {
    await using open = await visit(real.browser, `${real.console.url}/c/lab/durability?lose=broker:3`)
    const { page } = open
    const answer = page.getByRole('complementary').getByRole('link', { name: 'is offline' })
    await answer.waitFor({ timeout: SHOWN_MS })
    const count = Number.parseInt((await answer.textContent()) ?? '', 10)
    expect(count).toBe(1)
    await answer.click()
    await page.waitForURL(/partitions\?q=after:offline&lose=broker:3$/)
    await page.getByText('after losing broker 3').waitFor({ timeout: SHOWN_MS })
    await page.getByText('single-copy').first().waitFor({ timeout: SHOWN_MS })
    expect(await page.getByRole('row').filter({ hasText: 'single-copy' }).count()).toBe(count)
    expect(await page.getByText(`rows 1–${count} of ${count}`).count()).toBe(1)
    expect(await axeViolations(page)).toEqual([])
    await page.getByRole('button', { name: 'Lose nothing' }).click()
    await page.getByText('0 of').first().waitFor({ timeout: SHOWN_MS })
    expect(new URL(page.url()).searchParams.get('lose')).toBeNull()
    expect(open.complaints).toEqual([])
  })
})

// Last, for it breaks the cluster.
describe('with a broker killed', () => {
  beforeAll(async () => {
    await real.cluster.kill(3)
  }, SETUP_MS)

  it('the overview and the cluster page name the broker within a few intervals', async () => {
    for (const path of ['/overview', '/c/lab']) {
      await using open = await visit(real.browser, real.console.url + path)
      await open.page
        .getByText(/Broker 3 is down/)
        .first()
        .waitFor({ timeout: 30_000 })
      expect(open.complaints).toEqual([])
    }
  })

  it.each(themes)('every page still shows what is known and passes axe, %s', async (theme) => {
    for (const { path, shows } of PAGES) {
      await using open = await visit(real.browser, real.console.url + path, { theme })
      await open.page.getByText(shows).first().waitFor({ timeout: SHOWN_MS })
      expect(await axeViolations(open.page), path).toEqual([])
      expect(open.complaints, path).toEqual([])
    }
  })

  it('the count of offline partitions opens exactly those rows', async () => {
    await using open = await visit(real.browser, `${real.console.url}/c/lab`)
    const { page } = open
    const link = page.locator('a[href*="is:offline"]').first()
    await link.waitFor({ timeout: SHOWN_MS })
    await link.click()
    await page.waitForURL(/partitions\?q=is:offline/)
    await page.getByText('single-copy').first().waitFor({ timeout: SHOWN_MS })
    expect(await page.getByRole('row').filter({ hasText: 'single-copy' }).count()).toBe(1)
  })

  it('says when the console itself is gone, and keeps what it knows', async () => {
    await using open = await visit(real.browser, `${real.console.url}/c/lab`)
    const { page } = open
    await page
      .getByText(/Broker 3 is down/)
      .first()
      .waitFor({ timeout: SHOWN_MS })
    await page.context().setOffline(true)
    await page
      .getByText(/server cannot be reached/i)
      .first()
      .waitFor({ timeout: 40_000 })
    expect(await page.getByText(/Broker 3 is down/).count()).toBeGreaterThan(0)
    await page.context().setOffline(false)
    await page
      .getByText(/server cannot be reached/i)
      .first()
      .waitFor({ state: 'hidden', timeout: 60_000 })
  })
})
