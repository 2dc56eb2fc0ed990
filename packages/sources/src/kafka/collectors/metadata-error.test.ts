import type { RegistryFacts } from '@perigee/domain'
import { expect, test } from 'vitest'
import { type Offer, startFakeBroker } from '../broker.fake.ts'
import { openKafka } from '../open-kafka.ts'
import { WireWriter } from '../wire/wire-writer.ts'

const OFFER: Offer = [
  [3, 0, 13],
  [4, 0, 7],
  [18, 0, 3],
]
const REBOOTSTRAP_REQUIRED = 129

/** Metadata v13: no brokers, no topics, an error of the whole (KIP-1102). */
function refusal(error: number): Buffer {
  const writer = new WireWriter({ flexible: true })
  writer.int32(0).structs([], () => undefined)
  writer.string('c').int32(-1)
  writer.structs([], () => undefined)
  return writer.int16(error).endStruct().finish()
}

async function against(answer: Buffer) {
  await using broker = await startFakeBroker(OFFER, ({ key }) =>
    key === 3 ? { answer, taggedHeader: true } : undefined,
  )
  const cluster = { bootstrap: [broker.address], tls: null, sasl: null }
  const kafka = openKafka({ cluster, connectTimeoutMs: 2_000, requestTimeoutMs: 500 })
  const { signal } = new AbortController()
  const one = {
    id: 1,
    host: '127.0.0.1',
    port: broker.port,
    rack: null,
    registered: true,
    fenced: null,
    answered: true,
    latencyMs: null,
    failure: null,
    release: null,
    apis: null,
    metadataPartitions: null,
  }
  const registry: RegistryFacts = {
    clusterId: 'c',
    mode: 'zookeeper',
    controllerId: null,
    fromBroker: 1,
    brokers: [one],
    features: [],
    zookeeperConnect: null,
  }
  const read = {
    registry: await kafka.readRegistry([], signal),
    topology: await kafka.readTopology(registry, 1, signal),
  }
  await kafka.close()
  return read
}

test('an error of the whole Metadata is a failure, not a cluster without topics', async () => {
  const { registry, topology } = await against(refusal(REBOOTSTRAP_REQUIRED))
  const failure = { code: 'kafka-error', kafkaError: REBOOTSTRAP_REQUIRED, retryable: true }
  expect(topology).toMatchObject({ ok: false, failure })
  expect(registry).toMatchObject({ ok: false, failure })
})

test('a number that is no error code of Kafka is noise, not the words of a broker', async () => {
  const { registry, topology } = await against(refusal(25_313))
  expect(topology).toMatchObject({ ok: false, failure: { code: 'garbage' } })
  expect(registry).toMatchObject({ ok: false, failure: { code: 'garbage' } })
})
