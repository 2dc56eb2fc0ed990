import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { visit } from './chromium.ts'
import { ODD_TOPIC, openRealPage, type RealPage } from './real-page.ts'

const SETUP_MS = 240_000
const WAIT = { timeout: 20_000 }

let real: RealPage
beforeAll(async () => {
  real = await openRealPage()
}, SETUP_MS)
afterAll(() => real?.[Symbol.asyncDispose]())

const open = (path: string) => visit(real.browser, real.console.url + path)

describe('keyboard only', () => {
  it('goes from the overview to a filtered topic and back, without a pointer', async () => {
    await using at = await open('/overview')
    const { page } = at
    await page.getByText('lab').first().waitFor(WAIT)
    await page.keyboard.press('Control+k')
    await page.getByRole('dialog').waitFor(WAIT)
    await page.keyboard.type('orders.created')
    await page
      .getByRole('option', { name: /orders\.created/ })
      .first()
      .waitFor(WAIT)
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/c\/lab\/topics\/orders\.created/)
    await page.keyboard.press('g')
    await page.keyboard.press('t')
    await page.waitForURL(/\/c\/lab\/topics$/)
    await page.getByText('orders.changed').first().waitFor(WAIT)
    await page.keyboard.press('/')
    await page.keyboard.type('cleanup:compact')
    await page.keyboard.press('Enter')
    await page.waitForURL(/q=cleanup:compact/)
    await page
      .getByText('orders.created')
      .first()
      .waitFor({ state: 'detached', ...WAIT })
    await page.keyboard.press('Escape')
    await page.keyboard.press('j')
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/topics\/orders\.changed/)
    expect(at.complaints).toEqual([])
  })

  it('shows its keys on ?', async () => {
    await using at = await open('/overview')
    await at.page.getByText('lab').first().waitFor(WAIT)
    await at.page.keyboard.press('?')
    await at.page.getByRole('dialog').getByText('Search and commands').waitFor(WAIT)
    await at.page.keyboard.press('Escape')
    await at.page.getByRole('dialog').waitFor({ state: 'detached', ...WAIT })
  })
})

describe('the address is the view', () => {
  it('the back button returns to the filter as it was', async () => {
    await using at = await open('/c/lab/topics?q=orders')
    const { page } = at
    await page.getByText('orders.created').first().click()
    await page.waitForURL(/topics\/orders\.created/)
    await page.goBack()
    await page.waitForURL(/topics\?q=orders$/)
    await page.getByText('orders.changed').first().waitFor(WAIT)
    expect(await page.getByText('single-copy').count()).toBe(0)
  })

  it('a shared address opens the same view in a fresh browser', async () => {
    const shared = '/c/lab/topics?q=rf:1&sort=name'
    await using at = await open(shared)
    await at.page.getByText('single-copy').first().waitFor(WAIT)
    expect(await at.page.getByText('orders.created').count()).toBe(0)
    expect(new URL(at.page.url()).pathname + new URL(at.page.url()).search).toBe(shared)
  })

  it('a long topic name and an unknown one each get their own page', async () => {
    await using long = await open(`/c/lab/topics/${encodeURIComponent(ODD_TOPIC)}`)
    await long.page.getByText('dots.and_under-scores').first().waitFor(WAIT)
    await long.page.getByText('1 partition', { exact: false }).first().waitFor(WAIT)
    await using none = await open('/c/lab/topics/no-such-topic')
    await none.page
      .getByText(/no-such-topic/)
      .first()
      .waitFor(WAIT)
    await using lost = await open('/c/nowhere')
    await lost.page
      .getByText(/nowhere/)
      .first()
      .waitFor(WAIT)
  })

  it('a what-if is in the address and its answer on the page', async () => {
    await using at = await open('/c/lab/durability?lose=broker:3')
    await at.page
      .getByText(/offline/i)
      .first()
      .waitFor(WAIT)
    await at.page.getByText('single-copy').first().waitFor(WAIT)
  })
})

describe('bad input', () => {
  it('an invalid filter is told, and the list stays', async () => {
    await using at = await open('/c/lab/topics')
    const { page } = at
    await page.getByText('orders.created').first().waitFor(WAIT)
    await page.keyboard.press('/')
    await page.keyboard.type('size:>abc')
    await page.getByRole('alert').first().waitFor(WAIT)
    expect(await page.getByText('orders.created').count()).toBeGreaterThan(0)
  })
})

describe('a network that loses requests', () => {
  it('asks again for a part of the page that did not come', async () => {
    await using at = await visit(real.browser, 'about:blank')
    const { page } = at
    let lost = 0
    await page.route('**/assets/page-*.js', (route) => {
      lost += 1
      return lost <= 2 ? route.abort() : route.continue()
    })
    await page.goto(`${real.console.url}/c/lab/brokers`)
    await page.locator('main').getByText('rack-2').first().waitFor(WAIT)
    expect(lost).toBeGreaterThan(2)
  })
})
