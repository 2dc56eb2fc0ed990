import type { BrokerFact, RegistryFacts } from '@perigee/domain'
import { expect, test } from 'vitest'
import { type FakeBroker, type FakeReply, type Script, startFakeBroker } from '../broker.fake.ts'
import { openKafka } from '../open-kafka.ts'
import { WireWriter } from '../wire/wire-writer.ts'

// ZooKeeper mode as Kafka 2.3 offers it, as far as the registry looks.
const OFFER = [
  [1, 0, 11],
  [3, 0, 8],
  [4, 0, 2],
  [18, 0, 2],
] as const
const LIMITS = { connectTimeoutMs: 2_000, requestTimeoutMs: 800 }
const never = () => new AbortController().signal

interface Listed {
  readonly id: number
  readonly host: string
  readonly port: number
}

function metadataV8(brokers: readonly Listed[], controllerId: number): Buffer {
  const writer = new WireWriter({ flexible: false })
  writer.int32(0).structs(brokers, (w, broker) => {
    w.int32(broker.id).string(broker.host).int32(broker.port).string(`rack-${broker.id}`)
  })
  return writer.string('cluster-id').int32(controllerId).int32(0).int32(-2_147_483_648).finish()
}

const listing =
  (brokers: () => readonly Listed[]): Script =>
  ({ key }): FakeReply | undefined =>
    key === 3 ? { answer: metadataV8(brokers(), 1) } : undefined

const at = (id: number, broker: FakeBroker): Listed => ({ id, host: '127.0.0.1', port: broker.port })

function open(...bootstrap: readonly string[]) {
  return openKafka({ cluster: { bootstrap, tls: null, sasl: null }, ...LIMITS })
}

async function registryOf(kafka: ReturnType<typeof open>, known: readonly BrokerFact[] = []): Promise<RegistryFacts> {
  const outcome = await kafka.readRegistry(known, never())
  if (!outcome.ok) throw new Error(outcome.failure.message)
  return outcome.value
}

/** Two brokers that list each other. */
async function pair() {
  const one = await startFakeBroker(OFFER)
  const two = await startFakeBroker(OFFER)
  one.script = listing(() => [at(2, two), at(1, one)])
  two.script = one.script
  const dispose = async () => {
    await one[Symbol.asyncDispose]()
    await two[Symbol.asyncDispose]()
  }
  return { one, two, [Symbol.asyncDispose]: dispose }
}

test('lists brokers with their racks, the controller, and what each answered', async () => {
  await using brokers = await pair()
  const kafka = open(brokers.one.address)
  const registry = await registryOf(kafka)
  expect(registry).toMatchObject({ clusterId: 'cluster-id', mode: 'zookeeper', controllerId: 1, fromBroker: 1 })
  expect(registry.brokers.map((b) => [b.id, b.rack, b.registered, b.answered, b.fenced])).toEqual([
    [1, 'rack-1', true, true, null],
    [2, 'rack-2', true, true, null],
  ])
  await kafka.close()
})

test('a frozen first bootstrap address does not cost its whole deadline', async () => {
  await using brokers = await pair()
  await using frozen = await startFakeBroker(OFFER, () => 'hang')
  const kafka = openKafka({
    cluster: { bootstrap: [frozen.address, brokers.one.address], tls: null, sasl: null },
    connectTimeoutMs: 60_000,
    requestTimeoutMs: 60_000,
  })
  expect((await registryOf(kafka)).fromBroker).toBe(1)
  await kafka.close()
})

test('a broker that hangs costs only its own part', async () => {
  await using brokers = await pair()
  brokers.two.script = () => 'hang'
  const kafka = open(brokers.one.address)
  const registry = await registryOf(kafka)
  expect(registry.brokers[0]).toMatchObject({ id: 1, answered: true, failure: null })
  expect(registry.brokers[1]).toMatchObject({
    id: 2,
    registered: true,
    answered: false,
    latencyMs: null,
    apis: null,
    failure: { code: 'timeout', brokerId: 2 },
  })
  await kafka.close()
})

test('asks on through known brokers when the bootstrap address is gone', async () => {
  await using brokers = await pair()
  const kafka = open(brokers.one.address)
  const before = await registryOf(kafka)
  await brokers.one[Symbol.asyncDispose]()
  const after = await registryOf(kafka, before.brokers)
  expect(after.fromBroker).toBe(2)
  expect(after.brokers[0]).toMatchObject({ id: 1, registered: true, answered: false, failure: { code: 'refused' } })
  await kafka.close()
})

test('a broker that is no longer listed is kept as not registered', async () => {
  await using brokers = await pair()
  const kafka = open(brokers.one.address)
  const before = await registryOf(kafka)
  brokers.one.script = listing(() => [at(1, brokers.one)])
  const after = await registryOf(kafka, before.brokers)
  expect(after.brokers.map((b) => [b.id, b.registered, b.answered])).toEqual([
    [1, true, true],
    [2, false, true],
  ])
  await kafka.close()
})

test('names the broker also when the bootstrap address is none of the advertised ones', async () => {
  await using brokers = await pair()
  await using balancer = await startFakeBroker(OFFER, brokers.one.script)
  const kafka = open(balancer.address)
  expect([1, 2]).toContain((await registryOf(kafka)).fromBroker)
  await kafka.close()
})

test('says so when the advertised address cannot be reached', async () => {
  await using broker = await startFakeBroker(OFFER)
  const gone = await startFakeBroker(OFFER)
  await gone[Symbol.asyncDispose]()
  broker.script = listing(() => [at(1, gone)])
  const kafka = open(broker.address)
  const registry = await registryOf(kafka)
  expect(registry.fromBroker).toBe(-1)
  expect(registry.brokers[0]?.failure?.message).toBe(
    `connection refused: broker 1 advertises ${gone.address}, which differs from the bootstrap addresses (${broker.address})`,
  )
  await kafka.close()
})

test('fails whole only when no address answers, with one sentence for all', async () => {
  const gone = await Promise.all([startFakeBroker(OFFER), startFakeBroker(OFFER), startFakeBroker(OFFER)])
  for (const broker of gone) await broker[Symbol.asyncDispose]()
  const addresses = gone.map((broker) => broker.address)
  const kafka = open(...addresses)
  expect(await kafka.readRegistry([], never())).toMatchObject({
    ok: false,
    failure: {
      code: 'refused',
      message: `connection refused on all 3 addresses (${addresses.join(', ')})`,
      retryable: true,
    },
  })
  await kafka.close()
})

test('without any address it fails without asking', async () => {
  const kafka = open('not an address')
  expect(await kafka.readRegistry([], never())).toMatchObject({ ok: false, failure: { code: 'blocked' } })
  await kafka.close()
})

test('a broker that lists nobody is no empty cluster', async () => {
  await using broker = await startFakeBroker(
    OFFER,
    listing(() => []),
  )
  const kafka = open(broker.address)
  expect(await kafka.readRegistry([], never())).toMatchObject({ ok: false, failure: { retryable: true } })
  await kafka.close()
})
