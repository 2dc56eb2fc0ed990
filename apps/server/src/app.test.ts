import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { errorSchema } from '@perigee/contract'
import { RegexTooDear } from '@perigee/links'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildApp } from './app.ts'
import { fakeCluster, fakeState } from './features/console-state.fake.ts'
import { answerFor } from './http/errors.ts'

const HASHED = 'console.log("page")'.repeat(100)
let pageRoot = ''
let app: FastifyInstance
let bare: FastifyInstance
let now = fakeState().now()

beforeAll(async () => {
  pageRoot = mkdtempSync(join(tmpdir(), 'perigee-page-'))
  mkdirSync(join(pageRoot, 'assets'))
  writeFileSync(join(pageRoot, 'index.html'), '<!doctype html><title>Perigee</title>')
  writeFileSync(join(pageRoot, 'favicon.svg'), '<svg/>')
  writeFileSync(join(pageRoot, 'assets', 'index-abc123.js'), HASHED)
  app = await buildApp({ state: fakeState([fakeCluster()], { now: () => now }), pageRoot })
  bare = await buildApp({ state: fakeState([]), pageRoot: join(pageRoot, 'missing') })
})
afterAll(async () => {
  await app.close()
  await bare.close()
  rmSync(pageRoot, { recursive: true, force: true })
})

const get = (url: string, headers: Record<string, string> = {}) =>
  app.inject({ url, headers: { host: 'localhost:7400', ...headers } })

describe('errors', () => {
  test.each([
    ['/api/v1/nothing', 404, 'PGE_NOT_FOUND'],
    ['/api', 404, 'PGE_NOT_FOUND'],
    ['/api/v1/clusters/nope', 404, 'PGE_UNKNOWN_CLUSTER'],
    ['/api/v1/clusters/payments-eu/topics?limit=abc', 400, 'PGE_BAD_REQUEST'],
    ['/api/v1/clusters/payments-eu/topics?offset=-1', 400, 'PGE_BAD_REQUEST'],
    ['/api/v1/clusters/payments-eu/topics?q=is:nonsense', 400, 'PGE_INVALID_FILTER'],
    ['/api/v1/clusters/payments-eu/brokers/x', 400, 'PGE_BAD_REQUEST'],
    ['/api/v1/clusters/%E0%A4%A/topics', 400, 'PGE_BAD_URL'],
    [`/api/v1/clusters/${'x'.repeat(4000)}`, 404, 'PGE_NOT_FOUND'],
    ['/assets/gone-1.js', 404, 'PGE_NOT_FOUND'],
    ['/robots.txt', 404, 'PGE_NOT_FOUND'],
  ])('%s is %i %s', async (url, status, code) => {
    const answer = await get(url)
    const { error } = errorSchema.parse(answer.json())
    expect([answer.statusCode, error.code]).toEqual([status, code])
    expect(error.id).toMatch(/^[0-9a-f]{12}$/)
    expect(error.hint).not.toBe('')
    expect(answer.headers['cache-control']).toBe('no-store')
  })

  test('a pattern that takes too long is the filter’s fault, not a mistake of the console', () => {
    expect(answerFor(new RegexTooDear())).toMatchObject({ status: 400, code: 'PGE_INVALID_FILTER' })
  })

  test('a bad parameter is named with its reason', async () => {
    const { error } = (await get('/api/v1/clusters/payments-eu/topics?limit=abc')).json()
    expect(error.message).toContain('limit: ')
  })

  test.each([
    ['POST', '/api/v1/overview', 405, 'GET, HEAD'],
    ['DELETE', '/api/v1/clusters/payments-eu/topics/orders.v1?x=1', 405, 'GET, HEAD'],
    ['OPTIONS', '/api/v1/clusters/payments-eu/topics.csv', 405, 'GET, HEAD'],
    ['POST', '/api/v1/demo/scenarios/broker-3-dies', 404, undefined],
    ['POST', '/api/v1/nothing', 404, undefined],
    ['PUT', '/overview', 404, undefined],
  ] as const)('%s %s is %i, whatever comes with it', async (method, url, status, allow) => {
    const answer = await app.inject({ method, url, headers: { host: 'localhost' }, payload: 'x'.repeat(1 << 21) })
    expect([answer.statusCode, answer.headers.allow, answer.headers.connection]).toEqual([status, allow, 'close'])
    expect(answer.json().error.code).toBe(status === 405 ? 'PGE_METHOD_NOT_ALLOWED' : 'PGE_NOT_FOUND')
  })

  test.each(['/%00', '//evil.example', '/assets/..%2f..%2fpackage.json', '/assets/'])(
    'there is nothing at %s',
    async (url) => {
      const answer = await get(url)
      expect([answer.statusCode, answer.json().error.code]).toEqual([404, 'PGE_NOT_FOUND'])
    },
  )

  test('the Date header is of the clock that ages are reckoned by', async () => {
    const { headers } = await get('/api/v1/overview')
    expect(Date.parse(String(headers.date))).toBe(Math.floor(now / 1000) * 1000)
  })
})

