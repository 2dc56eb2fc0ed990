import { type AddressInfo, connect } from 'node:net'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildApp } from '../app.ts'
import { fakeState } from '../features/console-state.fake.ts'

let app: FastifyInstance
beforeAll(async () => {
  app = await buildApp({ state: fakeState(), pageRoot: '/nowhere' })
  await app.listen({ port: 0, host: '127.0.0.1' })
})
afterAll(() => app.close())

function say(text: string): Promise<string> {
  const socket = connect((app.server.address() as AddressInfo).port, '127.0.0.1', () => socket.write(text))
  return new Promise((resolve, reject) => {
    let answer = ''
    socket.on('data', (data) => {
      answer += data
    })
    socket.on('close', () => resolve(answer))
    socket.on('error', reject)
  })
}

test.each([
  [`GET /api/v1/overview?q=${'x'.repeat(40_000)} HTTP/1.1\r\nHost: localhost\r\n\r\n`, 431, 'PGE_TOO_LONG'],
  ['this is no HTTP\r\n\r\n', 400, 'PGE_BAD_REQUEST'],
])('%.30s… is answered in words', async (request, status, code) => {
  const answer = await say(request)
  expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `))
  const { error } = JSON.parse(answer.split('\r\n\r\n')[1] ?? '')
  expect(error).toMatchObject({ code, id: expect.stringMatching(/^[0-9a-f]{12}$/) })
})
