import { CompressionTypes, type Consumer, Kafka, type KafkaConfig, logLevel, type Message } from 'kafkajs'
import { afterEach, describe, expect, it } from 'vitest'
import { type Fleet, type FleetOptions, openFleet } from '../fleet.ts'
import { SaslUsers } from './sasl/index.ts'
import { makeCertificates } from './tls/certificates.ts'

const closers: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close()
})

async function fleetWith(options: Partial<FleetOptions> = {}): Promise<Fleet> {
  const fleet = await openFleet({
    seed: 7,
    clusters: [
      {
        name: 'one',
        mode: 'kraft',
        release: '3.9',
        dataCentres: [{ name: 'a', racks: ['r1', 'r2', 'r3'], brokers: 3 }],
        topics: [
          { name: 'orders', partitions: 4, replicationFactor: 3 },
          { name: 'clicks', partitions: 2, replicationFactor: 3, ratePerSecond: 10, since: Date.now() - 60_000 },
        ],
      },
    ],
    ...options,
  })
  closers.push(() => fleet.close())
  return fleet
}

function clientOf(fleet: Fleet, more: Partial<KafkaConfig> = {}): Kafka {
  const brokers = [...fleet.clusters[0]!.bootstrap()]
  const retry = { initialRetryTime: 50, retries: 3 }
  return new Kafka({ brokers, clientId: 'test', logLevel: logLevel.NOTHING, retry, ...more })
}

async function send(
  kafka: Kafka,
  topic: string,
  { messages, compression = CompressionTypes.None }: { messages: Message[]; compression?: CompressionTypes },
) {
  const producer = kafka.producer()
  await producer.connect()
  closers.push(() => producer.disconnect())
  return producer.send({ topic, messages, compression })
}

interface Reader {
  readonly consumer: Consumer
  readonly read: string[]
  /** Partitions of each generation it was in. */
  readonly parts: number[][]
}

async function reader(kafka: Kafka, topic: string, { groupId }: { groupId: string }): Promise<Reader> {
  const consumer = kafka.consumer({ groupId, maxWaitTimeInMs: 100, heartbeatInterval: 100, sessionTimeout: 6_000 })
  const [read, parts]: [string[], number[][]] = [[], []]
  await consumer.connect()
  closers.push(() => consumer.disconnect())
  consumer.on('consumer.group_join', ({ payload }) => void parts.push(payload.memberAssignment[topic] ?? []))
  await consumer.subscribe({ topic, fromBeginning: true })
  await consumer.run({ eachMessage: async ({ message }) => void read.push(`${message.key}=${message.value}`) })
  return { consumer, read, parts }
}

async function until(holds: () => boolean, what: string): Promise<void> {
  for (let tries = 0; !holds(); tries++) {
    if (tries > 1_000) throw new Error(`not within its time: ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}

const numbered = (prefix: string, count: number) =>
  Array.from({ length: count }, (_, index) => ({ key: `${prefix}${index}`, value: `v${index}` }))

describe('kafkajs on a simulated cluster', () => {
  it.each([
    ['plain', CompressionTypes.None],
    ['gzip', CompressionTypes.GZIP],
  ])('produces and consumes with a group, %s', async (_name, compression) => {
    const kafka = clientOf(await fleetWith())
    await send(kafka, 'orders', { messages: numbered('k', 40), compression })
    const { read } = await reader(kafka, 'orders', { groupId: 'billing' })
    await until(() => read.length >= 40, '40 messages')
    expect(read.toSorted()).toEqual(
      numbered('k', 40)
        .map(({ key, value }) => `${key}=${value}`)
        .toSorted(),
    )
  })

  it('goes on where the group had committed', async () => {
    const kafka = clientOf(await fleetWith())
    await send(kafka, 'orders', { messages: numbered('a', 10) })
    const first = await reader(kafka, 'orders', { groupId: 'billing' })
    await until(() => first.read.length >= 10, 'the first ten')
    await first.consumer.disconnect()
    await send(kafka, 'orders', { messages: numbered('b', 5) })
    const second = await reader(kafka, 'orders', { groupId: 'billing' })
    await until(() => second.read.length >= 5, 'the next five')
    expect(second.read.every((one) => one.startsWith('b'))).toBe(true)
  })

  it('shares partitions among members, and one takes over from another', async () => {
    const fleet = await fleetWith()
    const kafka = clientOf(fleet)
    const one = await reader(kafka, 'orders', { groupId: 'billing' })
    await until(() => one.parts.at(-1)?.length === 4, 'one member with all')
    const two = await reader(kafka, 'orders', { groupId: 'billing' })
    await until(() => one.parts.at(-1)?.length === 2 && two.parts.at(-1)?.length === 2, 'two members with half')
    const { groups } = fleet.clusters[0]!.world
    expect(groups.get('billing')).toMatchObject({ state: 'Stable', protocolType: 'consumer', members: [{}, {}] })
    const shown = groups.get('billing')!.members.flatMap(({ assignment }) => assignment.get('orders') ?? [])
    expect(shown.toSorted()).toEqual([0, 1, 2, 3])
    await two.consumer.disconnect()
    await until(() => one.parts.at(-1)?.length === 4, 'one member with all again')
    await one.consumer.disconnect()
    expect(groups.get('billing')).toMatchObject({ state: 'Empty', members: [] })
  })

  it('reads what the world wrote, without a gap', async () => {
    const fleet = await fleetWith()
    const { read } = await reader(clientOf(fleet), 'clicks', { groupId: 'audit' })
    const { world } = fleet.clusters[0]!
    const written = world.topics.get('clicks')!.partitions.reduce((sum, { log }) => sum + log.endOffset(world.now), 0)
    expect(written).toBeGreaterThan(590)
    await until(() => read.length >= written, 'a minute of clicks')
    expect(read).toHaveLength(written)
    expect(JSON.parse(read[0]!.slice(read[0]!.indexOf('=') + 1))).toHaveProperty('sessionId')
  })

  it.each(['plain', 'scram-sha-256', 'scram-sha-512'] as const)(
    'comes in by TLS and %s, and not with a wrong password',
    async (mechanism) => {
      const tls = makeCertificates({ hosts: ['127.0.0.1'], now: Date.now() })
      const fleet = await fleetWith({ tls, sasl: { users: new SaslUsers({ ann: 'secret' }) } })
      const as = (password: string) =>
        clientOf(fleet, { ssl: { ca: [tls.ca] }, sasl: { mechanism: mechanism as 'plain', username: 'ann', password } })
      const [sent] = await send(as('secret'), 'orders', { messages: numbered('k', 1) })
      expect(sent?.errorCode).toBe(0)
      const wrong = as('wrong').producer()
      closers.push(() => wrong.disconnect())
      await expect(wrong.connect()).rejects.toThrow(/[Aa]uthentication/)
    },
  )
})