describe('pages', () => {
  test.each(['/', '/overview', '/c/payments-eu/topics/orders.v1', '/c/payments-eu/topics/a%2Fb.js'])(
    '%s is the page',
    async (url) => {
      const answer = await get(url)
      expect([answer.statusCode, answer.headers['content-type'], answer.headers['cache-control']]).toEqual([
        200,
        'text/html; charset=utf-8',
        'no-cache',
      ])
    },
  )

  test('files with a hash in their name may be kept for ever, others not', async () => {
    expect((await get('/assets/index-abc123.js')).headers['cache-control']).toBe('public, max-age=31536000, immutable')
    expect((await get('/favicon.svg')).headers['cache-control']).toBe('no-cache')
  })

  test('what is large travels compressed', async () => {
    const answer = await get('/assets/index-abc123.js', { 'accept-encoding': 'gzip' })
    expect(answer.headers['content-encoding']).toBe('gzip')
  })

  test('a page that is not built says how to build it', async () => {
    const answer = await bare.inject({ url: '/overview', headers: { host: 'localhost' } })
    expect(answer.statusCode).toBe(503)
    expect(answer.body).toContain('npm run build')
  })

  test('no inline script may run, and nobody else may frame the page', async () => {
    const policy = String((await get('/')).headers['content-security-policy'])
    expect(policy).toContain("script-src 'self'")
    expect(policy).not.toContain('unsafe')
    expect(policy).toContain("frame-ancestors 'self'")
  })

  test('the way out of the page directory is closed', async () => {
    for (const url of ['/../package.json', '/%2e%2e/package.json', '/assets/..%2f..%2fpackage.json']) {
      const answer = await get(url)
      expect(answer.body).not.toContain('dependencies')
    }
  })
})

describe('tags', () => {
  test('an unchanged answer costs 304; a new minute, revision or freshness does not', async () => {
    const url = '/api/v1/clusters/payments-eu'
    const first = await get(url)
    const tag = String(first.headers.etag)
    expect([first.statusCode, first.headers['cache-control']]).toEqual([200, 'no-cache'])
    const again = await get(url, { 'if-none-match': tag })
    expect([again.statusCode, again.body, again.headers.etag]).toEqual([304, '', tag])
    now += 60_000
    expect((await get(url, { 'if-none-match': tag })).statusCode).toBe(200)
    now -= 60_000
  })

  test('errors and the sources page carry none', async () => {
    expect((await get('/api/v1/clusters/nope')).headers.etag).toBeUndefined()
    expect((await get('/api/v1/sources')).headers.etag).toBeUndefined()
  })
})

describe('host names', () => {
  test.each(['localhost:7400', '127.0.0.1', '[::1]:7400', 'perigee.localhost'])('%s is answered', async (host) => {
    expect((await get('/api/v1/overview', { host })).statusCode).toBe(200)
  })

  test('a foreign name on a loopback address is refused, also for pages', async () => {
    for (const url of ['/api/v1/overview', '/', '/metrics']) {
      const answer = await get(url, { host: 'attacker.example' })
      expect([answer.statusCode, answer.json().error.code]).toEqual([421, 'PGE_WRONG_HOST'])
    }
    expect((await get('/healthz', { host: '10.0.0.7:7400' })).statusCode).toBe(200)
  })
})

describe('the console itself', () => {
  test('healthz, readyz, metrics', async () => {
    expect((await get('/healthz')).json()).toMatchObject({ status: 'ok' })
    expect((await get('/readyz')).json()).toEqual({ ready: true, waitingFor: [] })
    const metrics = await get('/metrics')
    expect(metrics.statusCode).toBe(200)
    expect(metrics.body).toContain('nodejs_eventloop_lag_p99_seconds')
    expect(metrics.body).toContain('perigee_http_request_duration_seconds_count')
  })

  test('the API describes itself', async () => {
    const spec = (await get('/api/openapi.json')).json()
    expect(spec.openapi).toBe('3.1.0')
    expect(Object.keys(spec.paths)).toEqual(
      expect.arrayContaining(['/api/v1/overview', '/api/v1/clusters/{cluster}/topics']),
    )
    const answer = spec.paths['/api/v1/overview'].get.responses['200'].content['application/json'].schema
    expect(JSON.stringify(answer)).toContain('survivableBrokerLosses')
    const topics = spec.paths['/api/v1/clusters/{cluster}/topics'].get
    expect(JSON.stringify(topics.responses.default)).toContain('hint')
    expect(topics.parameters.map((parameter: { name: string }) => parameter.name)).toEqual(
      expect.arrayContaining(['cluster', 'q', 'sort', 'offset', 'limit']),
    )
  })

  test('without a cluster the overview says so', async () => {
    const answer = await bare.inject({ url: '/api/v1/overview', headers: { host: 'localhost' } })
    expect(answer.json().data.clusters).toEqual([])
    expect(answer.json().data.sentence.status).toBe('off')
  })
})
