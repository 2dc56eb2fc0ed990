import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { apiPath, type ErrorWire } from '@perigee/contract'
import { type LabCluster, startKRaftCluster } from '@perigee/lab'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CLUSTER, overviewOf, topicOf, topicsOf } from './api.ts'
import { consoleYaml } from './console-yaml.ts'
import { eventually } from './eventually.ts'
import { CONSOLE_MAIN, type RunningConsole, startConsole } from './running-console.ts'

const LONGEST = `${'long.name-'.repeat(24)}_to_249__`.padEnd(249, 'x').slice(0, 249)
const TOPICS = ['orders', 'a.b.c', 'under_score-and.dot', LONGEST]

describe('bad input to the running console', () => {
  let cluster: LabCluster
  let console: RunningConsole

  beforeAll(async () => {
    cluster = await startKRaftCluster({ nodes: 1, exporters: 'off' })
    await cluster.createTopics(TOPICS.map((name) => ({ name, partitions: 2 })))
    console = await startConsole({ yaml: consoleYaml(cluster) })
    await eventually(() => overviewOf(console), { topics: TOPICS.length, offlinePartitions: 0 }, 30_000)
  }, 300_000)
  afterAll(async () => {
    await console?.[Symbol.asyncDispose]()
    await cluster?.[Symbol.asyncDispose]()
  })

  /** An error of the catalogue: code, message, hint, id; never a trace of the inside. */
  async function refused(path: string, status: number): Promise<ErrorWire['error']> {
    const answer = await console.get(path)
    expect(`${path.slice(0, 120)} ${answer.status}`).toBe(`${path.slice(0, 120)} ${status}`)
    expect(answer.text).not.toMatch(/node_modules|\.ts:\d+|at Object/)
    const { error } = JSON.parse(answer.text) as ErrorWire
    expect(error).toMatchObject({
      code: expect.stringMatching(/^PGE_[A-Z_]+$/),
      message: expect.stringMatching(/\w/),
      id: expect.stringMatching(/\w/),
    })
    return error
  }

  it.each(TOPICS)('shows the topic %s', async (name) => {
    expect(await topicOf(console, name)).toMatchObject({ name, partitions: 2 })
    expect(await topicsOf(console, `?q=name:${name}`)).toMatchObject({ matched: 1 })
  })

  it.each([
    'absent',
    'ordrs',
    'with/slash',
    'with%percent',
    '主题-ünïcode-🚀',
    '__proto__',
    'constructor',
    'x'.repeat(249),
    'a b\tc',
    "'; drop table",
  ])('does not know the topic %s, and says so', async (topic) => {
    const error = await refused(apiPath('topic', { ...CLUSTER, topic }), 404)
    if (topic === 'ordrs') expect(error.hint).toContain('orders')
  })

  it.each(['absent', 'LAB ', 'lab/..', '__proto__', '%00', 'ü'.repeat(60)])(
    'does not know the cluster %s',
    async (name) => {
      const error = await refused(apiPath('cluster', { cluster: name }), 404)
      expect(error.hint).toEqual(expect.any(String))
    },
  )

  it.each(['99', '-1', 'abc', '1e3', '9'.repeat(40), '1.5'])('does not know the broker %s', async (broker) => {
    const answer = await console.get(apiPath('broker', { ...CLUSTER, broker }))
    expect([400, 404]).toContain(answer.status)
    expect(JSON.parse(answer.text)).toMatchObject({ error: { code: expect.stringMatching(/^PGE_/) } })
  })

  it.each(['is:nonsense', 'rf:', 'rf:>x', 'size:>10XB', '"unclosed', '/(a+)+$/x(', 'nokey:1', 'is:', 'x'.repeat(501)])(
    'refuses the filter %s and says where',
    async (q) => {
      const error = await refused(`${apiPath('topics', CLUSTER)}?q=${encodeURIComponent(q)}`, 400)
      if (q.length <= 500) expect(error.at).toEqual(expect.any(Number))
    },
  )

  it('answers limit=1e9 with what one answer may hold', async () => {
    const topics = await topicsOf(console, '?limit=1000000000')
    expect(topics.limit).toBeLessThanOrEqual(1000)
    expect(topics.items).toHaveLength(TOPICS.length)
    expect((await topicsOf(console, '?limit=1e9')).limit).toBeLessThanOrEqual(1000)
    expect(await topicsOf(console, '?offset=1000000')).toMatchObject({ items: [], matched: TOPICS.length })
  })

  it.each([
    'limit=0',
    'limit=-1',
    'limit=x',
    'offset=-1',
    'offset=1e400',
    'limit=1.5',
    'sort=nonsense',
    'internal=maybe',
  ])('refuses %s', async (query) => {
    await refused(`${apiPath('topics', CLUSTER)}?${query}`, 400)
  })

  it.each(['broker:x', 'broker:99', 'rack:', 'nonsense:1', 'broker:', 'x'.repeat(2001)])(
    'refuses to lose %s',
    async (lose) => {
      await refused(`${apiPath('whatIf', CLUSTER)}?lose=${encodeURIComponent(lose)}`, 400)
    },
  )

  it('refuses broken escapes, paths that are none, methods that are none, and keeps answering', async () => {
    for (const path of ['/api/v1/clusters/%E0%A4%A', '/api/v1/nothing', '/api', '/api/v1/clusters/lab/topics/%']) {
      const answer = await console.get(path)
      expect([400, 404]).toContain(answer.status)
      expect(JSON.parse(answer.text)).toMatchObject({ error: { code: expect.stringMatching(/^PGE_/) } })
    }
    const posted = await fetch(console.url + apiPath('overview'), { method: 'POST', body: 'x'.repeat(5 << 20) })
    expect([404, 405, 413, 415]).toContain(posted.status)
    const long = await console.get(`/api/v1/search?q=${'x'.repeat(30_000)}`)
    expect([400, 414, 431]).toContain(long.status)
    const outside = await console.get('/..%2f..%2f..%2fetc%2fpasswd')
    expect(outside.text).not.toContain('root:')
    expect((await overviewOf(console)).topics).toBe(TOPICS.length)
  })

  it('refuses a foreign host name, as a page elsewhere would send by DNS rebinding', async () => {
    const { port } = new URL(console.url)
    const asking = request({ host: '127.0.0.1', port, path: apiPath('overview'), headers: { host: 'evil.example' } })
    asking.end()
    const [answer] = await once(asking, 'response')
    answer.resume()
    expect(answer.statusCode).toBeGreaterThanOrEqual(400)
  })
})

