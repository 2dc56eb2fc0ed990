import { createServer as createHttpServer } from 'node:http'
import { type AddressInfo, createServer } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { adminOpen, snapshotCommands } from './admin-openness.ts'
import { parseMntr, parseMonitorCommand, parseProviderPage } from './monitor-values.ts'
import { type NodeAsk, readNode } from './read-node.ts'
import { Recent } from './recent.ts'

const SRVR = [
  'Zookeeper version: 3.9.3-c26634f34490bb0ea7a09cc51e05ede3b4e320ee, built on 2024-10-17 23:21 UTC',
  'Latency min/avg/max: 0/1.5/88',
  'Connections: 3',
  'Outstanding: 0',
  'Zxid: 0x500000064',
  'Mode: leader',
  'Node count: 31',
  '',
].join('\n')
const MNTR =
  'zk_version\t3.9.3\nzk_server_state\tleader\nzk_watch_count\t12\nzk_avg_fsynctime\t0.25\nzk_synced_followers\t2\n'
const MONITOR = JSON.stringify({
  command: 'monitor',
  error: null,
  watch_count: 13,
  server_state: 'leader',
  read_only: false,
})
const PAGE = [
  '# HELP watch_count watch_count',
  '# TYPE watch_count gauge',
  'watch_count 14.0',
  'num_alive_connections 3.0',
  'fsynctime{quantile="0.5",} 1.0',
  'fsynctime{quantile="0.99",} NaN',
  'fsynctime_count 4.0',
  'fsynctime_sum 10.0',
  'looking_count 2.0',
  'write_per_namespace{key="kafka",quantile="0.5",} 31.0',
  'jvm_threads_current 41.0',
  '',
].join('\n')

const open: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of open.splice(0)) await close()
})

