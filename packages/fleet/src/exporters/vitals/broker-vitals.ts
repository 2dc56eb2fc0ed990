import type { Meter } from '../../kafka/meter.ts'
import type { Broker } from '../../world/broker.ts'
import type { Cluster } from '../../world/cluster.ts'
import { type Partition, replicaEndOffset } from '../../world/partition.ts'
import { trafficFactor } from '../../world/traffic.ts'
import { readersByTopic } from './readers.ts'
import { addFlow, leaderFlow, noFlow, noTraffic, type Traffic } from './traffic.ts'

/** Bytes a second that keep a broker's handlers busy without a break. */
const FULL_LOAD_BYTES_PER_SECOND = 400e6
const IDLE_AT_REST = 0.985

/** What was seen of a replica at the last look. */
interface Seen {
  endOffset: number
  isr: readonly number[]
}

/**
 * What one broker's process has counted. The world is a model without counters: they are drawn from how far its logs have
 * come between two looks, so that they never fall but by a restart, nor by a change of leaders or rates.
 */
export class BrokerVitals {
  readonly cluster: Cluster
  readonly broker: Broker
  readonly meter: Meter
  all = noTraffic()
  /** Of topics that this broker leads or follows a partition of; gone and begun anew as Kafka does it. */
  topics = new Map<string, Traffic>()
  isrShrinks = 0
  isrExpands = 0
  /** Nanoseconds of idle handlers, of one thread. */
  handlerIdleNs = 0
  cpuSeconds = 0
  #hosted: { readonly epoch: number; readonly partitions: readonly Partition[] } | null = null
  #startedAt = Number.NaN
  #lookedAt = 0
  #seen = new Map<Partition, Seen>()
  /** Requests that the meter had counted when the process began. */
  #before = new Map<number, number>()

  constructor(cluster: Cluster, broker: Broker, meter: Meter) {
    this.cluster = cluster
    this.broker = broker
    this.meter = meter
  }

  /** Partitions with a replica here, in the order in which pages list them: by partition, then by topic, as text. */
  hosted(): readonly Partition[] {
    const { placementEpoch } = this.cluster
    if (this.#hosted === null || this.#hosted.epoch !== placementEpoch) {
      const keyed = this.cluster.hostedBy(this.broker.id).map((one) => ({ one, key: `${one.index},${one.topic}` }))
      const sorted = keyed.sort((a, b) => (a.key < b.key ? -1 : 1)).map(({ one }) => one)
      this.#hosted = { epoch: placementEpoch, partitions: sorted }
    }
    return this.#hosted.partitions
  }

  /** Requests of an API that were really served since the process began. */
  served(apiKey: number): number {
    const requests = this.meter.byApi().get(apiKey)?.requests ?? 0
    return Math.max(0, requests - (this.#before.get(apiKey) ?? 0))
  }

  get uptimeMs(): number {
    return Math.max(1, this.cluster.now - this.broker.startedAt)
  }

  /** 0–1, of handlers and network threads; a slow disk or machine keeps them busy. */
  get load(): number {
    const { bytesIn, bytesOut, replicationBytesIn, replicationBytesOut } = this.all.perSecond
    const share = (bytesIn + bytesOut + replicationBytesIn + replicationBytesOut) / FULL_LOAD_BYTES_PER_SECOND
    const slowness = this.broker.slowMs / (this.broker.slowMs + 200)
    return Math.min(0.97, 1 - IDLE_AT_REST + share + 0.6 * slowness)
  }

  /** Looks at the world: everything since the last look is counted. */
  look(): void {
    const { now } = this.cluster
    const isFirst = this.#startedAt !== this.broker.startedAt
    if (isFirst) this.#begin()
    const seconds = Math.max(0, now - this.#lookedAt) / 1000
    this.#countPartitions(isFirst ? this.broker.startedAt : null, seconds)
    this.handlerIdleNs += (1 - this.load) * seconds * 1e9
    this.cpuSeconds += (0.02 + this.load) * seconds
    this.#lookedAt = now
  }

  #begin(): void {
    const isRestart = !Number.isNaN(this.#startedAt)
    this.#startedAt = this.broker.startedAt
    this.#lookedAt = Math.min(this.broker.startedAt, this.cluster.now)
    this.all = noTraffic()
    this.topics = new Map()
    this.#seen = new Map()
    this.isrShrinks = 0
    this.isrExpands = 0
    this.handlerIdleNs = 0
    this.cpuSeconds = 0
    const counted = isRestart ? [...this.meter.byApi()] : []
    this.#before = new Map(counted.map(([key, { requests }]) => [key, requests]))
  }

  #countPartitions(since: number | null, seconds: number): void {
    const { cluster, broker } = this
    const readers = readersByTopic(cluster)
    const seen = new Map<Partition, Seen>()
    const here = new Set<string>()
    for (const { perSecond } of [this.all, ...this.topics.values()]) Object.assign(perSecond, noFlow())
    for (const partition of cluster.hostedBy(broker.id)) {
      const endOffset = replicaEndOffset(partition, broker.id, cluster.now)
      const last = this.#seen.get(partition)
      const from = since !== null ? partition.log.endOffset(since) : (last?.endOffset ?? endOffset)
      this.#count(partition, {
        records: Math.max(0, endOffset - from),
        seconds,
        readers: readers.get(partition.topic) ?? 0,
      })
      if (last !== undefined) this.#countIsr(partition, last.isr)
      here.add(partition.topic)
      seen.set(partition, { endOffset, isr: partition.isr })
    }
    this.#seen = seen
    for (const topic of this.topics.keys()) if (!here.has(topic)) this.topics.delete(topic)
  }

  #count(partition: Partition, moved: { records: number; seconds: number; readers: number }): void {
    const { broker, cluster } = this
    const { log } = partition
    const traffic = this.topics.get(partition.topic) ?? noTraffic()
    this.topics.set(partition.topic, traffic)
    const rate = log.ratePerSecond * trafficFactor(log.curve, cluster.now)
    const { recordBytes } = log
    if (partition.leader !== broker.id) {
      addFlow(this.all.total, { ...noFlow(), replicationBytesIn: moved.records * recordBytes })
      const isFetching = partition.isr.includes(broker.id)
      addFlow(this.all.perSecond, { ...noFlow(), replicationBytesIn: isFetching ? rate * recordBytes : 0 })
      return
    }
    const followers = Math.max(0, partition.isr.length - 1)
    const shared = { recordBytes, followers, readers: moved.readers }
    const done = leaderFlow({ ...shared, records: moved.records, seconds: moved.seconds })
    const now = leaderFlow({ ...shared, records: rate, seconds: 1 })
    for (const { total, perSecond } of [this.all, traffic]) {
      addFlow(total, done)
      addFlow(perSecond, now)
    }
  }

  /** Leaders count changes of the ISR. */
  #countIsr({ isr, leader }: Partition, before: readonly number[]): void {
    if (isr === before || leader !== this.broker.id) return
    if (before.some((id) => !isr.includes(id))) this.isrShrinks += 1
    if (isr.some((id) => !before.includes(id))) this.isrExpands += 1
  }
}
