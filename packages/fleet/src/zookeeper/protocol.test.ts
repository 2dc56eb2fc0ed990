import { connect, type Socket } from 'node:net'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decodeConnect, decodeRequest } from './decode-request.ts'
import { JuteFrames } from './jute-frames.ts'
import { JuteReader } from './jute-reader.ts'
import { JuteWriter } from './jute-writer.ts'
import { OpCode } from './op-codes.ts'
import { exchange, startEnsemble } from './testing/with-ensemble.ts'

interface Greeting {
  readonly zxid?: bigint
  readonly timeoutMs?: number
  readonly id?: bigint
  readonly password?: Buffer
}

const greeting = ({ zxid = 0n, timeoutMs = 6_000, id = 0n, password = Buffer.alloc(16) }: Greeting = {}) =>
  new JuteWriter().int(0).long(zxid).int(timeoutMs).long(id).buffer(password).bool(false).frame()
const request = (xid: number, type: number) => new JuteWriter().int(xid).int(type)
function create(xid: number, path: string): Buffer {
  const writer = request(xid, OpCode.create).string(path).buffer(Buffer.from('data'))
  return writer
    .vector([31], (permissions) => writer.int(permissions).string('world').string('anyone'))
    .int(3)
    .frame()
}

/** A raw client: what it sends goes as it is, what comes is cut into frames. */
async function rawClient(address: string) {
  const [host, port] = address.split(':')
  const socket: Socket = connect({ host: host ?? '', port: Number(port) })
  const frames = new JuteFrames(1 << 24)
  const arrived: Buffer[] = []
  let wake = () => {}
  let isClosed = false
  socket.on('error', () => undefined)
  socket.on('data', (chunk) => {
    frames.hold(chunk)
    const framed = frames.take()
    if (framed.kind === 'frames') arrived.push(...framed.frames)
    wake()
  })
  socket.on('close', () => {
    isClosed = true
    wake()
  })
  return {
    send: (...bytes: readonly Buffer[]) => socket.write(Buffer.concat(bytes)),
    pause: () => socket.pause(),
    resume: () => socket.resume(),
    /** The next frame; null when the connection is closed instead. */
    async next(): Promise<JuteReader | null> {
      while (arrived.length === 0 && !isClosed) {
        await new Promise<void>((resolve) => {
          wake = resolve
        })
      }
      const frame = arrived.shift()
      return frame ? new JuteReader(frame) : null
    },
    [Symbol.dispose]: () => socket.destroy(),
  }
}

function session(reader: JuteReader | null) {
  if (!reader) return null
  reader.int()
  return { timeoutMs: reader.int(), id: reader.long(), password: reader.buffer() ?? Buffer.alloc(0) }
}

const reply = (reader: JuteReader | null) => reader && { xid: reader.int(), zxid: reader.long(), error: reader.int() }

/** Watch events, as type and path, that come before the reply to `xid`. */
async function eventsBefore(xid: number, client: { next(): Promise<JuteReader | null> }): Promise<string[]> {
  const events: string[] = []
  for (;;) {
    const reader = await client.next()
    const header = reply(reader)
    if (!reader || header?.xid === xid) return events
    const type = reader.int()
    reader.int()
    events.push(`${type} ${reader.string()}`)
  }
}

test('a watch is told of once; of a node watched in both ways, its end is told once as well', async () => {
  await using fleet = await startEnsemble()
  const { tree } = fleet.ensemble
  tree.create('/a', null)
  using client = await rawClient(fleet.ensemble.members[0]?.address ?? '')
  const read = (xid: number, type: number) => request(xid, type).string('/a').bool(true).frame()
  client.send(greeting(), read(1, OpCode.getData), read(2, OpCode.getChildren))
  for (let i = 0; i < 3; i += 1) await client.next()
  tree.set('/a', 'x')
  tree.set('/a', 'y')
  client.send(read(3, OpCode.getData))
  expect(await eventsBefore(3, client)).toEqual(['3 /a'])
  tree.delete('/a')
  client.send(request(4, OpCode.ping).frame())
  expect(await eventsBefore(4, client)).toEqual(['2 /a'])
})

