import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { createTokenProvider, TokenEndpointDown } from './oauth-token.ts'

type Handler = (body: string, request: IncomingMessage, response: ServerResponse) => void

async function endpoint(handle: Handler) {
  let asked = 0
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk) => {
      body += chunk
    })
    request.on('end', () => {
      asked += 1
      handle(body, request, response)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/token`,
    asked: () => asked,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

const credentials = (tokenEndpoint: string) => ({
  tokenEndpoint,
  clientId: 'id',
  clientSecret: 'hidden',
  scope: 'kafka',
})
const issue =
  (token: string, expiresIn?: number): Handler =>
  (_body, _request, response) =>
    response.end(JSON.stringify({ access_token: token, ...(expiresIn ? { expires_in: expiresIn } : {}) }))

test('asks by client credentials, with the secret in the header only', async () => {
  const seen: string[] = []
  await using server = await endpoint((body, request, response) => {
    seen.push(body, request.headers.authorization ?? '')
    issue('t')(body, request, response)
  })
  expect(await createTokenProvider(credentials(server.url), { timeoutMs: 5_000 })()).toBe('t')
  expect(seen).toEqual([
    'grant_type=client_credentials&scope=kafka',
    `Basic ${Buffer.from('id:hidden').toString('base64')}`,
  ])
})

test('keeps a token for 80 % of its lifetime, and callers share one request', async () => {
  await using server = await endpoint(issue('t', 100))
  let nowMs = 0
  const provider = createTokenProvider(credentials(server.url), { timeoutMs: 5_000, nowMs: () => nowMs })
  await Promise.all([provider(), provider(), provider()])
  nowMs = 79_000
  await provider()
  expect(server.asked()).toBe(1)
  nowMs = 80_000
  await provider()
  expect(server.asked()).toBe(2)
})

test.each([
  [401, '{"error":"invalid_client","error_description":"hidden"}', 'answered 401 (invalid_client)'],
  [500, 'oops hidden', 'answered 500'],
  [200, 'not json', 'gave no access_token'],
  [200, '{"access_token":7}', 'gave no access_token'],
] as const)('a refusal (%i %s) is named without secrets and not kept', async (status, text, words) => {
  await using server = await endpoint((_body, _request, response) => {
    response.statusCode = status
    response.end(text)
  })
  const provider = createTokenProvider(credentials(server.url), { timeoutMs: 5_000 })
  const error: unknown = await provider().catch((caught: unknown) => caught)
  expect((error as Error).message).toContain(words)
  expect((error as Error).message).not.toContain('hidden')
  await provider().catch(() => undefined)
  expect(server.asked()).toBe(2)
})

test('an endpoint that never answers ends by its deadline', async () => {
  await using server = await endpoint(() => undefined)
  const provider = createTokenProvider(credentials(server.url), { timeoutMs: 100 })
  await expect(provider()).rejects.toThrow('no answer in time')
})

test.each([
  ['does not end', 5_000, /longer than 1000000 bytes/],
  ['stops halfway', 200, /no answer in time/],
])('an answer that %s is an endpoint that is down', async (how, timeoutMs, message) => {
  await using server = await endpoint((_body, _request, response) => {
    response.write('{"access_token":"')
    const more = () => response.destroyed || response.write('x'.repeat(65_536), more)
    if (how === 'does not end') more()
  })
  const asking = createTokenProvider(credentials(server.url), { timeoutMs })()
  await expect(asking).rejects.toThrow(message)
  await expect(asking).rejects.toBeInstanceOf(TokenEndpointDown)
})
