import type { AddressInfo } from 'node:net'
import { createServer, type Socket } from 'node:net'
import { expect, test } from 'vitest'
import { parseConnectString } from './connect-string.ts'
import { readZooKeeper } from './read-zookeeper.ts'
import { parseSrvr } from './srvr.ts'

const SERVING = [
  'Zookeeper version: 3.8.4-9316c2a7a97e1666d8f4593f34dd6fc36ecc436c, built on 2024-02-12 22:16 UTC',
  'Latency min/avg/max: 0/0.4615/12',
  'Received: 27',
  'Sent: 26',
  'Connections: 3',
  'Outstanding: 1',
  'Zxid: 0x100000015',
  'Mode: follower',
  'Node count: 31',
  '',
].join('\n')

const deadlines = { connectTimeoutMs: 2_000, requestTimeoutMs: 300 }

async function node(answer: (socket: Socket) => void) {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    socket.once('data', () => answer(socket))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    [Symbol.asyncDispose]: async () => {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

async function ask(...addresses: readonly string[]) {
  const outcome = await readZooKeeper(addresses, deadlines, new AbortController().signal)
  if (!outcome.ok) throw new Error(outcome.failure.message)
  return outcome
}

test('reads role, version and load', () => {
  expect(parseSrvr(SERVING)).toEqual({
    kind: 'serving',
    depth: { zxid: { epoch: 1, counter: 21 }, minLatencyMs: 0, maxLatencyMs: 12 },
    facts: { role: 'follower', version: '3.8.4', latencyMs: 0.4615, connections: 3, outstanding: 1, znodes: 31 },
  })
})

test('what a line does not say is unknown, not zero', () => {
  expect(parseSrvr('Zookeeper version: 3.4.14\nMode: leader\nConnections: many\n')).toMatchObject({
    facts: { role: 'leader', latencyMs: null, connections: null, outstanding: null, znodes: null },
  })
})

test('an answer that was cut off tells no part of a number, and without the mode nothing at all', () => {
  for (let end = 0; end < SERVING.length; end += 1) {
    const srvr = parseSrvr(SERVING.slice(0, end))
    if (end < SERVING.indexOf('Node count')) expect(srvr).toEqual({ kind: 'garbage' })
    else expect(srvr).toMatchObject({ kind: 'serving', facts: { version: '3.8.4', connections: 3, znodes: null } })
  }
})

test('tells a node without quorum, one that forbids srvr, and one that hangs apart, all at once', async () => {
  await using well = await node((socket) => socket.end(SERVING))
  await using lost = await node((socket) => socket.end('This ZooKeeper instance is not currently serving requests\n'))
  await using strict = await node((socket) => socket.end('srvr is not executed because it is not in the whitelist.\n'))
  await using frozen = await node(() => undefined)
  await using closing = await node((socket) => socket.end())
  await using web = await node((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'))
  const all = [well, lost, strict, frozen, closing, web]
  const { value, gaps } = await ask(...all.map((n) => n.address))
  expect(value.nodes.map((n) => [n.answered, n.role, n.failure?.code ?? null])).toEqual([
    [true, 'follower', null],
    [true, null, null],
    [true, null, 'forbidden'],
    [false, null, 'timeout'],
    [false, null, 'closed'],
    [false, null, 'garbage'],
  ])
  expect(gaps).toMatchObject([{ fact: 'zookeeper-node', needs: 'srvr in 4lw.commands.whitelist' }])
})

test('an answer without end is cut off', async () => {
  await using endless = await node((socket) => socket.write(Buffer.alloc(600_000, 'x')))
  const { value } = await ask(endless.address)
  expect(value.nodes[0]?.failure?.code).toBe('garbage')
})

test('a node that is gone is a value, and no address at all is a failure', async () => {
  const gone = await node(() => undefined)
  await gone[Symbol.asyncDispose]()
  expect((await ask(gone.address)).value.nodes[0]).toMatchObject({ answered: false, failure: { code: 'refused' } })
  const none = await readZooKeeper([], deadlines, new AbortController().signal)
  expect(none).toMatchObject({ ok: false, failure: { code: 'blocked' } })
})

test('an abort ends the question at once', async () => {
  await using frozen = await node(() => undefined)
  const abort = new AbortController()
  const asked = readZooKeeper([frozen.address], { connectTimeoutMs: 60_000, requestTimeoutMs: 60_000 }, abort.signal)
  abort.abort()
  expect(await asked).toMatchObject({ ok: true, value: { nodes: [{ failure: { code: 'timeout' } }] } })
})

test.each([
  ['a:1,b:2/kafka', ['a:1', 'b:2'], '/kafka'],
  [' a , b:2 ', ['a:2181', 'b:2'], '/'],
  ['a:1,a:1/x/y/', ['a:1'], '/x/y'],
  ['[::1]:2181', ['[::1]:2181'], '/'],
  ['a:99999,,b:1/', ['b:1'], '/'],
  ['', [], '/'],
])('connect string %j', (text, addresses, chroot) => {
  expect(parseConnectString(text)).toEqual({ addresses, chroot })
})
