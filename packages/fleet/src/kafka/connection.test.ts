import { type AddressInfo, connect, createServer } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { API_VERSIONS } from '../apis/api-versions.ts'
import { METADATA } from '../apis/metadata.ts'
import { SASL_AUTHENTICATE } from '../apis/sasl-authenticate.ts'
import { SASL_HANDSHAKE } from '../apis/sasl-handshake.ts'
import type { Fault } from '../faults/fault.ts'
import { type Fleet, type FleetNode, type FleetOptions, openFleet } from '../fleet.ts'
import { fakeTimers } from '../timers.fake.ts'
import type { ClusterSpec } from '../world/cluster-spec.ts'
import { askApiVersions, type RawClient, rawClient, requestFrame } from './raw-client.fake.ts'
import { SaslUsers } from './sasl/index.ts'

/** A busy machine is no failure. */
const PATIENT = { timeout: 10_000 }
const SPEC: ClusterSpec = {
  name: 'one',
  mode: 'kraft',
  release: '4.1',
  dataCentres: [{ name: 'a', racks: ['a1'], brokers: 1 }],
  topics: [{ name: 'wide', partitions: 1_000, replicationFactor: 1 }],
}

let timers: ReturnType<typeof fakeTimers>
let fleet: Fleet
let node: FleetNode
let client: RawClient

async function open(options: Partial<FleetOptions> = {}): Promise<void> {
  fleet = await openFleet({ clusters: [SPEC], seed: 1, now: () => 1_800_000_000_000, timers, ...options })
  node = fleet.clusters[0]?.nodes.get(1) as FleetNode
}

async function connected(): Promise<RawClient> {
  client = await rawClient(node.node.port)
  return client
}

beforeEach(() => {
  timers = fakeTimers()
})
afterEach(async () => {
  await client?.[Symbol.asyncDispose]()
  await fleet.close()
})

/** How an answer of ApiVersions looks when nothing is wrong, size included. */
async function wellAnswer(): Promise<Buffer> {
  await using other = await rawClient(node.node.port)
  other.send(askApiVersions(7))
  await other.frame()
  return other.received()
}

/** Connects under the fault and asks once. The well answer's bytes come with it. */
async function struckBy(fault: Fault): Promise<{ well: Buffer }> {
  await open()
  const well = await wellAnswer()
  node.faults.add({ fault })
  await connected()
  client.send(askApiVersions(7))
  return { well }
}

async function setState(state: 'up' | 'hung' | 'down'): Promise<void> {
  node.node.state = state
  fleet.clusters[0]?.world.tell('nodes')
  await fleet.settled()
}

/** Time enough for anything that was written before to arrive. */
async function roundTrip(): Promise<void> {
  const echo = createServer((socket) => socket.pipe(socket))
  await new Promise<void>((resolve) => echo.listen(0, '127.0.0.1', resolve))
  const there = await rawClient((echo.address() as AddressInfo).port)
  for (let i = 1; i <= 3; i += 1) {
    there.send(Buffer.of(i))
    await there.bytes(i)
  }
  await there[Symbol.asyncDispose]()
  await new Promise((resolve) => echo.close(resolve))
}

/** Until the node has taken this many requests in. */
const served = (apiKey: number, requests: number) =>
  expect.poll(() => node.meter.byApi().get(apiKey)?.requests ?? 0, PATIENT).toBe(requests)

