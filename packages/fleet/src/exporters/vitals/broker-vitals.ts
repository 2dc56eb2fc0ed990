import type { Meter } from '../../kafka/meter.ts'
import type { Broker } from '../../world/broker.ts'
import type { Cluster } from '../../world/cluster.ts'
import { type Partition, replicaEndOffset } from '../../world/partition.ts'
import { strainOf } from '../../world/strain.ts'
import { trafficFactor } from '../../world/traffic.ts'
import { CPUS } from '../beans/java-machine.ts'
import { HostCounters } from './host-counters.ts'
import { type Pressure, pressureOn } from './pressure.ts'
import { readersByTopic } from './readers.ts'
import { Reservoirs } from './reservoirs.ts'
import { addFlow, type Flow, leaderFlow, noFlow, noTraffic, RECORDS_PER_PRODUCE, type Traffic } from './traffic.ts'

/** What was seen of a replica at the last look. */
interface Seen {
  endOffset: number
  leader: number
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
  /** Partitions that it led no more: clients that had not heard of it were refused. */
  leadersLost = 0
  /** Nanoseconds of idle handlers, of one thread. */
  handlerIdleNs = 0
  cpuSeconds = 0
  /** Of the young collector, of the old one. */
  collectionSeconds = 0
  collections = 0
  fullCollections = 0
  reservoirs = new Reservoirs()
  /** Of what its clients produce, the share (0–1) that each follower in the ISR has to fetch. */
  followers: ReadonlyMap<number, number> = new Map()
  /** Of the machine that it runs on: it goes on counting when the broker restarts. */
  readonly host = new HostCounters()
  #pressure: Pressure | null = null
  #hostSeenAt = Number.NaN
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

  /** How it is at this moment. */
  get pressure(): Pressure {
    this.#pressure ??= pressureOn(this.cluster, this.broker)
    return this.#pressure
  }

  /** 0–1, of the request handlers. */
  get load(): number {
    return 1 - this.pressure.handlerIdle
  }

  /** Looks at the world: everything since the last look is counted. */
  look(): void {
    const { now } = this.cluster
    this.#pressure = null
    const isFirst = this.#startedAt !== this.broker.startedAt
    if (isFirst) this.#begin()
    const seconds = Math.max(0, now - this.#lookedAt) / 1000
    this.#countPartitions(isFirst ? this.broker.startedAt : null, seconds)
    this.#countColdReads(seconds)
    this.#countProcess(seconds)
    this.#countHost()
    this.#lookedAt = now
  }

  #countProcess(seconds: number): void {
    const { handlerIdle, processCpu, collectionShare } = this.pressure
    this.handlerIdleNs += handlerIdle * seconds * 1e9
    this.cpuSeconds += processCpu * CPUS * seconds
    this.collectionSeconds += collectionShare * seconds
    this.collections += (1 / 40 + 1.5 * collectionShare) * seconds
    // Java collects everything only when nearly nothing is left.
    if (collectionShare > 0.05) this.fullCollections += 0.2 * seconds
  }

  #countHost(): void {
    const { now } = this.cluster
    // The host runs longer than its broker.
    const since = Number.isNaN(this.#hostSeenAt) ? hostStartedAt(this.broker) : this.#hostSeenAt
    const { bytesIn, bytesOut, replicationBytesIn, replicationBytesOut } = this.all.perSecond
    const flow = {
      receive: 1.04 * (bytesIn + replicationBytesIn) + 900,
      transmit: 1.04 * (bytesOut + replicationBytesOut) + 1_100,
    }
    this.host.pass(Math.max(0, now - since) / 1000, this.pressure, flow)
    this.#hostSeenAt = now
  }

