import type { Broker } from '../world/broker.ts'
import type { Cluster } from '../world/cluster.ts'
import type { Partition } from '../world/partition.ts'
import { shortUuid } from '../world/random.ts'
import type { Topic } from '../world/topic.ts'
import type {
  BrokerDescription,
  ConfigDescription,
  KafkaClusterDescription,
  PartitionDescription,
  TopicDescription,
} from '../zookeeper/index.ts'

export interface ListenerName {
  readonly listener: string
  readonly securityProtocol: string
}

interface Known {
  readonly epoch: number
  readonly description: TopicDescription
}

type Entries = Readonly<Record<string, string>>

/**
 * Tells of a world's cluster what its znodes hold. A topic that did not change is the same object as the last time, so
 * that at a hundred thousand partitions a change costs what has changed.
 */
export class ClusterDescriber {
  readonly #cluster: Cluster
  readonly #listener: ListenerName
  readonly #topics = new WeakMap<Topic, Known>()
  readonly #entries = new WeakMap<Topic, Entries>()

  constructor(cluster: Cluster, listener: ListenerName) {
    this.#cluster = cluster
    this.#listener = listener
  }

  describe(): KafkaClusterDescription {
    const { identity, brokers, topics, controllerId, controllerEpoch, controllerSince, deleting } = this.#cluster
    return {
      clusterId: identity.clusterId,
      brokers: [...brokers.values()].filter((one) => one.isRegistered).map((one) => this.#broker(one)),
      controller: controllerId < 0 ? null : { brokerId: controllerId, electedMs: Math.round(controllerSince) },
      controllerEpoch,
      topics: Array.from(topics.values(), (topic) => this.#topic(topic)),
      configs: this.#configs(),
      topicsToDelete: [...deleting],
      reassignmentsByZnode: [],
      producerIdBlock: null,
    }
  }

  #broker({ id, host, port, rack, state, startedAt }: Broker): BrokerDescription {
    return {
      id,
      state: state === 'up' ? 'registered' : 'silent',
      endpoints: [{ ...this.#listener, host, port }],
      rack,
      jmxPort: null,
      registeredMs: Math.round(startedAt),
      sessionTimeoutMs: this.#cluster.pace.sessionTimeoutMs,
    }
  }

  #topic(topic: Topic): TopicDescription {
    const known = this.#topics.get(topic)
    if (known?.epoch === topic.epoch) return known.description
    const partitions = topic.partitions.map((one) => this.#partition(one, known?.description.partitions[one.index]))
    const description = { name: topic.name, id: shortUuid(topic.id), partitions }
    this.#topics.set(topic, { epoch: topic.epoch, description })
    return description
  }

  /** The epoch of the controller that wrote a state stays until it is written again. */
  #partition(partition: Partition, before: PartitionDescription | undefined): PartitionDescription {
    const { index, leader, leaderEpoch, isr, replicas, adding, removing } = partition
    const last = before?.state
    const isSame = last?.leader === leader && last.leaderEpoch === leaderEpoch && isEqual(last.isr, isr)
    return {
      partition: index,
      replicas: [...replicas],
      addingReplicas: [...adding],
      removingReplicas: [...removing],
      state: isSame ? last : { leader, leaderEpoch, controllerEpoch: this.#cluster.controllerEpoch, isr: [...isr] },
    }
  }

  #configs(): ConfigDescription[] {
    const { topics, brokers, brokerDefaults } = this.#cluster
    const configs: ConfigDescription[] = []
    for (const topic of topics.values()) {
      if (topic.configs.size > 0) configs.push({ entity: [['topics', topic.name]], entries: this.#entriesOf(topic) })
    }
    for (const { id, configs: own } of brokers.values()) {
      if (own.size > 0) configs.push({ entity: [['brokers', String(id)]], entries: Object.fromEntries(own) })
    }
    if (brokerDefaults.size > 0) {
      configs.push({ entity: [['brokers', '<default>']], entries: Object.fromEntries(brokerDefaults) })
    }
    return configs
  }

  #entriesOf(topic: Topic): Entries {
    const known = this.#entries.get(topic)
    if (known !== undefined && holds(known, topic.configs)) return known
    const entries = Object.fromEntries(topic.configs)
    this.#entries.set(topic, entries)
    return entries
  }
}

function isEqual(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((one, i) => one === b[i])
}

function holds(entries: Entries, configs: ReadonlyMap<string, string>): boolean {
  for (const [name, value] of configs) if (entries[name] !== value) return false
  return Object.keys(entries).length === configs.size
}
