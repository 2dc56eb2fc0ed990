import { type AddressInfo, connect } from 'node:net'
import Fastify, { type FastifyInstance } from 'fastify'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createEvents } from '../facts/events.ts'
import { fakeState } from '../features/console-state.fake.ts'
import { handleError } from './errors.ts'
import { serveEvents } from './event-stream.ts'

const MAX_STREAMS = 5
const events = createEvents()
const state = fakeState([], { events })
let app: FastifyInstance
let url = ''

beforeEach(async () => {
  app = Fastify({ forceCloseConnections: 'idle' })
  app.setErrorHandler(handleError)
  serveEvents(app, state, MAX_STREAMS)
  await app.listen({ port: 0, host: '127.0.0.1' })
  url = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}/api/v1/events`
})
afterEach(() => app.close())

/** Reads a stream until `enough` says so. */
async function readUntil(response: Response, enough: (text: string) => boolean): Promise<string> {
  const reader = (response.body as ReadableStream<Uint8Array>).getReader()
  let text = ''
  while (!enough(text)) {
    const { done, value } = await reader.read()
    if (done) break
    text += new TextDecoder().decode(value)
  }
  await reader.cancel()
  return text
}

const notice = { cluster: 'prod', readings: ['registry'], version: 7 }
const lastId = () => events.since(0)?.at(-1)?.id ?? 0

test('a notice says what changed, not the data', async () => {
  const response = await fetch(url)
  expect(response.headers.get('content-type')).toContain('text/event-stream')
  const read = readUntil(response, (text) => text.includes('data:'))
  events.publish(notice)
  const text = await read
  expect(text).toContain('event: change\ndata: {"cluster":"prod","readings":["registry"],"version":7}\n\n')
  expect(text).toContain(`id: ${state.startedAt}-${lastId()}\n`)
})

test('HEAD ends with its headers and keeps no place', async () => {
  const answers = await Promise.all(Array.from({ length: MAX_STREAMS + 2 }, () => fetch(url, { method: 'HEAD' })))
  for (const { status, headers } of answers)
    expect([status, headers.get('content-type')]).toEqual([200, 'text/event-stream; charset=utf-8'])
})

test('a browser that reconnects gets what it missed', async () => {
  events.publish(notice)
  const seen = lastId()
  events.publish({ ...notice, version: 8 })
  const response = await fetch(url, { headers: { 'last-event-id': `${state.startedAt}-${seen}` } })
  const text = await readUntil(response, (read) => read.includes('data:'))
  expect(text).toContain('"version":8')
  expect(text).not.toContain('"version":7')
})

test.each(['1-1', 'nonsense', '', '99999999999999-'])(
  'an id of another process (%s) means: ask for everything',
  async (id) => {
    const response = await fetch(url, { headers: { 'last-event-id': id } })
    const text = await readUntil(response, (read) => read.includes('data:'))
    expect(text).toContain('"cluster":null,"readings":["all"]')
  },
)

test('streams are bounded, and a closed one makes room', async () => {
  const open = await Promise.all(Array.from({ length: MAX_STREAMS }, () => fetch(url)))
  const refused = await fetch(url)
  expect([refused.status, ((await refused.json()) as { error: { code: string } }).error.code]).toEqual([
    503,
    'PGE_TOO_MANY_STREAMS',
  ])
  await Promise.all(open.map((response) => response.body?.cancel()))
  let status = 503
  for (let i = 0; i < 100 && status === 503; i += 1) {
    const again = await fetch(url)
    status = again.status
    await again.body?.cancel()
  }
  expect(status).toBe(200)
})

test('closing the app ends the streams', async () => {
  const response = await fetch(url)
  const read = readUntil(response, () => false)
  await app.close()
  expect(await read).toContain('retry:')
})

test('a browser that does not read is not written to without end, and asks for everything once it reads', async () => {
  const { hostname, port } = new URL(url)
  const socket = connect(Number(port), hostname)
  socket.write('GET /api/v1/events HTTP/1.1\r\nHost: localhost\r\n\r\n')
  await new Promise((resolve) => socket.once('data', resolve))
  socket.pause()
  for (let i = 0; i < 20_000; i += 1) events.publish({ ...notice, cluster: 'x'.repeat(1000) })
  let text = ''
  const everything = new Promise<void>((resolve) => {
    socket.on('data', (data) => {
      text += data
      if (text.includes('"cluster":null,"readings":["all"]')) resolve()
    })
  })
  socket.resume()
  await everything
  expect(text.length).toBeLessThan(1_000_000)
  socket.destroy()
})

test('where many look on, all are told in turn, each everything and in order', async () => {
  const many = Fastify({ forceCloseConnections: 'idle' })
  serveEvents(many, state, 20)
  await many.listen({ port: 0, host: '127.0.0.1' })
  const address = `http://127.0.0.1:${(many.server.address() as AddressInfo).port}/api/v1/events`
  const streams = await Promise.all(Array.from({ length: 17 }, () => fetch(address)))
  const read = Promise.all(streams.map((one) => readUntil(one, (text) => text.includes('"version":103'))))
  for (const version of [101, 102, 103]) events.publish({ ...notice, version })
  for (const text of await read) {
    expect([...text.matchAll(/"version":(10\d)/g)].map(([, version]) => version)).toEqual(['101', '102', '103'])
  }
  await many.close()
})