  /** A consumer that reads old data gets it all sent. */
  #countColdReads(seconds: number): void {
    const bytesPerSecond = strainOf(this.cluster, this.broker.id).coldReadBytesPerSecond
    this.all.total.bytesOut += bytesPerSecond * seconds
    this.all.perSecond.bytesOut += bytesPerSecond
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
    this.leadersLost = 0
    this.handlerIdleNs = 0
    this.cpuSeconds = 0
    this.collectionSeconds = 0
    this.collections = 0
    this.fullCollections = 0
    this.reservoirs = new Reservoirs()
    const counted = isRestart ? [...this.meter.byApi()] : []
    this.#before = new Map(counted.map(([key, { requests }]) => [key, requests]))
  }

  #countPartitions(since: number | null, seconds: number): void {
    const { cluster, broker } = this
    const readers = readersByTopic(cluster)
    const seen = new Map<Partition, Seen>()
    const here = new Set<string>()
    const fetched = new Map<number, number>()
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
      if (last !== undefined) {
        this.#countIsr(partition, last.isr)
        if (last.leader === broker.id && partition.leader !== broker.id) this.leadersLost += 1
      }
      if (partition.leader === broker.id) this.#countFollowers(partition, fetched)
      here.add(partition.topic)
      seen.set(partition, { endOffset, isr: partition.isr, leader: partition.leader })
    }
    this.#seen = seen
    const produced = Math.max(1e-9, this.all.perSecond.bytesIn)
    this.followers = new Map([...fetched].map(([id, bytes]) => [id, bytes / produced]))
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
      const isFetching = partition.isr.includes(broker.id)
      const moving = movedBytes(partition, broker.id)
      const written = moved.records * recordBytes
      this.#add(this.all, {
        done: { replicationBytesIn: written, reassignmentBytesIn: Math.min(written, moving * moved.seconds) },
        now: {
          replicationBytesIn: isFetching ? rate * recordBytes : moving,
          reassignmentBytesIn: moving,
        },
      })
      return
    }
    this.#countLeading(partition, moved.seconds)
    const followers = Math.max(0, partition.isr.length - 1)
    const shared = { recordBytes, followers, readers: moved.readers }
    const done = leaderFlow({ ...shared, records: moved.records, seconds: moved.seconds })
    const now = leaderFlow({ ...shared, records: rate, seconds: 1 })
    for (const { total, perSecond } of [this.all, traffic]) {
      addFlow(total, done)
      addFlow(perSecond, now)
    }
  }

  #add({ total, perSecond }: Traffic, { done, now }: { done: Partial<Flow>; now: Partial<Flow> }): void {
    addFlow(total, { ...noFlow(), ...done })
    addFlow(perSecond, { ...noFlow(), ...now })
  }

  /** Refused writes, and what new replicas fetch. */
  #countLeading(partition: Partition, seconds: number): void {
    const { log, adding } = partition
    const refused = log.ratePerSecond === 0 ? log.plannedPerSecond * trafficFactor(log.curve, this.cluster.now) : 0
    let moving = 0
    for (const id of adding) moving += movedBytes(partition, id)
    if (refused === 0 && moving === 0) return
    const now = {
      failedProduce: refused / RECORDS_PER_PRODUCE,
      replicationBytesOut: moving,
      reassignmentBytesOut: moving,
    }
    const done = Object.fromEntries(Object.entries(now).map(([part, perSecond]) => [part, perSecond * seconds]))
    this.#add(this.all, { done, now })
  }

  #countFollowers({ log, isr }: Partition, fetched: Map<number, number>): void {
    const bytes = log.ratePerSecond * trafficFactor(log.curve, this.cluster.now) * log.recordBytes
    if (bytes === 0) return
    for (const id of isr) if (id !== this.broker.id) fetched.set(id, (fetched.get(id) ?? 0) + bytes)
  }

  /** Leaders count changes of the ISR. */
  #countIsr({ isr, leader }: Partition, before: readonly number[]): void {
    if (isr === before || leader !== this.broker.id) return
    if (before.some((id) => !isr.includes(id))) this.isrShrinks += 1
    if (isr.some((id) => !before.includes(id))) this.isrExpands += 1
  }
}

/** Epoch ms. */
export function hostStartedAt({ id, startedAt }: Broker): number {
  return startedAt - 3_600_000 * (5 + id)
}

/** What a reassignment brings to a broker, bytes a second. */
function movedBytes({ adding, laggards, log }: Partition, brokerId: number): number {
  if (!adding.includes(brokerId)) return 0
  return (laggards?.get(brokerId)?.fetchPerSecond ?? 0) * log.recordBytes
}
