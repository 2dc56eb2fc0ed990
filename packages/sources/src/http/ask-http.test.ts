import { createServer, type Socket } from 'node:net'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { askHttp, type HttpAsk } from './ask-http.ts'
import { answerGzip, httpFake } from './http-server.fake.ts'

const SECRET = 'hunter2-of-the-test'
const never = new AbortController().signal
const ask = (url: string, more: Partial<HttpAsk> = {}) =>
  askHttp({ url, timeoutMs: 5_000, maxBytes: 1_000_000, signal: never, ...more })

async function failureOf(url: string, more: Partial<HttpAsk> = {}) {
  const result = await ask(url, more)
  if (result.ok) throw new Error(`answered ${result.value.status}`)
  return result.failure
}

/** Speaks whatever `talk` does on a bare socket. */
async function rawServer(talk: (socket: Socket) => void) {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    socket.once('data', () => talk(socket))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as { port: number }
  return {
    url: `http://127.0.0.1:${port}/x`,
    [Symbol.asyncDispose]: async () => {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

test('reads a compressed answer whole and says what came over the wire', async () => {
  const text = 'kafka '.repeat(10_000)
  await using server = await httpFake((_, response) => {
    const body = gzipSync(text)
    response.writeHead(200, { 'content-encoding': 'gzip', 'content-length': body.length })
    response.end(body)
  })
  const result = await ask(`${server.url}/metrics`)
  expect(result).toMatchObject({ ok: true, value: { status: 200, wireBytes: gzipSync(text).length } })
  expect(result.ok && result.value.body.toString()).toBe(text)
  expect(server.asked[0]?.headers['accept-encoding']).toBe('gzip')
})

test('sends a form, a token and headers', async () => {
  await using server = await httpFake((_, response) => response.end('ok'))
  await ask(server.url, {
    method: 'POST',
    body: new URLSearchParams({ query: 'up{a="b"}' }),
    auth: { kind: 'bearer', token: SECRET },
    headers: { 'x-scope-orgid': 'team-a' },
  })
  expect(server.asked[0]).toMatchObject({
    method: 'POST',
    body: 'query=up%7Ba%3D%22b%22%7D',
    headers: { authorization: `Bearer ${SECRET}`, 'x-scope-orgid': 'team-a' },
  })
})

test('basic credentials keep letters beyond ASCII', async () => {
  await using server = await httpFake((_, response) => response.end('ok'))
  await ask(server.url, { auth: { kind: 'basic', username: 'bjørn', password: 'pæss:word' } })
  const sent = server.asked[0]?.headers.authorization?.replace('Basic ', '') ?? ''
  expect(Buffer.from(sent, 'base64').toString()).toBe('bjørn:pæss:word')
})

test('an answer above the cap is refused while it comes, also when it grows by decompression', async () => {
  await using server = await httpFake((_, response) => answerGzip(response, '0'.repeat(5_000_000)))
  expect(await failureOf(server.url, { maxBytes: 100_000 })).toMatchObject({
    code: 'garbage',
    message: 'the answer is longer than 100000 bytes',
  })
})

test.each([
  ['nothing', () => undefined],
  ['half an answer', (socket: Socket) => void socket.write('HTTP/1.1 200 OK\r\ncontent-length: 50\r\n\r\nhalf')],
])('a peer that sends %s runs into the deadline', async (_, talk) => {
  await using server = await rawServer(talk)
  const failure = await failureOf(server.url, { timeoutMs: 150 })
  expect(failure).toMatchObject({ code: 'timeout', message: 'no answer within 150 ms', retryable: true })
})

test('whoever gives up gets a failure and no exception', async () => {
  await using server = await rawServer(() => undefined)
  const stop = new AbortController()
  const asked = failureOf(server.url, { signal: stop.signal })
  stop.abort()
  expect(await asked).toMatchObject({ code: 'timeout', message: 'given up before the answer came' })
})

test.each([
  [401, 'authentication', false],
  [403, 'forbidden', false],
  [404, 'unsupported', false],
  [302, 'unsupported', false],
  [418, 'garbage', false],
  [500, 'garbage', true],
  [503, 'garbage', true],
] as const)('status %i is filed under %s', async (status, code, retryable) => {
  await using elsewhere = await httpFake((_, response) => response.end('ok'))
  await using server = await httpFake((_, response) => {
    response.writeHead(status, { location: elsewhere.url })
    response.end(`your token ${SECRET} is no good`)
  })
  const failure = await failureOf(`${server.url}/v1/${SECRET}?token=${SECRET}`, {
    auth: { kind: 'bearer', token: SECRET },
  })
  expect(failure).toMatchObject({ code, retryable, peer: server.peer })
  expect(failure.message).toContain(String(status))
  expect(JSON.stringify(failure)).not.toContain(SECRET)
  // Credentials follow no redirect.
  expect(elsewhere.asked).toEqual([])
})

test('a status that was asked for is an answer', async () => {
  await using server = await httpFake((_, response) => {
    response.writeHead(422)
    response.end('why')
  })
  expect(await ask(server.url, { accept: [422] })).toMatchObject({ ok: true, value: { status: 422 } })
})

test.each([
  [
    'no HTTP',
    (socket: Socket): void => void socket.end('SSH-2.0-OpenSSH_9.2\r\n'),
    'garbage',
    'the answer is not HTTP',
  ],
  ['a closed connection', (socket: Socket): void => void socket.destroy(), 'closed', /closed/],
  ['a reset', (socket: Socket): void => void socket.resetAndDestroy(), 'closed', /reset|closed/],
  [
    'broken compression',
    (socket: Socket): void =>
      void socket.end('HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: 4\r\n\r\nnope'),
    'garbage',
    'the answer does not decompress',
  ],
  [
    'less than it promised',
    (socket: Socket): void => void socket.end('HTTP/1.1 200 OK\r\ncontent-length: 50\r\n\r\nhalf'),
    'closed',
    /closed/,
  ],
] as const)('a peer that answers with %s', async (_, talk, code, message) => {
  await using server = await rawServer(talk)
  const failure = await failureOf(server.url)
  expect(failure.code).toBe(code)
  expect(failure.message).toMatch(message)
  expect(failure.message).not.toContain('broker')
})

test('half of a compressed answer is none, though its end was told by the end of the connection', async () => {
  const whole = gzipSync('kafka '.repeat(10_000))
  await using server = await rawServer((socket) => {
    socket.write('HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\nconnection: close\r\n\r\n')
    socket.end(whole.subarray(0, whole.length / 2))
  })
  expect(await failureOf(server.url)).toMatchObject({ code: 'garbage', message: 'the answer does not decompress' })
})

test('compressed in a way that nobody asked for', async () => {
  await using server = await httpFake((_, response) => {
    response.writeHead(200, { 'content-encoding': 'compress' })
    response.end('x')
  })
  expect(await failureOf(server.url)).toMatchObject({
    code: 'garbage',
    message: expect.stringContaining('not asked for'),
  })
})

test('a kept connection that is closed just then is no failure: the question is put again', async () => {
  let connections = 0
  await using server = await rawServer((socket) => {
    connections += 1
    socket.write(`HTTP/1.1 200 OK\r\ncontent-length: 1\r\n\r\n${connections}`)
    socket.once('data', () => socket.destroy())
  })
  const answers = [await ask(server.url), await ask(server.url)]
  expect(answers.map((answer) => answer.ok && answer.value.body.toString())).toEqual(['1', '2'])
})

test('TLS to a peer that speaks none', async () => {
  await using server = await rawServer((socket) => void socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'))
  expect(await failureOf(server.url.replace('http:', 'https:'))).toMatchObject({ code: 'tls' })
})

test('nobody listening, no such name, no address at all', async () => {
  const gone = await httpFake(() => undefined)
  await gone.close()
  expect(await failureOf(gone.url)).toMatchObject({ code: 'refused', peer: gone.peer, retryable: true })
  expect(await failureOf('http://nowhere.invalid/x')).toMatchObject({ code: 'dns', peer: 'nowhere.invalid' })
  expect(await failureOf('file:///etc/hostname')).toMatchObject({ code: 'unsupported' })
  expect(await failureOf('http://[::1')).toMatchObject({ code: 'unsupported' })
  // X11's: a port that browsers refuse may be an exporter's.
  expect(await failureOf('http://127.0.0.1:6000/')).toMatchObject({ code: 'refused' })
})

test.each(['two\nlines', 'no € here'])('a token that no header may hold is told without it', async (token) => {
  await using server = await httpFake((_, response) => response.end('ok'))
  const failure = await failureOf(server.url, { auth: { kind: 'bearer', token } })
  expect(failure.code).toBe('unsupported')
  expect(failure.message).toMatch(/credentials/)
  expect(JSON.stringify(failure)).not.toContain(token.slice(-5))
})
