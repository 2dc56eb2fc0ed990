import type { Ensemble } from '../ensemble.ts'
import { BrokerRegistrations } from './broker-registrations.ts'
import type { KafkaClusterDescription, TopicDescription } from './cluster-description.ts'
import { ConfigChanges } from './config-changes.ts'
import { clusterZnodes, topicConfigs, topicZnodes } from './kafka-znodes.ts'
import { openTally, type WriteTally, WrittenZnodes } from './written-znodes.ts'
import { configJson } from './znode-json.ts'

export interface KafkaZnodeWriterOptions {
  readonly ensemble: Ensemble
  /** `/kafka`, or empty for none. */
  readonly chroot: string
  readonly now: () => number
}

interface WrittenTopic {
  readonly znodes: WrittenZnodes
  /** Null = not all of it could be written. */
  topic: TopicDescription | null
  entries: Readonly<Record<string, string>>
}

const NO_ENTRIES = {}
const CONFIG_START = configJson({}).slice(0, -2)

/**
 * Keeps the znodes of one Kafka cluster as its description says, writing only what differs, so that watches fire as
 * with a real one. A topic whose description is the same object as before is not looked at again.
 */
export class KafkaZnodeWriter {
  readonly #options: KafkaZnodeWriterOptions
  readonly #cluster: WrittenZnodes
  readonly #brokers: BrokerRegistrations
  readonly #changes: ConfigChanges
  readonly #topics = new Map<string, WrittenTopic>()
  /** What a cluster brings along when the fleet starts was changed before. */
  #started = false

  constructor(options: KafkaZnodeWriterOptions) {
    const { ensemble, chroot } = options
    this.#options = options
    this.#cluster = new WrittenZnodes(ensemble.tree, chroot)
    this.#brokers = new BrokerRegistrations(ensemble, chroot)
    this.#changes = new ConfigChanges(ensemble.tree, options)
  }

  /** Writes what differs. Without a quorum all of it is `refused`, and the next call tries again. */
  apply(description: KafkaClusterDescription): WriteTally {
    const tally = openTally()
    const { ensemble, chroot } = this.#options
    if (!ensemble.hasQuorum()) {
      tally.refused.push('/')
      return tally
    }
    if (chroot !== '' && !ensemble.tree.get(chroot)) ensemble.tree.create(chroot, null)
    const plan = clusterZnodes(description)
    this.#cluster.write(plan, tally)
    // Users, clients and the like are told of from their first setting on, topics only when it changes.
    const firstSettings = tally.created.filter((path) => plan.get(path)?.startsWith(CONFIG_START))
    this.#brokers.write(description, tally)
    const configs = topicConfigs(description)
    const names = new Set(description.topics.map(({ name }) => name))
    for (const [name, { znodes }] of this.#topics) {
      if (names.has(name)) continue
      znodes.write(new Map(), tally)
      this.#topics.delete(name)
    }
    for (const topic of description.topics) this.#writeTopic(topic, configs.get(topic.name) ?? NO_ENTRIES, tally)
    if (this.#started) this.#changes.notify([...firstSettings, ...tally.set])
    this.#started = true
    return tally
  }

  /** czxid of each registration: the broker's epoch (KIP-380). */
  brokerEpochs(): ReadonlyMap<number, bigint> {
    const { ensemble, chroot } = this.#options
    const ids = ensemble.tree.children(`${chroot}/brokers/ids`)
    return new Map(ids.map((id) => [Number(id), ensemble.tree.get(`${chroot}/brokers/ids/${id}`)?.stat.czxid ?? 0n]))
  }

  #writeTopic(topic: TopicDescription, entries: Readonly<Record<string, string>>, tally: ReturnType<typeof openTally>) {
    const { ensemble, chroot } = this.#options
    const known = this.#topics.get(topic.name)
    if (known && known.topic === topic && known.entries === entries) return
    // A topic of the same name with another id is another topic: the first one was deleted in between.
    if (known?.topic && known.topic.id !== topic.id) known.znodes.write(new Map(), tally)
    const written = known ?? { znodes: new WrittenZnodes(ensemble.tree, chroot), topic, entries }
    const refusedBefore = tally.refused.length
    written.znodes.write(topicZnodes(topic, entries), tally)
    const isWhole = tally.refused.length === refusedBefore
    Object.assign(written, { topic: isWhole ? topic : null, entries })
    this.#topics.set(topic.name, written)
  }
}