/** Answers four-letter words; what it has no answer for is not in its whitelist. */
async function words(answers: Readonly<Record<string, string>>): Promise<string> {
  const server = createServer((socket) => {
    socket.on('error', () => undefined)
    socket.once('data', (word) => {
      socket.end(answers[String(word)] ?? `${word} is not executed because it is not in the whitelist.\n`)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  open.push(() => new Promise((resolve) => server.close(() => resolve())))
  return `127.0.0.1:${(server.address() as AddressInfo).port}`
}

interface Web {
  readonly url: string
  readonly asked: string[]
}

async function web(pages: Readonly<Record<string, string | number>>): Promise<Web> {
  const asked: string[] = []
  const server = createHttpServer((request, response) => {
    asked.push(`${request.method} ${request.url}`)
    const page = pages[request.url ?? ''] ?? 404
    response.statusCode = typeof page === 'number' ? page : 200
    response.end(typeof page === 'number' ? '<html>java.lang.NullPointerException</html>' : page)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  open.push(() => new Promise((resolve) => server.close(() => resolve())))
  return { url: `http://{host}:${(server.address() as AddressInfo).port}`, asked }
}

const ask = (address: string, patterns: Partial<NodeAsk['patterns']> = {}): NodeAsk => ({
  address,
  patterns: { adminPattern: null, metricsPattern: null, ...patterns },
  deadlines: { connectTimeoutMs: 1_000, requestTimeoutMs: 1_000 },
  signal: new AbortController().signal,
})

async function told(node: NodeAsk) {
  const { depth } = await readNode(node)
  const failures = depth.failures.map(({ code }) => code)
  return { from: depth.from, watches: depth.values.get('watch_count'), zxid: depth.zxid, failures }
}

const ZXID = { epoch: 5, counter: 100 }

test('the first of provider, AdminServer and mntr that answers tells; zxid and what is missing come from srvr', async () => {
  const address = await words({ srvr: SRVR, mntr: MNTR })
  const metrics = await web({ '/metrics': PAGE })
  const admin = await web({ '/commands/monitor': MONITOR })
  const metricsPattern = `${metrics.url}/metrics`
  const adminPattern = admin.url
  expect(await told(ask(address, { metricsPattern, adminPattern }))).toEqual({
    from: 'prometheus',
    watches: 14,
    zxid: ZXID,
    failures: [],
  })
  expect(admin.asked).toEqual([])
  const off = `${metrics.url}/elsewhere`
  expect(await told(ask(address, { metricsPattern: off, adminPattern }))).toEqual({
    from: 'admin-server',
    watches: 13,
    zxid: ZXID,
    failures: ['unsupported'],
  })
  expect(await told(ask(address))).toEqual({ from: 'mntr', watches: 12, zxid: ZXID, failures: [] })
  const { depth } = await readNode(ask(address))
  expect(depth.values.get('max_latency')).toBe(88)
})

test('without a quorum AdminServer answers 500 in HTML: mntr is asked next', async () => {
  const address = await words({ srvr: SRVR, mntr: MNTR })
  const admin = await web({ '/commands/monitor': 500 })
  const { from, failures } = await told(ask(address, { adminPattern: admin.url }))
  expect([from, failures]).toEqual(['mntr', ['garbage']])
})

test('a node that allows only srvr tells the little that srvr does, and why not more', async () => {
  const { depth, serves, version } = await readNode(ask(await words({ srvr: SRVR })))
  expect([depth.from, serves, version]).toEqual(['srvr', true, '3.9.3'])
  expect(Object.fromEntries(depth.values)).toEqual({
    min_latency: 0,
    avg_latency: 1.5,
    max_latency: 88,
    num_alive_connections: 3,
    outstanding_requests: 0,
    znode_count: 31,
  })
  expect(depth.failures).toMatchObject([{ code: 'forbidden', message: 'mntr is not in its whitelist' }])
})

test('a node without a quorum, and one that is gone, tell nothing', async () => {
  const silent = 'This ZooKeeper instance is not currently serving requests\n'
  const lost = await readNode(ask(await words({ srvr: silent, mntr: silent })))
  expect([lost.depth.from, lost.depth.zxid, lost.serves]).toEqual([null, null, false])
  const gone = await readNode(ask('127.0.0.1:1'))
  expect([gone.depth.from, gone.depth.failures.map(({ code }) => code)]).toEqual([null, ['refused']])
})

test('summaries of the provider take the names of mntr, and what is not ZooKeeper’s is left out', () => {
  expect(Object.fromEntries(parseProviderPage(PAGE) ?? [])).toEqual({
    watch_count: 14,
    num_alive_connections: 3,
    p50_fsynctime: 1,
    cnt_fsynctime: 4,
    sum_fsynctime: 10,
    avg_fsynctime: 2.5,
    looking_count: 2,
  })
  expect(parseProviderPage('<html>Welcome</html>\n')).toBeNull()
})

test('with the Prometheus provider AdminServer and mntr tell summaries its way, as 3.9.3 does', () => {
  const monitor =
    '{"fsynctime{quantile=\\"0.5\\"}":"NaN","fsynctime{quantile=\\"0.99\\"}":3,"fsynctime_count":4,"fsynctime_sum":10,"looking_count":1}'
  const expected = { p99_fsynctime: 3, cnt_fsynctime: 4, sum_fsynctime: 10, avg_fsynctime: 2.5, looking_count: 1 }
  expect(Object.fromEntries(parseMonitorCommand(monitor) ?? [])).toEqual(expected)
  const mntr = 'zk_fsynctime{quantile="0.99"}\t3\nzk_fsynctime_count\t4.0\nzk_fsynctime_sum\t10\nzk_looking_count\t1\n'
  expect(Object.fromEntries(parseMntr(mntr) ?? [])).toEqual(expected)
})

test('an answer that was cut off tells no part of a number', () => {
  for (let end = 0; end < MNTR.length; end += 1) {
    for (const value of parseMntr(MNTR.slice(0, end))?.values() ?? []) expect([12, 0.25, 2, 3.9]).toContain(value)
  }
  expect(parseMntr('')).toBeNull()
  expect(parseMonitorCommand('{"command":"monitor","error":"not serving"}')).toBeNull()
})

test('whether snapshots are offered is read off the list of commands, and no command is followed', async () => {
  const address = await words({ srvr: SRVR })
  const list = '<a href="/commands/snapshot">snapshot</a><br/><a href="/commands/stat_reset">stat_reset</a>'
  const admin = await web({ '/commands': list, '/commands/snapshot': 'the tree' })
  const node = ask(address, { adminPattern: admin.url })
  expect(await snapshotCommands(node, '3.9.3')).toBe('offered')
  expect(admin.asked).toEqual(['GET /commands'])
  expect(await snapshotCommands(node, '3.8.4')).toBe('absent')
  expect(admin.asked).toHaveLength(1)
  expect(await snapshotCommands(node, null)).toBeNull()
  expect(await snapshotCommands(ask(address), '3.9.3')).toBeNull()
  const bare = await web({ '/commands': '<a href="/commands/monitor">monitor</a>' })
  expect(await snapshotCommands(ask(address, { adminPattern: bare.url }), '3.9.3')).toBe('absent')
})

test('it is open only where everybody may do everything at the root', () => {
  expect(adminOpen('offered', true)).toBe('open')
  expect(adminOpen('offered', false)).toBe('guarded')
  expect(adminOpen('offered', null)).toBeNull()
  expect(adminOpen('absent', true)).toBe('absent')
})

test('what is recent comes from two readings, and a restart is no event', () => {
  const recent = new Recent()
  const add = (at: number, values: Record<string, number>) =>
    Object.fromEntries([...recent.add('zk', new Map(Object.entries(values)), at)].filter(([name]) => !(name in values)))
  expect(add(0, { sum_fsynctime: 100, cnt_fsynctime: 10, looking_count: 1, outstanding_requests: 50 })).toEqual({})
  expect(add(30_000, { sum_fsynctime: 160, cnt_fsynctime: 12, looking_count: 3, outstanding_requests: 4 })).toEqual({
    recent_avg_fsynctime: 30,
    steady_outstanding_requests: 4,
    hourly_looking_count: 2,
  })
  const quiet = add(60_000, { sum_fsynctime: 160, cnt_fsynctime: 12, looking_count: 3, outstanding_requests: 9 })
  expect(quiet).toEqual({ steady_outstanding_requests: 4, hourly_looking_count: 2 })
  // Its node was restarted.
  expect(add(90_000, { sum_fsynctime: 1, cnt_fsynctime: 1, looking_count: 1 })).toEqual({})
  expect(add(120_000, { looking_count: 1 })).toEqual({ hourly_looking_count: 0 })
})

test('an election is forgotten after an hour', () => {
  const recent = new Recent()
  const hourly = (minute: number, value: number) =>
    recent.add('zk', new Map([['looking_count', value]]), minute * 60_000).get('hourly_looking_count')
  hourly(0, 1)
  expect(hourly(10, 2)).toBe(1)
  for (let minute = 11; minute < 70; minute += 1) expect(hourly(minute, 2)).toBe(minute <= 60 ? 1 : 0)
})
