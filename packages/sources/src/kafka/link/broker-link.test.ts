import { getEventListeners } from 'node:events'
import { expect, test } from 'vitest'
import { type FakeBroker, frame, type Script, startFakeBroker } from '../broker.fake.ts'
import { apiVersions } from '../messages/api-versions.ts'
import { describeConfigs, TOPIC_RESOURCE } from '../messages/describe-configs.ts'
import { clusterMetadata } from '../messages/metadata.ts'
import { addressOf } from './address.ts'
import type { DialSettings } from './broker-connection.ts'
import { BrokerLink } from './broker-link.ts'
import { createGate } from './gate.ts'

const OFFER = [
  [3, 0, 2],
  [18, 0, 4],
] as const
const settings: DialSettings = {
  clientId: 'test',
  connectTimeoutMs: 2_000,
  requestTimeoutMs: 500,
  tls: null,
  sasl: null,
}

/** Metadata v0–v2: no brokers, cluster id `c`, controller −1, no topics. */
const METADATA_V2 = Buffer.from('00000000' + '000163' + 'ffffffff' + '00000000', 'hex')
const METADATA_V1 = Buffer.from('00000000' + 'ffffffff' + '00000000', 'hex')
const good: Script = ({ key }) => (key === 3 ? { answer: METADATA_V2 } : undefined)

function linkTo(broker: FakeBroker, over: Partial<DialSettings> = {}): BrokerLink {
  return new BrokerLink(addressOf('127.0.0.1', broker.port), { ...settings, ...over }, createGate(8))
}

function askMetadata(link: BrokerLink, signal = new AbortController().signal) {
  return link.ask({ message: clusterMetadata, query: undefined, lane: 'quick', signal })
}

/** Puts one question to a broker that misbehaves on Metadata, then one that it answers well. */
async function misbehave(script: Script) {
  await using broker = await startFakeBroker(OFFER, script)
  const link = linkTo(broker)
  const first = await askMetadata(link)
  broker.script = good
  const second = await askMetadata(link)
  link.close()
  return { first, second, accepted: broker.accepted }
}

const onMetadata =
  (reply: ReturnType<Script>): Script =>
  ({ key }) =>
    key === 3 ? reply : undefined

test('keeps one connection for many questions', async () => {
  await using broker = await startFakeBroker(OFFER, good)
  const link = linkTo(broker)
  for (let i = 0; i < 5; i += 1) expect((await askMetadata(link)).ok).toBe(true)
  expect(broker.accepted).toBe(1)
  link.close()
})

test('a broker that never answers after accepting costs one request deadline', async () => {
  await using broker = await startFakeBroker(OFFER, () => 'hang')
  const link = linkTo(broker)
  const result = await askMetadata(link)
  expect(result).toMatchObject({ ok: false, failure: { code: 'timeout', peer: link.address, retryable: true } })
  await expect.poll(() => link.cost().connectionsOpen).toBe(0)
})

test('a broker that stops in mid-answer times out, and the next question gets a clean connection', async () => {
  const half = frame(2, METADATA_V2).subarray(0, 11)
  const { first, second, accepted } = await misbehave(onMetadata({ raw: half }))
  expect(first).toMatchObject({ ok: false, failure: { code: 'timeout' } })
  expect(second.ok).toBe(true)
  expect(accepted).toBe(2)
})

test('an answer that comes after its deadline does not reach the next question', async () => {
  const late: (() => void)[] = []
  await using broker = await startFakeBroker(OFFER, ({ key, connection }) => {
    if (key !== 3) return undefined
    if (connection === 0) late.push(() => undefined)
    return connection === 0 ? 'hang' : { answer: METADATA_V2 }
  })
  const link = linkTo(broker)
  expect((await askMetadata(link)).ok).toBe(false)
  expect(late).toHaveLength(1)
  expect((await askMetadata(link)).ok).toBe(true)
  link.close()
})

test.each([
  ['reset', onMetadata('reset')],
  ['close', onMetadata('close')],
] as const)('a connection that ends by %s is dialled once more, then the failure is "closed"', async (_how, script) => {
  const { first, second, accepted } = await misbehave(script)
  expect(first).toMatchObject({ ok: false, failure: { code: 'closed', retryable: true } })
  expect(second.ok).toBe(true)
  expect(accepted).toBe(3)
})

