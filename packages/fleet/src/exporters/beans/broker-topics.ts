import type { BeanWriter } from '../bean-writer.ts'
import type { BrokerVitals } from '../vitals/broker-vitals.ts'
import type { Flow, Traffic } from '../vitals/traffic.ts'

const DOMAIN = 'kafka.server'
const TYPE = 'BrokerTopicMetrics'

/** Meters by the part of traffic that they count; null: nothing here ever makes them move. */
const BROKER_METERS: Readonly<Record<string, keyof Flow | null>> = {
  MessagesInPerSec: 'messagesIn',
  BytesInPerSec: 'bytesIn',
  BytesOutPerSec: 'bytesOut',
  BytesRejectedPerSec: null,
  ReplicationBytesInPerSec: 'replicationBytesIn',
  ReplicationBytesOutPerSec: 'replicationBytesOut',
  ReassignmentBytesInPerSec: 'reassignmentBytesIn',
  ReassignmentBytesOutPerSec: 'reassignmentBytesOut',
  FailedProduceRequestsPerSec: 'failedProduce',
  FailedFetchRequestsPerSec: null,
  TotalProduceRequestsPerSec: 'produceRequests',
  TotalFetchRequestsPerSec: 'fetchRequests',
  ProduceMessageConversionsPerSec: null,
  FetchMessageConversionsPerSec: null,
  NoKeyCompactedTopicRecordsPerSec: null,
  InvalidMagicNumberRecordsPerSec: null,
  InvalidMessageCrcRecordsPerSec: null,
  InvalidOffsetOrSequenceRecordsPerSec: null,
}

/** Made per topic with the first use; replication is counted for the broker only. */
const TOPIC_METERS = [
  'MessagesInPerSec',
  'BytesInPerSec',
  'BytesOutPerSec',
  'TotalProduceRequestsPerSec',
  'TotalFetchRequestsPerSec',
] as const

/** `BrokerTopicMetrics`: throughput of the broker and of each topic that it leads. */
export function brokerTopicBeans(writer: BeanWriter, { all, topics, uptimeMs }: BrokerVitals): void {
  for (const [name, part] of Object.entries(BROKER_METERS)) {
    writer.meter({ domain: DOMAIN, type: TYPE, name }, valuesOf(all, part, uptimeMs))
  }
  for (const [topic, traffic] of topics) {
    for (const name of TOPIC_METERS) {
      const values = valuesOf(traffic, BROKER_METERS[name] ?? null, uptimeMs)
      if (values.count > 0) writer.meter({ domain: DOMAIN, type: TYPE, name, tags: { topic } }, values)
    }
  }
}

function valuesOf({ total, perSecond }: Traffic, part: keyof Flow | null, uptimeMs: number) {
  if (part === null) return { count: 0, perSecond: 0, meanRate: 0 }
  const count = Math.floor(total[part])
  return { count, perSecond: perSecond[part], meanRate: (count * 1000) / uptimeMs }
}
