import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import Fastify from 'fastify'
import { expect, test } from 'vitest'
import { encodingFor, keepAnswers } from './answer-cache.ts'

const LONG = 'a long answer '.repeat(200)

function served(answers: { status?: number } = {}) {
  const app = Fastify()
  const told = { tag: 'one', made: 0, release: null as (() => void) | null }
  keepAnswers(app, (request) => (request.url.startsWith('/kept') ? told.tag : null))
  const answer = () => {
    told.made += 1
    return { text: LONG, made: told.made }
  }
  app.get('/kept', async (_, reply) => reply.code(answers.status ?? 200).send(answer()))
  app.get('/other', async () => answer())
  app.get('/kept/slow', async () => {
    await new Promise((resolve) => {
      told.release = () => resolve(undefined)
    })
    return answer()
  })
  app.get('/kept/failing', async () => {
    told.made += 1
    throw new Error('broken')
  })
  const get = (url: string, encoding = 'gzip, br') => app.inject({ url, headers: { 'accept-encoding': encoding } })
  return { app, told, get }
}

test('an answer is made once for all who ask until its tag changes', async () => {
  const { told, get } = served()
  const first = await get('/kept')
  const second = await get('/kept')
  expect(second.rawPayload).toEqual(first.rawPayload)
  expect(second.headers['content-type']).toBe(first.headers['content-type'])
  expect(told.made).toBe(1)
  told.tag = 'two'
  expect(JSON.parse(brotliDecompressSync((await get('/kept')).rawPayload).toString())).toMatchObject({ made: 2 })
})

test('each address and each encoding has its own', async () => {
  const { get } = served()
  const [br, gzip, plain, other] = [
    await get('/kept'),
    await get('/kept', 'gzip'),
    await get('/kept', ''),
    await get('/kept?q=x'),
  ]
  expect(brotliDecompressSync(br.rawPayload).toString()).toContain('"made":1')
  expect(br.headers['content-encoding']).toBe('br')
  expect(gunzipSync(gzip.rawPayload).toString()).toContain('"made":2')
  expect(plain.body).toContain('"made":3')
  expect(plain.headers['content-encoding']).toBeUndefined()
  expect(brotliDecompressSync(other.rawPayload).toString()).toContain('"made":4')
  expect([br, gzip, plain].map(({ headers }) => headers.vary)).toEqual(Array(3).fill('accept-encoding'))
})

// Only bodies were counted: short answers to long questions were kept by the hundred megabytes.
test('the room that answers take is bounded, with the addresses they were asked by', async () => {
  const { told, get } = served()
  const long = 'x'.repeat(14_000)
  for (let at = 0; at < 700; at += 1) await get(`/kept?${at}${long}`)
  expect(told.made).toBe(700)
  await get(`/kept?699${long}`)
  expect(told.made).toBe(700)
  await get(`/kept?0${long}`)
  expect(told.made).toBe(701)
})

test('who asks while an answer is being made waits for it', async () => {
  const { told, get } = served()
  const asked = Promise.all([get('/kept/slow'), get('/kept/slow'), get('/kept/slow')])
  await expect.poll(() => told.release).not.toBeNull()
  for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve))
  told.release?.()
  const answers = await asked
  expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200])
  expect(told.made).toBe(1)
})

test('failures, refusals and answers without a tag are made each time', async () => {
  const failing = served()
  expect(
    (await Promise.all([failing.get('/kept/failing'), failing.get('/kept/failing')])).map((r) => r.statusCode),
  ).toEqual([500, 500])
  expect(failing.told.made).toBe(2)
  const refusing = served({ status: 404 })
  await refusing.get('/kept')
  await refusing.get('/kept')
  expect(refusing.told.made).toBe(2)
  const untagged = served()
  await untagged.get('/other')
  await untagged.get('/other')
  expect(untagged.told.made).toBe(2)
})

test('the best encoding that is taken is used, never one with weight zero', () => {
  expect(encodingFor('gzip, deflate, br')).toBe('br')
  expect(encodingFor('gzip;q=1.0, br;q=0')).toBe('gzip')
  expect(encodingFor('GZIP')).toBe('gzip')
  expect(encodingFor('gzip;q=0.0')).toBe('identity')
  expect(encodingFor(undefined)).toBe('identity')
  expect(encodingFor('zstd')).toBe('identity')
})