describe('a bad configuration', () => {
  async function checkConfig(yaml: string): Promise<{ exitCode: number; text: string }> {
    const dir = await mkdtemp(join(tmpdir(), 'perigee-acceptance-'))
    try {
      await writeFile(join(dir, 'perigee.yaml'), yaml)
      const child = spawn(process.execPath, [CONSOLE_MAIN, 'check-config'], {
        cwd: dir,
        stdio: ['ignore', 'pipe', 'pipe'],
      })
      let text = ''
      for (const stream of [child.stdout, child.stderr])
        stream.on('data', (chunk) => {
          text += chunk
        })
      const [exitCode] = await once(child, 'close')
      return { exitCode, text }
    } finally {
      await rm(dir, { recursive: true, force: true })
    }
  }

  it('lists every problem at once by path, never a value that may be a secret', async () => {
    const { exitCode, text } = await checkConfig(`
server: { prot: 7400 }
clusters:
  - name: one
    bootstrap: not-an-address
    sasl: { mechanism: PLAIN, username: admin, pasword: hunter2-very-secret }
  - name: one
    bootstrap: [a:1]
    colour: red
`)
    expect(exitCode).toBe(1)
    for (const path of ['server.prot', 'clusters[0].bootstrap', 'clusters[0].sasl.pasword', 'clusters[1].colour']) {
      expect(text).toContain(path)
    }
    expect(text).not.toContain('hunter2-very-secret')
  })

  it('refuses a YAML bomb quickly', async () => {
    const levels = Array.from({ length: 12 }, (_, i) => `l${i + 1}: &l${i + 1} [${`*l${i},`.repeat(10)}]`)
    const start = Date.now()
    const { exitCode, text } = await checkConfig(`l0: &l0 [x]\n${levels.join('\n')}\n`)
    expect(exitCode).toBe(1)
    expect(text.length).toBeLessThan(5000)
    expect(Date.now() - start).toBeLessThan(20_000)
  })
})