describe('every fault does to a client what it says', () => {
  it('hang after accept: connected, and nothing ever comes', async () => {
    await struckBy({ kind: 'hang-after-accept' })
    // Whoever is not struck is answered meanwhile, which shows that time was enough.
    node.faults.clear()
    await wellAnswer()
    expect([client.received().length, client.ending]).toEqual([0, 'open'])
    client.send(askApiVersions(8))
    await wellAnswer()
    expect([client.received().length, client.ending]).toEqual([0, 'open'])
  })

  it('reset: the connection is reset instead of an answer', async () => {
    await struckBy({ kind: 'reset' })
    expect(await client.ended()).toBe('reset')
    expect(client.received()).toHaveLength(0)
  })

  it('hang in mid-answer: part of the answer, and no more of anything', async () => {
    const { well } = await struckBy({ kind: 'hang-in-answer', afterBytes: 11 })
    expect(await client.bytes(11)).toEqual(well.subarray(0, 11))
    node.faults.clear()
    client.send(askApiVersions(8))
    await wellAnswer()
    expect([client.received().length, client.ending]).toEqual([11, 'open'])
  })

  it('cut in mid-answer: part of the answer, then the end', async () => {
    const { well } = await struckBy({ kind: 'cut-in-answer', afterBytes: 11 })
    expect(await client.ended()).toBe('ended')
    expect(client.received()).toEqual(well.subarray(0, 11))
  })

  it('slow: the answer comes in pieces of a tenth of a second', async () => {
    const { well } = await struckBy({ kind: 'slow', bytesPerSecond: 100 })
    for (let sent = 10; sent < well.length; sent += 10) {
      expect(await client.bytes(sent)).toHaveLength(sent)
      await expect.poll(() => timers.waiting, PATIENT).toBe(1)
      timers.advance(100)
    }
    expect(await client.frame()).toEqual(well.subarray(4))
  })

  it('late: nothing before its time, the whole answer then', async () => {
    const { well } = await struckBy({ kind: 'late', byMs: 5_000 })
    await expect.poll(() => timers.waiting, PATIENT).toBe(1)
    timers.advance(4_999)
    await roundTrip()
    expect(client.received()).toHaveLength(0)
    timers.advance(1)
    expect(await client.bytes(well.length)).toEqual(well)
  })

  it('garbage: an answer of the same length that means nothing', async () => {
    const { well } = await struckBy({ kind: 'garbage' })
    const frame = await client.frame()
    expect(frame).toHaveLength(well.length - 4)
    expect(frame.readInt32BE(0)).toBe(7)
    expect(frame.equals(well.subarray(4))).toBe(false)
  })

  it('wrong correlation id: the right answer to another question', async () => {
    const { well } = await struckBy({ kind: 'wrong-correlation-id' })
    const frame = await client.frame()
    expect(frame.readInt32BE(0)).not.toBe(7)
    expect(frame.subarray(4)).toEqual(well.subarray(8))
  })

  it('oversized: more is promised than comes', async () => {
    const { well } = await struckBy({ kind: 'oversized', claimedBytes: 200_000_000 })
    expect((await client.bytes(well.length)).readInt32BE(0)).toBe(200_000_000)
    expect(client.received()).toHaveLength(well.length)
  })

  it('version lie: ApiVersions says what it was told to say, or leaves the API out', async () => {
    await struckBy({ kind: 'version-lie', apiKey: METADATA.key, min: 40, max: 41 })
    const told = async () =>
      API_VERSIONS.readResponse((await client.frame()).subarray(4), 0).apiKeys.find(
        (one) => one.apiKey === METADATA.key,
      )
    expect(await told()).toMatchObject({ minVersion: 40, maxVersion: 41 })
    node.faults.clear()
    node.faults.add({ fault: { kind: 'version-lie', apiKey: METADATA.key, min: 0, max: -1 } })
    client.send(askApiVersions(8))
    expect(await told()).toBeUndefined()
  })

  it('throttle: says so, and answers that much later', async () => {
    await open()
    node.faults.add({ fault: { kind: 'throttle', byMs: 700 } })
    await connected()
    client.send(requestFrame(API_VERSIONS, { version: 2, correlationId: 1, body: API_VERSIONS.writeRequest({}, 2) }))
    await expect.poll(() => timers.waiting, PATIENT).toBe(1)
    timers.advance(700)
    const frame = await client.frame()
    expect(API_VERSIONS.readResponse(frame.subarray(4), 2).throttleTimeMs).toBe(700)
  })

  it('authentication failure: right credentials are refused', async () => {
    await open({ sasl: { mechanisms: ['PLAIN'], users: new SaslUsers({ admin: 'secret' }) } })
    node.faults.add({ fault: { kind: 'authentication-failure' } })
    await connected()
    const handshake = SASL_HANDSHAKE.writeRequest({ mechanism: 'PLAIN' }, 1)
    client.send(requestFrame(SASL_HANDSHAKE, { version: 1, correlationId: 1, body: handshake }))
    await client.frame()
    const token = SASL_AUTHENTICATE.writeRequest({ authBytes: Buffer.from('\0admin\0secret') }, 1)
    client.send(requestFrame(SASL_AUTHENTICATE, { version: 1, correlationId: 2, body: token }))
    const { errorCode } = SASL_AUTHENTICATE.readResponse((await client.frame()).subarray(4), 1)
    expect(errorCode).toBe(58)
  })

  it('only the API that it is laid on, and only as often', async () => {
    await open()
    node.faults.add({ fault: { kind: 'reset' }, apiKey: METADATA.key, times: 1 })
    await connected()
    client.send(askApiVersions(1))
    await client.frame()
    const body = METADATA.writeRequest({ topics: [] }, 1)
    client.send(requestFrame(METADATA, { version: 1, correlationId: 2, body }))
    expect(await client.ended()).toBe('reset')
    await using again = await rawClient(node.node.port)
    again.send(requestFrame(METADATA, { version: 1, correlationId: 3, body }))
    expect((await again.frame()).readInt32BE(0)).toBe(3)
  })
})

