// A real cluster of the size on which consoles are compared: 2,001 topics, 10,050 partitions of which many have one
// replica, 200,000 messages, 510 groups.
import { type LabCluster, startKRaftCluster, type TopicSpec } from '@perigee/lab'
import { Kafka, logLevel } from 'kafkajs'

const WIDE_PARTITIONS = 150
const TOPICS = 2_000
const MESSAGES = 200_000
const TOPICS_WITH_MESSAGES = 20
const GROUPS = 510
const HEAP_MB = 1_200
/** Index files are mapped at this size: the usual 10 MB times 20,000 replicas is too much of everything. */
const SMALL_INDEX_BYTES = 4_096

/** Starts and fills it; takes some minutes. Throws what the lab throws. */
export async function prepareRealCluster(): Promise<LabCluster> {
  const cluster = await startKRaftCluster({
    exporters: 'off',
    heapMb: HEAP_MB,
    brokerProperties: {
      'log.index.size.max.bytes': SMALL_INDEX_BYTES,
      'broker.session.timeout.ms': 18_000,
      'replica.fetch.wait.max.ms': 2_000,
    },
  })
  try {
    await cluster.createTopics(topics())
    for (let i = 0; i < TOPICS_WITH_MESSAGES; i += 1) {
      await cluster.produce({ topic: nameOf(i), messages: MESSAGES / TOPICS_WITH_MESSAGES, sizeBytes: 120 })
    }
    await commit(cluster.bootstrap)
    return cluster
  } catch (error) {
    await cluster[Symbol.asyncDispose]()
    throw error
  }
}

const nameOf = (i: number) => `team-${i % 40}.events-${String(i).padStart(4, '0')}`

/** 9,900 partitions over 2,000 topics of three to nine, every second topic with one replica; and one of 150. */
function topics(): TopicSpec[] {
  const widths = [3, 4, 5, 6, 3, 4, 5, 6, 4, 9.5]
  const narrow = Array.from({ length: TOPICS }, (_, i): TopicSpec => {
    const width = widths[i % widths.length] ?? 5
    const partitions = Number.isInteger(width) ? width : Math.floor(width) + (Math.floor(i / widths.length) % 2)
    return { name: nameOf(i), partitions, replicationFactor: i % 2 === 0 ? 1 : 3 }
  })
  return [...narrow, { name: 'wide', partitions: WIDE_PARTITIONS, replicationFactor: 3 }]
}

async function commit(bootstrap: string): Promise<void> {
  const admin = new Kafka({ clientId: 'bench', brokers: bootstrap.split(','), logLevel: logLevel.NOTHING }).admin()
  await admin.connect()
  for (let i = 0; i < GROUPS; i += 1) {
    const topic = nameOf(i % TOPICS_WITH_MESSAGES)
    await admin.setOffsets({ groupId: `group-${i}`, topic, partitions: [{ partition: 0, offset: String(i) }] })
  }
  await admin.disconnect()
}
