import type {
  BrokerDescription,
  ControllerDescription,
  PartitionState,
  ProducerIdBlock,
  ReassignmentDescription,
  TopicDescription,
} from './cluster-description.ts'

// The contents of Kafka's znodes in the versions, and the order of keys, that Kafka 3.9 writes (kafka.zk.ZkData).

/** `/brokers/ids/<id>`, version 5. Host and port are those of the first PLAINTEXT endpoint, for clients of old. */
export function brokerJson({ endpoints, rack, jmxPort, registeredMs }: BrokerDescription): string {
  const plaintext = endpoints.find(({ securityProtocol }) => securityProtocol === 'PLAINTEXT')
  return JSON.stringify({
    features: {},
    listener_security_protocol_map: Object.fromEntries(endpoints.map((e) => [e.listener, e.securityProtocol])),
    endpoints: endpoints.map(({ listener, host, port }) => `${listener}://${bracketed(host)}:${port}`),
    ...(rack === null ? {} : { rack }),
    jmx_port: jmxPort ?? -1,
    port: plaintext?.port ?? -1,
    host: plaintext?.host ?? null,
    version: 5,
    timestamp: String(registeredMs),
  })
}

/** `/controller`, version 2; −1 = no migration to KRaft is going on. */
export function controllerJson({ brokerId, electedMs }: ControllerDescription): string {
  return JSON.stringify({ version: 2, brokerid: brokerId, timestamp: String(electedMs), kraftControllerEpoch: -1 })
}

/** `/brokers/topics/<topic>`, version 3. */
export function topicJson({ id, partitions }: TopicDescription): string {
  const listOf = (replicas: 'replicas' | 'addingReplicas' | 'removingReplicas') =>
    Object.fromEntries(
      partitions
        .filter((partition) => replicas === 'replicas' || partition[replicas].length > 0)
        .map((partition) => [partition.partition, partition[replicas]]),
    )
  return JSON.stringify({
    partitions: listOf('replicas'),
    topic_id: id,
    adding_replicas: listOf('addingReplicas'),
    removing_replicas: listOf('removingReplicas'),
    version: 3,
  })
}

/** `/brokers/topics/<topic>/partitions/<partition>/state`, version 1. */
export function partitionStateJson({ leader, leaderEpoch, controllerEpoch, isr }: PartitionState): string {
  return JSON.stringify({ controller_epoch: controllerEpoch, leader, version: 1, leader_epoch: leaderEpoch, isr })
}

/** `/config/<type>/<name>` */
export function configJson(entries: Readonly<Record<string, string>>): string {
  return JSON.stringify({ version: 1, config: entries })
}

/** `/config/changes/config_change_<sequence>`: tells brokers which entity to read again. */
export function configChangeJson(entityPath: string): string {
  return JSON.stringify({ version: 2, entity_path: entityPath })
}

export function clusterIdJson(clusterId: string): string {
  return JSON.stringify({ version: '1', id: clusterId })
}

export function reassignmentJson(reassignments: readonly ReassignmentDescription[]): string {
  const partitions = reassignments.map(({ topic, partition, replicas }) => ({ topic, partition, replicas }))
  return JSON.stringify({ version: 1, partitions })
}

/** `/latest_producer_id_block`: 64-bit numbers as text. */
export function producerIdBlockJson({ brokerId, start, end }: ProducerIdBlock): string {
  return JSON.stringify({ version: 1, broker: brokerId, block_start: String(start), block_end: String(end) })
}

/** `/feature`, version 2: the finalized features of a ZooKeeper cluster, of which there are none. */
export const FEATURE_JSON = JSON.stringify({ features: {}, version: 2, status: 1 })

/** Names of users and clients in paths (`org.apache.kafka.common.utils.Sanitizer`). */
export function sanitized(name: string): string {
  if (name === '<default>') return name
  return encodeURIComponent(name).replace(/[!'()*~]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)
}

function bracketed(host: string): string {
  return host.includes(':') ? `[${host}]` : host
}