describe('requests on one connection', () => {
  it('are answered in their order, also when all come at once', async () => {
    await open()
    await connected()
    client.send(Buffer.concat([1, 2, 3, 4].map(askApiVersions)))
    const ids: number[] = []
    for (let i = 0; i < 4; i += 1) ids.push((await client.frame()).readInt32BE(0))
    expect(ids).toEqual([1, 2, 3, 4])
  })

  it('that nobody understands end the connection', async () => {
    await open()
    await connected()
    client.send(Buffer.from('00000002' + '0003', 'hex'))
    expect(await client.ended()).toBe('ended')
    expect(node.meter.mistakes).toBe(0)
  })

  it('wait while the client does not read its answers: they pile up nowhere', async () => {
    await open()
    const socket = connect({ port: node.node.port, host: '127.0.0.1' })
    await new Promise((resolve) => socket.once('connect', resolve))
    const body = METADATA.writeRequest({ topics: null }, 12)
    const asked = 900
    for (let i = 0; i < asked; i += 1) socket.write(requestFrame(METADATA, { version: 12, correlationId: i, body }))
    const served = () => node.meter.byApi().get(METADATA.key) ?? { requests: 0, bytesOut: 0 }
    // What the system's own buffers take is answered; the rest waits for the client.
    await expect
      .poll(async () => {
        const before = served().requests
        await wellAnswer()
        return served().requests > 0 && served().requests === before
      }, PATIENT)
      .toBe(true)
    expect(served().requests).toBeLessThan(asked)
    let received = 0
    socket.on('data', (chunk) => {
      received += chunk.length
    })
    await expect.poll(() => served().requests === asked && received === served().bytesOut, PATIENT).toBe(true)
    socket.destroy()
  })

  // A node that hung took in whatever its clients produced, up to a thousand requests of any size.
  it('wait with the client while the node hangs, beyond a few megabytes; then all are answered', async () => {
    await open()
    await setState('hung')
    const socket = connect({ port: node.node.port, host: '127.0.0.1' })
    await new Promise((resolve) => socket.once('connect', resolve))
    const body = API_VERSIONS.writeRequest({ clientSoftwareName: 'x'.repeat(1_000_000), clientSoftwareVersion: '1' }, 3)
    const asked = 64
    let sent = 0
    const sendNext = () => {
      if (sent === asked) return
      socket.write(requestFrame(API_VERSIONS, { version: 3, correlationId: sent, body }), sendNext)
      sent += 1
    }
    sendNext()
    let looks = 0
    let last = 0
    // What the system's own buffers take is gone; the rest stays with the client.
    const isStill = () => {
      looks = sent === last ? looks + 1 : 0
      last = sent
      return looks >= 10 || sent === asked
    }
    await expect.poll(isStill, PATIENT).toBe(true)
    expect(sent).toBeLessThan(asked / 2)
    socket.resume()
    await setState('up')
    await expect.poll(() => node.meter.byApi().get(API_VERSIONS.key)?.requests, PATIENT).toBe(asked)
    socket.destroy()
  })

  it('without end and without reading: the client is closed', async () => {
    await open()
    await setState('hung')
    await connected()
    client.send(Buffer.concat(Array.from({ length: 1_001 }, (_, i) => askApiVersions(i))))
    expect(await client.ended()).not.toBe('open')
  })
})

it('a client that goes takes with it what was still to come', async () => {
  await open()
  node.faults.add({ fault: { kind: 'late', byMs: 60_000 } })
  await connected()
  client.send(Buffer.concat([askApiVersions(1), askApiVersions(2)]))
  await expect.poll(() => timers.waiting, PATIENT).toBe(1)
  client.socket.destroy()
  await expect.poll(() => timers.waiting, PATIENT).toBe(0)
  timers.advance(120_000)
  await served(API_VERSIONS.key, 1)
})

describe('a node that hangs', () => {
  it('takes connections and says nothing; awake again, it answers what waited, in order', async () => {
    await open()
    await setState('hung')
    await connected()
    client.send(Buffer.concat([askApiVersions(1), askApiVersions(2)]))
    await using second = await rawClient(node.node.port)
    second.send(askApiVersions(3))
    await roundTrip()
    expect(node.meter.byApi().size).toBe(0)
    expect([client.received().length, second.received().length, client.ending]).toEqual([0, 0, 'open'])
    await setState('up')
    expect([(await client.frame()).readInt32BE(0), (await client.frame()).readInt32BE(0)]).toEqual([1, 2])
    expect((await second.frame()).readInt32BE(0)).toBe(3)
  })

  it('does not close what its client has closed, until it goes on', async () => {
    await open()
    await connected()
    await setState('hung')
    client.socket.end()
    await roundTrip()
    expect([client.ending, node.meter.connectionsOpen]).toEqual(['open', 1])
    await setState('up')
    expect(await client.ended()).toBe('ended')
    await expect.poll(() => node.meter.connectionsOpen, PATIENT).toBe(0)
  })

  it('keeps an answer that was on its way', async () => {
    await open()
    node.faults.add({ fault: { kind: 'late', byMs: 100 }, times: 1 })
    await connected()
    client.send(askApiVersions(1))
    await expect.poll(() => timers.waiting, PATIENT).toBe(1)
    await setState('hung')
    timers.advance(1_000)
    await roundTrip()
    expect(client.received()).toHaveLength(0)
    await setState('up')
    expect((await client.frame()).readInt32BE(0)).toBe(1)
    await served(API_VERSIONS.key, 1)
  })
})