test('the time of a session is settled between 2 and 20 ticks', async () => {
  await using fleet = await startEnsemble({ tickTimeMs: 2_000 })
  const address = fleet.ensemble.members[0]?.address ?? ''
  for (const [asked, given] of [
    [10, 4_000],
    [6_000, 6_000],
    [90_000, 40_000],
  ]) {
    using client = await rawClient(address)
    client.send(greeting({ timeoutMs: asked ?? 0 }))
    expect(session(await client.next())?.timeoutMs).toBe(given)
  }
})

test('a session moves to another node with its password only, and its former connection is closed', async () => {
  await using fleet = await startEnsemble()
  const [first, second] = fleet.ensemble.members
  using a = await rawClient(first?.address ?? '')
  a.send(greeting())
  const mine = session(await a.next())
  const { id = 0n, password = Buffer.alloc(0) } = mine ?? {}
  using thief = await rawClient(second?.address ?? '')
  thief.send(greeting({ id, password: Buffer.alloc(16, 1) }))
  expect(session(await thief.next())).toEqual({ timeoutMs: 0, id: 0n, password: Buffer.alloc(16) })
  expect(await thief.next()).toBeNull()
  using b = await rawClient(second?.address ?? '')
  b.send(greeting({ id, password }))
  expect(session(await b.next())).toEqual(mine)
  expect(await a.next()).toBeNull()
  b.send(request(-2, OpCode.ping).frame())
  expect(reply(await b.next())).toMatchObject({ xid: -2, error: 0 })
  b.send(request(1, OpCode.closeSession).frame())
  expect(reply(await b.next())).toMatchObject({ xid: 1, error: 0 })
  expect(await b.next()).toBeNull()
  expect(fleet.ensemble.state.sessions.count).toBe(0)
})

test('a client that has seen more than the ensemble has to go elsewhere', async () => {
  await using fleet = await startEnsemble()
  using client = await rawClient(fleet.ensemble.members[0]?.address ?? '')
  client.send(greeting({ zxid: 1n << 40n }))
  expect(await client.next()).toBeNull()
})

test('requests in one packet are answered in their order; a broken one by MARSHALLINGERROR, an unknown one by the end', async () => {
  await using fleet = await startEnsemble()
  using client = await rawClient(fleet.ensemble.members[0]?.address ?? '')
  const broken = request(2, OpCode.getData).int(1_000).frame()
  client.send(greeting(), request(1, OpCode.exists).string('/').bool(false).frame(), broken)
  client.send(request(3, 77).frame(), request(4, OpCode.ping).frame())
  await client.next()
  expect(reply(await client.next())).toMatchObject({ xid: 1, error: 0 })
  expect(reply(await client.next())).toMatchObject({ xid: 2, error: -5 })
  expect(reply(await client.next())).toMatchObject({ xid: 3, error: -6 })
  expect(await client.next()).toBeNull()
})

test('watches set again after a reconnect tell what was missed', async () => {
  await using fleet = await startEnsemble()
  const { tree, state } = fleet.ensemble
  for (const path of ['/same', '/changed', '/gone', '/parent']) tree.create(path, null)
  const seen = state.lastZxid
  tree.set('/changed', 'x')
  tree.delete('/gone')
  tree.create('/new', null)
  tree.create('/parent/child', null)
  using client = await rawClient(fleet.ensemble.members[0]?.address ?? '')
  const write = request(-8, OpCode.setWatches).long(seen)
  for (const paths of [
    ['/same', '/changed', '/gone'],
    ['/new', '/never'],
    ['/parent', '/same'],
  ]) {
    write.vector(paths, (path) => write.string(path))
  }
  client.send(greeting(), write.frame())
  await client.next()
  expect(await eventsBefore(-8, client)).toEqual(['3 /changed', '2 /gone', '1 /new', '4 /parent'])
  expect(fleet.ensemble.members[0]?.watches.count).toBe(3)
})

test('garbage, a lie about the length and too many connections end in a closed connection', async () => {
  await using fleet = await startEnsemble({ limits: { maxConnectionsPerAddress: 3 } })
  const [member] = fleet.ensemble.members
  const address = member?.address ?? ''
  for (const bytes of ['GET / HTTP/1.1\r\n\r\n', '\xff\xff\xff\xff', '\x00\x10\x00\x00', '\x00\x00\x00\x02ab']) {
    expect(await exchange(address, Buffer.from(bytes, 'latin1'))).toHaveLength(0)
  }
  expect(member?.statistics.largeRequestsRejected).toBe(3)
  const clients = await Promise.all([1, 2, 3, 4].map(() => rawClient(address)))
  for (const client of clients) client.send(greeting())
  const sessions = await Promise.all(clients.map(async (client) => session(await client.next())))
  expect(sessions.filter((s) => s !== null)).toHaveLength(3)
  expect(member?.statistics.connectionsRejected).toBe(1)
  for (const client of clients) client[Symbol.dispose]()
})

