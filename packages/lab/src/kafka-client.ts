import { type Admin, Kafka, logLevel } from 'kafkajs'
import { waitFor } from './wait-for.ts'

/** An ordinary client of the lab's plain listener, quiet and without retries: the lab asks again itself. */
function clientOf(bootstrap: string): Kafka {
  return new Kafka({
    clientId: 'perigee-lab',
    brokers: bootstrap.split(','),
    logLevel: logLevel.NOTHING,
    connectionTimeout: 2000,
    requestTimeout: 15_000,
    retry: { retries: 2, initialRetryTime: 200, maxRetryTime: 1000 },
  })
}

export async function withAdmin<T>(bootstrap: string, work: (admin: Admin) => Promise<T>): Promise<T> {
  const admin = clientOf(bootstrap).admin()
  try {
    await admin.connect()
    return await work(admin)
  } finally {
    await admin.disconnect()
  }
}

export interface ProduceOptions {
  readonly topic: string
  readonly messages: number
  /** Size of each value. Default 100. */
  readonly sizeBytes?: number
  /** All to this one; by default spread by key. */
  readonly partition?: number
}

const BATCH = 500

/** Writes messages with acks=all. */
export async function produceTo(bootstrap: string, options: ProduceOptions): Promise<void> {
  const producer = clientOf(bootstrap).producer({ allowAutoTopicCreation: false })
  const value = Buffer.alloc(options.sizeBytes ?? 100, 'x')
  const partition = options.partition === undefined ? {} : { partition: options.partition }
  try {
    await producer.connect()
    for (let sent = 0; sent < options.messages; sent += BATCH) {
      const size = Math.min(BATCH, options.messages - sent)
      await producer.send({
        topic: options.topic,
        // With keys: compacted topics take no other messages.
        messages: Array.from({ length: size }, (_, i) => ({ key: `key-${sent + i}`, value, ...partition })),
      })
    }
  } finally {
    await producer.disconnect()
  }
}

export interface TopicSpec {
  readonly name: string
  readonly partitions?: number
  readonly replicationFactor?: number
  readonly configs?: Readonly<Record<string, string>>
  /** Broker ids by partition, preferred leader first; replaces partitions and replicationFactor. */
  readonly assignments?: readonly (readonly number[])[]
}

const TOPICS_A_REQUEST = 20

/** Creates topics and waits until every partition has a leader and all its replicas in sync. */
export async function createTopics(bootstrap: string, specs: readonly TopicSpec[]): Promise<void> {
  await withAdmin(bootstrap, async (admin) => {
    for (let first = 0; first < specs.length; first += TOPICS_A_REQUEST) {
      const slice = specs.slice(first, first + TOPICS_A_REQUEST)
      // Not waitForLeaders: it takes "this broker has not heard of the topic yet" for a failure.
      await admin.createTopics({ topics: slice.map(toKafkaJs), waitForLeaders: false, timeout: 15_000 })
      const names = slice.map((spec) => spec.name)
      await waitFor(() => allInSync(admin, names), { what: `topics ${names.join(', ')} to be in sync` })
    }
  })
}

async function allInSync(admin: Admin, names: string[]): Promise<boolean> {
  const { topics } = await admin.fetchTopicMetadata({ topics: names })
  return topics.every(
    (topic) =>
      topic.partitions.length > 0 &&
      topic.partitions.every(
        (partition) => partition.leader >= 0 && partition.isr.length === partition.replicas.length,
      ),
  )
}

function toKafkaJs(spec: TopicSpec) {
  const configEntries = Object.entries(spec.configs ?? {}).map(([name, value]) => ({ name, value }))
  if (spec.assignments !== undefined) {
    const replicaAssignment = spec.assignments.map((replicas, partition) => ({ partition, replicas: [...replicas] }))
    return { topic: spec.name, configEntries, replicaAssignment, numPartitions: -1, replicationFactor: -1 }
  }
  return {
    topic: spec.name,
    configEntries,
    numPartitions: spec.partitions ?? 1,
    replicationFactor: spec.replicationFactor ?? 1,
  }
}
