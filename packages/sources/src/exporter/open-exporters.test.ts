import { once } from 'node:events'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import type { MetricTarget } from '@perigee/domain'
import { afterEach, expect, test } from 'vitest'
import { openExporters } from './open-exporters.ts'
import { recordedPage, ZOOKEEPER_39 } from './recorded-page.fake.ts'
import { openExporterThread } from './thread/exporter-thread.ts'

const THREAD = new URL('./thread/pages.fake.ts', import.meta.url)
const NEVER = new AbortController().signal

const toClose: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of toClose.splice(0).reverse()) await close()
})

async function serve(listener: RequestListener): Promise<string> {
  const server: Server = createServer(listener).listen(0, '127.0.0.1')
  await once(server, 'listening')
  toClose.push(() => {
    server.closeAllConnections()
    return new Promise((resolve) => server.close(resolve))
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/metrics`
}

function exporters(options: { timeoutMs?: number; file?: URL; auth?: { kind: 'bearer'; token: string } } = {}) {
  const thread = openExporterThread(options.file ?? THREAD)
  toClose.push(() => thread.close())
  return openExporters({ auth: options.auth ?? null, timeoutMs: options.timeoutMs ?? 20_000, thread })
}

function at(url: string, nodeId = 2): MetricTarget {
  return { id: `broker/${nodeId}`, url, role: 'broker', nodeId, origin: 'configured' }
}

test('a page is fetched compressed, read, and what it cost is counted', async () => {
  const page = recordedPage('raw39')
  const packed = gzipSync(page)
  const url = await serve((request, response) => {
    expect(request.headers['accept-encoding']).toContain('gzip')
    response.writeHead(200, { 'content-encoding': 'gzip', 'content-length': packed.length }).end(packed)
  })
  const source = exporters()
  const outcome = await source.scrape(at(url), ZOOKEEPER_39, NEVER)
  if (!outcome.ok) throw new Error(outcome.failure.message)
  const { value } = outcome
  expect(value.naming).toBe('R')
  expect(value.source).toBe('exporter')
  expect(value.values.get('leaders')).toBeGreaterThan(100)
  expect(value.cost).toMatchObject({ pageBytes: page.length, wireBytes: packed.length })
  expect(value.cost.series).toBeGreaterThan(10_000)
  expect(value.cost.exporterMs).toBeGreaterThan(0)
  expect(source.cost()).toMatchObject([{ brokerId: 2, requests: 1, failures: 0, bytesReceived: packed.length }])
})

test('the second page gives rates, and what the thread did not repeat is there', async () => {
  const pages = [recordedPage('raw39'), recordedPage('raw39Degraded')]
  const url = await serve((_, response) => void response.end(pages.shift()))
  const source = exporters()
  const first = await source.scrape(at(url), ZOOKEEPER_39, NEVER)
  const second = await source.scrape(at(url), ZOOKEEPER_39, NEVER)
  if (!first.ok || !second.ok) throw new Error('no page')
  expect(first.value.values.has('bytes_in')).toBe(false)
  expect(second.value.values.get('bytes_in')).toBeGreaterThan(0)
  expect(second.value.topics.topics.length).toBe(second.value.topics.bytesIn.length)
  expect(second.value.topics.topics).toContain('orders')
  expect(second.value.capabilities).toEqual(first.value.capabilities)
  source.forget('broker/2')
  expect(source.cost()).toEqual([])
})

test('what a lean configuration would leave of the largest page is counted with its second reading, and kept', async () => {
  const [large, small] = [recordedPage('raw39'), recordedPage('lower39')]
  const url = await serve((request, response) => void response.end(request.url === '/small' ? small : large))
  const source = exporters()
  const lean = async (address: string, id: number) => {
    const outcome = await source.scrape(at(address, id), ZOOKEEPER_39, NEVER)
    return outcome.ok ? outcome.value.cost.lean : null
  }
  const other = new URL('/small', url).href
  expect([await lean(url, 1), await lean(other, 2)]).toEqual([undefined, undefined])
  const counted = await lean(url, 1)
  expect(counted?.seriesKept).toBeGreaterThan(100)
  expect(counted?.seriesKept).toBeLessThan((counted?.seriesNow ?? 0) / 3)
  expect([await lean(other, 2), await lean(url, 1)]).toEqual([undefined, counted])
})

test('failures are typed: status, noise, an empty page, no address, silence', async () => {
  const refusing = await serve((_, response) => void response.writeHead(401).end())
  const empty = await serve((_, response) => void response.end('# nothing yet\n'))
  const greeting = await serve((_, response) => void response.end('\n<!DOCTYPE html>\n<html>\n<a href="/metrics">'))
  const silent = await serve(() => undefined)
  const source = exporters()
  // Only silence is worth a short wait: the thread has to begin first.
  const impatient = exporters({ timeoutMs: 300 })
  const failureOf = async (url: string, of = source) => {
    const outcome = await of.scrape(at(url), ZOOKEEPER_39, NEVER)
    return outcome.ok ? 'none' : outcome.failure.code
  }
  expect(await failureOf(refusing)).toBe('authentication')
  expect(await failureOf(empty)).toBe('garbage')
  expect(await failureOf(greeting)).toBe('garbage')
  expect(await failureOf(silent, impatient)).toBe('timeout')
  const closed = createServer().listen(0, '127.0.0.1')
  await once(closed, 'listening')
  const { port } = closed.address() as AddressInfo
  closed.close()
  await once(closed, 'close')
  expect(await failureOf(`http://127.0.0.1:${port}/metrics`)).toBe('refused')
  expect(await failureOf('no address')).not.toBe('none')
  expect(source.cost()).toMatchObject([{ requests: 5, failures: 5 }])
})

test('given up is given up at once, and the next page is not the worse for it', async () => {
  let isSilent = true
  const url = await serve((_, response) => {
    if (!isSilent) response.end(recordedPage('raw39'))
  })
  const source = exporters()
  const control = new AbortController()
  const gone = source.scrape(at(url), ZOOKEEPER_39, control.signal)
  control.abort()
  expect((await gone).ok).toBe(false)
  isSilent = false
  expect((await source.scrape(at(url), ZOOKEEPER_39, NEVER)).ok).toBe(true)
})

test('a thread that dies fails what it was asked, and the next page begins a new one', async () => {
  const url = await serve((_, response) => void response.end(recordedPage('raw39')))
  // Dies of its first page only: the address of the second thread's file is the same.
  const mortal = new URL(
    `data:text/javascript,${encodeURIComponent(`
      import { parentPort } from 'node:worker_threads'
      import { servePages } from ${JSON.stringify(new URL('./thread/page-thread.ts', import.meta.url).href)}
      parentPort.once('message', (message) => { if (message.target.nodeId === 666) process.exit(3) })
      servePages(parentPort)`)}`,
  )
  const source = exporters({ file: mortal })
  const died = await source.scrape(at(url, 666), ZOOKEEPER_39, NEVER)
  expect(died.ok ? null : died.failure).toMatchObject({ code: 'closed', retryable: true })
  const next = await source.scrape(at(url), ZOOKEEPER_39, NEVER)
  expect(next.ok ? next.value.naming : next.failure.message).toBe('R')
})

test('a thread that hangs is ended, and the next page begins a new one', async () => {
  const url = await serve((_, response) => void response.end(recordedPage('raw39')))
  const stuck = new URL(
    `data:text/javascript,${encodeURIComponent(`
      import { parentPort } from 'node:worker_threads'
      import { servePages } from ${JSON.stringify(new URL('./thread/page-thread.ts', import.meta.url).href)}
      parentPort.once('message', (message) => { if (message.target.nodeId === 666) for (;;); })
      servePages(parentPort)`)}`,
  )
  const thread = openExporterThread(stuck, 100)
  toClose.push(() => thread.close())
  const source = openExporters({ auth: null, timeoutMs: 200, thread })
  const hung = await source.scrape(at(url, 666), ZOOKEEPER_39, NEVER)
  expect(hung.ok ? null : hung.failure).toMatchObject({ code: 'closed', message: /hung/, retryable: true })
  // Whoever gives up earlier than the thread's time is out does not keep it alive.
  const control = new AbortController()
  const given = source.scrape(at(url, 666), ZOOKEEPER_39, control.signal)
  control.abort()
  expect((await given).ok).toBe(false)
  const beside = await source.scrape(at(url, 3), ZOOKEEPER_39, NEVER)
  expect(beside.ok ? null : beside.failure.message).toMatch(/hung/)
  const patient = openExporters({ auth: null, timeoutMs: 20_000, thread })
  const next = await patient.scrape(at(url), ZOOKEEPER_39, NEVER)
  expect(next.ok ? next.value.naming : next.failure.message).toBe('R')
})

test('two clusters may have targets of one name; credentials go where they belong', async () => {
  const asked: (string | undefined)[] = []
  const url = await serve((request, response) => {
    asked.push(request.headers.authorization)
    response.end(recordedPage('raw39'))
  })
  const thread = openExporterThread(THREAD)
  toClose.push(() => thread.close())
  const mine = openExporters({ auth: { kind: 'bearer', token: 't' }, timeoutMs: 20_000, thread })
  const other = openExporters({ auth: null, timeoutMs: 20_000, thread })
  const outcomes = [await mine.scrape(at(url), ZOOKEEPER_39, NEVER), await other.scrape(at(url), ZOOKEEPER_39, NEVER)]
  expect(asked).toEqual(['Bearer t', undefined])
  // Were they one target, the second page, which did not move, would say so.
  expect(outcomes.map((outcome) => outcome.ok && outcome.value.notes)).toEqual([[], []])
  await mine.close()
  expect((await mine.scrape(at(url), ZOOKEEPER_39, NEVER)).ok).toBe(false)
  expect((await other.scrape(at(url), ZOOKEEPER_39, NEVER)).ok).toBe(true)
})