test('answers wait for those who read slowly, and nothing piles up meanwhile', async () => {
  await using fleet = await startEnsemble()
  const { ensemble } = fleet
  ensemble.tree.create('/big', Buffer.alloc(900_000))
  const [member] = ensemble.members
  using client = await rawClient(member?.address ?? '')
  const read = (xid: number) => request(xid, OpCode.getData).string('/big').bool(false).frame()
  client.send(greeting(), ...Array.from({ length: 60 }, (_, i) => read(i)))
  client.pause()
  await expect.poll(() => member?.outstanding()).toBeGreaterThan(20)
  expect(member?.statistics.bytesSent).toBeLessThan(30_000_000)
  client.resume()
  await client.next()
  for (let i = 0; i < 60; i += 1) expect(reply(await client.next())).toMatchObject({ xid: i, error: 0 })
  expect(member?.outstanding()).toBe(0)
})

test('one who connects and says nothing is let go after a while', async () => {
  await using fleet = await startEnsemble()
  using client = await rawClient(fleet.ensemble.members[0]?.address ?? '')
  await expect.poll(() => fleet.ensemble.members[0]?.connections().length).toBe(1)
  fleet.clock.advance(10_000)
  expect(await client.next()).toBeNull()
})

test('any bytes are a request, or none', () => {
  const known = Object.values(OpCode).map((type) =>
    request(1, type).string('/a').int(1).string('/b').frame().subarray(4),
  )
  const anything = fc.oneof(
    fc.uint8Array({ maxLength: 200 }),
    fc.tuple(fc.constantFrom(...known), fc.nat(60), fc.nat(255)).map(([frame, at, byte]) => {
      const copy = Buffer.from(frame)
      copy[at % copy.length] = byte
      return copy
    }),
  )
  fc.assert(
    fc.property(anything, (bytes) => {
      decodeConnect(Buffer.from(bytes))
      const decoded = decodeRequest(Buffer.from(bytes))
      expect(decoded === null).toBe(bytes.length < 8)
    }),
    { numRuns: 5_000 },
  )
})

test('mutated frames after a greeting leave the member well and nothing behind', async () => {
  await using fleet = await startEnsemble({ limits: { maxConnectionsPerAddress: 1_000 } })
  const { ensemble } = fleet
  const address = ensemble.members[0]?.address ?? ''
  const good = create(1, '/fuzz')
  let seed = 7
  const random = (below: number) => {
    seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31
    return Math.floor((seed / 2 ** 31) * below)
  }
  for (let round = 0; round < 60; round += 1) {
    using client = await rawClient(address)
    const frames = Array.from({ length: 40 }, () => {
      const frame = Buffer.from(good)
      for (let i = 0; i < 3; i += 1) frame[4 + random(frame.length - 4)] = random(256)
      return frame
    })
    client.send(greeting(), ...frames, request(9, OpCode.closeSession).frame())
    while ((await client.next()) !== null);
  }
  await expect.poll(() => ensemble.members[0]?.connections().length).toBe(0)
  expect(ensemble.members[0]?.outstanding()).toBe(0)
  expect((await exchange(address, 'ruok')).toString()).toBe('imok')
})

test('frames come out whole however the bytes were cut', () => {
  fc.assert(
    fc.property(
      fc.array(fc.uint8Array({ maxLength: 50 }), { maxLength: 8 }),
      fc.integer({ min: 1, max: 9 }),
      (bodies, size) => {
        const stream = Buffer.concat(
          bodies.map((body) => {
            const length = Buffer.alloc(4)
            length.writeInt32BE(body.length)
            return Buffer.concat([length, body])
          }),
        )
        const frames = new JuteFrames(1_000)
        const out: Buffer[] = []
        for (let at = 0; at < stream.length; at += size) {
          frames.hold(stream.subarray(at, at + size))
          const framed = frames.take()
          if (framed.kind === 'frames') out.push(...framed.frames)
        }
        expect(out.map((frame) => [...frame])).toEqual(bodies.map((body) => [...body]))
      },
    ),
  )
})
