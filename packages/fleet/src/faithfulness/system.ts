import { waitFor } from '@perigee/lab'
import { API_VERSIONS } from '../apis/api-versions.ts'
import { CREATE_TOPICS } from '../apis/create-topics.ts'
import { FIND_COORDINATOR } from '../apis/find-coordinator.ts'
import { INIT_PRODUCER_ID } from '../apis/init-producer-id.ts'
import { METADATA } from '../apis/metadata.ts'
import { type Client, openClient } from './ask.ts'
import type { Asked } from './question.ts'

/** A cluster under comparison: real or simulated, reached in the same way. */
export interface System {
  readonly ranges: ReadonlyMap<number, { readonly min: number; readonly max: number }>
  /** A connection to whoever is asked; opened once each. */
  client(asked: Asked): Promise<Client>
  close(): void
}

const TIMEOUT_MS = 30_000
const CONFIGS = [{ name: 'min.insync.replicas', value: '1' }]

/** Connects and creates the topics that the questions are about. */
export async function openSystem(bootstrap: string): Promise<System> {
  const clients = new Map<string, Client>()
  const at = (address: string) => {
    const known = clients.get(address)
    if (known !== undefined) return known
    const colon = address.lastIndexOf(':')
    const fresh = openClient(address.slice(0, colon), Number(address.slice(colon + 1)))
    clients.set(address, fresh)
    return fresh
  }
  const first = at(bootstrap.split(',')[0] ?? '')
  const answer = await first.ask(API_VERSIONS, 2, {})
  if (answer === 'closed') throw new Error('no ApiVersions')
  const ranges = new Map(
    answer.apiKeys.map(({ apiKey, minVersion, maxVersion }) => [apiKey, { min: minVersion, max: maxVersion }]),
  )
  await prepare(first, at)
  // The first of these questions make internal topics, and are put off until those are there.
  await coordinatorOf(first, 'a-group')
  await producerIds(first)
  return {
    ranges,
    async client(asked) {
      if (asked === 'any') return first
      return at(await addressOf(first, asked))
    },
    close: () => {
      for (const one of clients.values()) one.close()
    },
  }
}

async function metadata(client: Client) {
  const answer = await client.ask(METADATA, 9, { topics: null, allowAutoTopicCreation: false })
  if (answer === 'closed') throw new Error('no Metadata')
  return answer
}

async function addressOf(client: Client, asked: Exclude<Asked, 'any'>): Promise<string> {
  if (asked === 'coordinator') return coordinatorOf(client, 'a-group')
  if (asked === 'coordinator-of-nobody') return coordinatorOf(client, 'nobody')
  const { brokers, topics, controllerId } = await metadata(client)
  const leader = topics.find(({ name }) => name === 'one')?.partitions.find((one) => one.partitionIndex === 0)?.leaderId
  const wanted = asked === 'controller' ? controllerId : leader
  const broker = brokers.find(({ nodeId }) => (asked === 'other' ? nodeId !== wanted : nodeId === wanted))
  if (broker === undefined) throw new Error(`nobody is ${asked}`)
  return `${broker.host}:${broker.port}`
}

/** The first question makes `__consumer_offsets`. */
function coordinatorOf(client: Client, key: string): Promise<string> {
  const ask = async () => {
    const answer = await client.ask(FIND_COORDINATOR, 2, { key, keyType: 0 })
    return answer !== 'closed' && answer.errorCode === 0 && `${answer.host}:${answer.port}`
  }
  return waitFor(ask, { what: `a coordinator of ${key}` })
}

async function producerIds(client: Client): Promise<void> {
  const ask = async () => {
    const answer = await client.ask(INIT_PRODUCER_ID, 1, { transactionalId: null, transactionTimeoutMs: 1_000 })
    return answer !== 'closed' && answer.errorCode === 0
  }
  await waitFor(ask, { what: 'producer ids' })
}

async function prepare(first: Client, at: (address: string) => Client): Promise<void> {
  const { brokers, controllerId } = await metadata(first)
  const controller = brokers.find(({ nodeId }) => nodeId === controllerId)
  if (controller === undefined) throw new Error('no controller')
  const topics = ['one', 'two'].map((name) => ({
    name,
    numPartitions: 3,
    replicationFactor: 3,
    configs: CONFIGS,
    assignments: [],
  }))
  await at(`${controller.host}:${controller.port}`).ask(CREATE_TOPICS, 4, { topics, timeoutMs: TIMEOUT_MS })
  const areReady = async () => {
    const { topics: seen } = await metadata(first)
    const mine = seen.filter(({ name }) => name === 'one' || name === 'two')
    const isWhole = ({ partitions }: (typeof mine)[number]) =>
      partitions.length === 3 && partitions.every((one) => one.leaderId >= 0 && one.isrNodes.length === 3)
    return mine.length === 2 && mine.every(isWhole)
  }
  await waitFor(areReady, { what: 'the topics to be in sync' })
}