test('a broker that closes on a version is asked again in a lower one', async () => {
  await using broker = await startFakeBroker(OFFER, ({ key, version }) => {
    if (key !== 3) return undefined
    return version === 2 ? 'close' : { answer: METADATA_V1 }
  })
  const link = linkTo(broker)
  const result = await askMetadata(link)
  expect(result).toMatchObject({ ok: true, value: { version: 1 } })
  link.close()
})

const negativeLength = Buffer.from('ffffff9c00000002', 'hex')
const hugeLength = Buffer.from('7fffffff00000002', 'hex')

test.each([
  ['a wrong correlation id', { raw: frame(4711, METADATA_V2) }],
  ['a body of noise', { answer: Buffer.from('ff'.repeat(40), 'hex') }],
  ['an empty body', { answer: Buffer.alloc(0) }],
  ['a huge length', { raw: hugeLength }],
  ['a negative length', { raw: negativeLength }],
  ['a length of zero', { raw: Buffer.alloc(12) }],
  ['an answer that is too short for its counts', { answer: Buffer.from('7fffffff', 'hex') }],
] as const)('%s is garbage, and the connection is not used again', async (_what, reply) => {
  const { first, second, accepted } = await misbehave(onMetadata(reply))
  expect(first).toMatchObject({ ok: false, failure: { code: 'garbage', retryable: false } })
  expect(second.ok).toBe(true)
  expect(accepted).toBe(2)
})

test('a listener that speaks TLS is named as such', async () => {
  await using broker = await startFakeBroker(OFFER, () => ({
    raw: Buffer.from('15030300020228', 'hex'),
    afterwards: 'close',
  }))
  const result = await askMetadata(linkTo(broker))
  expect(result).toMatchObject({ ok: false, failure: { code: 'tls', message: expect.stringContaining('speaks TLS') } })
})

test('TLS towards a plain listener is named as such', async () => {
  await using broker = await startFakeBroker(OFFER, () => 'close')
  const server = linkTo(broker, { tls: { rejectUnauthorized: false } })
  broker.script = () => 'close'
  const result = await askMetadata(server)
  expect(result).toMatchObject({ ok: false, failure: { code: expect.stringMatching(/^(tls|connect-timeout)$/) } })
})

test('nobody listening is "refused" without a wait', async () => {
  const broker = await startFakeBroker(OFFER)
  await broker[Symbol.asyncDispose]()
  const result = await askMetadata(linkTo(broker))
  expect(result).toMatchObject({ ok: false, failure: { code: 'refused', message: 'connection refused' } })
})

test('a name that does not exist is a "dns" failure', async () => {
  const link = new BrokerLink(
    addressOf('no-such-host.invalid', 9092),
    { ...settings, connectTimeoutMs: 5_000 },
    createGate(8),
  )
  const result = await askMetadata(link)
  expect(result).toMatchObject({ ok: false, failure: { code: 'dns' } })
})

test('old brokers that refuse ApiVersions v4 and v3 are asked in v0, and only once so', async () => {
  const unsupported = Buffer.from('002300000000', 'hex')
  await using broker = await startFakeBroker(OFFER, ({ key, version }) => {
    if (key === apiVersions.key && version > 0) return { answer: unsupported }
    return key === 3 ? { answer: METADATA_V2 } : undefined
  })
  const link = linkTo(broker)
  expect((await askMetadata(link)).ok).toBe(true)
  broker.dropAll()
  expect((await askMetadata(link)).ok).toBe(true)
  const asked = broker.requests.filter((r) => r.key === apiVersions.key).map((r) => r.version)
  expect(asked).toEqual([4, 3, 0, 0])
  link.close()
})

