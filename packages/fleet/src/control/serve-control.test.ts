import { request } from 'node:http'
import { afterEach, describe, expect, it } from 'vitest'
import { demoStage } from '../scenario/demo-stage.fake.ts'
import type { Control } from './control.ts'
import { type ControlServer, serveControl } from './serve-control.ts'

const open: ControlServer[] = []
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()))
})

async function served() {
  const { runner, state } = demoStage()
  const control: Control = {
    scenarios: () => runner.list(),
    start: (name) => runner.start(name),
    stop: (name) => runner.stop(name),
    world: () => ({ now: 0, clusters: [] }),
    onChange: (listener) => runner.onChange(listener),
  }
  const server = await serveControl(control)
  open.push(server)
  return { url: server.url, state }
}

interface Asked {
  readonly method?: string
  readonly headers?: Record<string, string>
  readonly body?: string
}

function ask(url: string, { method = 'GET', headers = {}, body }: Asked = {}) {
  return new Promise<{ status: number; headers: Record<string, unknown>; body: unknown }>((resolve, reject) => {
    const sent = request(url, { method, headers }, (response) => {
      let text = ''
      response.setEncoding('utf8')
      response.on('data', (chunk: string) => {
        text += chunk
      })
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: text === '' ? null : JSON.parse(text),
        }),
      )
    })
    sent.on('error', reject)
    sent.end(body)
  })
}

describe('the control API', () => {
  it('lists, starts once, and stops', async () => {
    const { url, state } = await served()
    const listed = await ask(`${url}/scenarios`)
    expect(listed.status).toBe(200)
    expect((listed.body as { scenarios: unknown[] }).scenarios.length).toBeGreaterThan(18)
    const started = await ask(`${url}/scenarios/broker-3-dies/start`, { method: 'POST' })
    expect(started.body).toMatchObject({ outcome: 'done', scenario: { state: 'running' } })
    expect(state('broker-3-dies').state).toBe('running')
    const again = await ask(`${url}/scenarios/broker-3-dies/start`, { method: 'POST' })
    expect(again.body).toMatchObject({ outcome: 'unchanged' })
    const stopped = await ask(`${url}/scenarios/broker-3-dies/stop`, { method: 'POST' })
    expect(stopped.body).toMatchObject({ outcome: 'done', scenario: { state: 'healing' } })
    expect((await ask(`${url}/world`)).body).toEqual({ now: 0, clusters: [] })
    expect((await ask(`${url}/scenarios`, { method: 'HEAD' })).body).toBeNull()
  })

  it.each([
    ['an unknown scenario', '/scenarios/nothing/start', { method: 'POST' }, 404, 'UNKNOWN_SCENARIO'],
    ['a name without end', `/scenarios/${'a'.repeat(5_000)}/stop`, { method: 'POST' }, 404, 'UNKNOWN_SCENARIO'],
    ['starting by GET', '/scenarios/broker-3-dies/start', {}, 405, 'METHOD_NOT_ALLOWED'],
    ['writing the world', '/world', { method: 'DELETE' }, 405, 'METHOD_NOT_ALLOWED'],
    ['another address', '/../etc/passwd', {}, 404, 'NOT_FOUND'],
    ['a body', '/scenarios/broker-3-dies/start', { method: 'POST', body: '{}' }, 413, 'TOO_LARGE'],
    ['another host', '/scenarios', { headers: { host: 'evil.example' } }, 403, 'FORBIDDEN_HOST'],
    [
      'a page of another origin',
      '/scenarios/broker-3-dies/start',
      { method: 'POST', headers: { origin: 'https://evil.example' } },
      403,
      'FORBIDDEN_HOST',
    ],
  ] as const)('refuses %s', async (_, path, asked, status, code) => {
    const { url, state } = await served()
    const answer = await ask(url + path, asked)
    expect({ status: answer.status, code: (answer.body as { error: { code: string } }).error.code }).toEqual({
      status,
      code,
    })
    expect(answer.headers['access-control-allow-origin']).toBeUndefined()
    expect(state('broker-3-dies').state).toBe('idle')
  })
})