test('another service behind the port is named', async () => {
  await using broker = await startFakeBroker(OFFER, () => ({ raw: Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n') }))
  const link = linkTo(broker)
  expect(await askMetadata(link)).toMatchObject({
    ok: false,
    failure: { code: 'garbage', message: expect.stringContaining('HTTP') },
  })
  link.close()
})

test('an API without a common version is "unsupported" and names both ranges', async () => {
  await using broker = await startFakeBroker([
    [18, 0, 4],
    [3, 40, 41],
  ])
  const link = linkTo(broker)
  const result = await askMetadata(link)
  expect(result).toMatchObject({
    ok: false,
    failure: { code: 'unsupported', message: 'the broker offers Metadata v40–v41, Perigee speaks Metadata v1–v13' },
  })
  link.close()
})

test('a name that does not fit into an old version is a failure, and the connection stays', async () => {
  await using broker = await startFakeBroker([...OFFER, [describeConfigs.key, 0, 3]], good)
  const link = linkTo(broker)
  const query = { resourceType: TOPIC_RESOURCE, names: ['x'.repeat(40_000)], keys: null }
  const { signal } = new AbortController()
  const result = await link.ask({ message: describeConfigs, query, lane: 'quick', signal })
  expect(result).toMatchObject({ ok: false, failure: { code: 'garbage', retryable: false } })
  expect((await askMetadata(link)).ok).toBe(true)
  expect(broker.accepted).toBe(1)
  link.close()
})

test('an aborted question ends at once and leaves the connection to others', async () => {
  await using broker = await startFakeBroker(OFFER, ({ key }) => (key === 3 ? 'hang' : undefined))
  const link = linkTo(broker, { requestTimeoutMs: 5_000 })
  await link.ping(new AbortController().signal)
  const abort = new AbortController()
  const asked = askMetadata(link, abort.signal)
  abort.abort()
  expect(await asked).toMatchObject({
    ok: false,
    failure: { code: 'timeout', message: 'given up before the answer came' },
  })
  expect(getEventListeners(abort.signal, 'abort')).toHaveLength(0)
  expect(link.cost().connectionsOpen).toBe(1)
  link.close()
})

test('questions that wait when the link is closed end with "closed"', async () => {
  await using broker = await startFakeBroker(OFFER, ({ key }) => (key === 3 ? 'hang' : undefined))
  const link = linkTo(broker, { requestTimeoutMs: 5_000 })
  await link.ping(new AbortController().signal)
  const asked = askMetadata(link)
  await new Promise((resolve) => setImmediate(resolve))
  link.close()
  expect(await asked).toMatchObject({ ok: false, failure: { code: 'closed' } })
  expect(await askMetadata(link)).toMatchObject({ ok: false, failure: { code: 'closed' } })
})

test('closing ends a connection that is still being made', async () => {
  await using broker = await startFakeBroker(OFFER, () => 'hang')
  const link = linkTo(broker, {
    connectTimeoutMs: 60_000,
    requestTimeoutMs: 60_000,
    sasl: { mechanism: 'PLAIN', username: 'u', password: 'p' },
  })
  const asked = askMetadata(link)
  await expect.poll(() => broker.requests.length).toBe(1)
  link.close()
  expect(await asked).toMatchObject({ ok: false, failure: { code: 'closed' } })
  await expect.poll(() => broker.open).toBe(0)
})

test('fifty broker restarts leave no timer, socket or listener behind', async () => {
  await using broker = await startFakeBroker(OFFER, good)
  const link = linkTo(broker, { requestTimeoutMs: 60_000, connectTimeoutMs: 60_000 })
  const abort = new AbortController()
  const timers = () => process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length
  const before = timers()
  for (let i = 0; i < 50; i += 1) {
    expect((await askMetadata(link, abort.signal)).ok).toBe(true)
    broker.dropAll()
    await new Promise((resolve) => setImmediate(resolve))
  }
  link.close()
  expect(timers()).toBeLessThanOrEqual(before)
  expect(getEventListeners(abort.signal, 'abort')).toHaveLength(0)
  expect(link.cost().connectionsOpened).toBeGreaterThanOrEqual(50)
  await expect.poll(() => link.cost().connectionsOpen).toBe(0)
  await expect.poll(() => broker.open).toBe(0)
})

test('counts what it asked and what came back', async () => {
  await using broker = await startFakeBroker(OFFER, good)
  const link = linkTo(broker)
  await askMetadata(link)
  broker.script = onMetadata('close')
  await askMetadata(link)
  const cost = link.cost()
  expect(cost).toMatchObject({ peer: link.address, brokerId: null, requests: 5, failures: 2 })
  expect(cost.bytesSent).toBeGreaterThan(50)
  expect(cost.bytesReceived).toBeGreaterThan(50)
  link.close()
})
