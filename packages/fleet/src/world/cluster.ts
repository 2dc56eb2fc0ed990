import type { ReleaseName } from '../releases/release-name.ts'
import type { Agenda } from './agenda.ts'
import type { Broker, Controller, ZooKeeperNode } from './broker.ts'
import { GroupIndex } from './group-index.ts'
import type { MetadataView } from './metadata-view.ts'
import type { Partition } from './partition.ts'
import type { Random } from './random.ts'
import type { StrainCause } from './strain.ts'
import type { Topic } from './topic.ts'

export type ClusterMode = 'zookeeper' | 'kraft'

/** What moved: nodes' processes, what Metadata shows, groups and commits, settings. */
export type Change = 'nodes' | 'metadata' | 'groups' | 'configs'

/** How long things take in this cluster, in ms. */
export interface Pace {
  /** From a broker's death until its controller has noticed. */
  readonly sessionTimeoutMs: number
  /** `replica.lag.time.max.ms`: a follower that stands still leaves the ISR after it. */
  readonly replicaLagTimeMs: number
  /** From a follower's return until it is in sync again. */
  readonly catchUpMs: number
  /** From then until leadership is given back to preferred replicas; null never does. */
  readonly preferredElectionMs: number | null
  /** From a controller's death until the next one acts. */
  readonly controllerElectionMs: number
}

export interface ClusterIdentity {
  readonly name: string
  /** As clients see it: 22 characters. */
  readonly clusterId: string
  readonly mode: ClusterMode
  readonly release: ReleaseName
}

/**
 * One cluster of the world: plain state, changed by the functions of `operations/`, read by whoever serves a protocol.
 * Time comes from the agenda only.
 */
export class Cluster {
  readonly identity: ClusterIdentity
  readonly agenda: Agenda
  readonly random: Random
  readonly pace: Pace
  readonly brokers = new Map<number, Broker>()
  /** Dedicated KRaft controllers; empty where brokers are controllers too, and in ZooKeeper mode. */
  readonly controllers = new Map<number, Controller>()
  /** The ZooKeeper ensemble; empty in KRaft mode, and where a spec has none. */
  readonly zookeepers = new Map<number, ZooKeeperNode>()
  /** Ids of the KRaft voters: dedicated controllers or brokers. */
  voters: number[] = []
  /** The acting controller, -1 while there is none. */
  controllerId = -1
  controllerEpoch = 1
  /** Epoch ms since when the acting controller acts. */
  controllerSince: number
  readonly topics = new Map<string, Topic>()
  readonly topicsById = new Map<string, Topic>()
  readonly groups = new GroupIndex()
  /** Epoch ms since when a partition of `__consumer_offsets` has its leader; absent: since the beginning. */
  readonly offsetsLedSince = new Map<number, number>()
  /** Brokers that fetch only a `share` (0–1) of what is written, since a moment (epoch ms). */
  readonly slowFollowers = new Map<number, { readonly share: number; readonly since: number }>()
  /** Bytes a second that a broker carries on average as planned: what is much and what is little is measured by it. */
  usualLoad = 0
  /** What weighs on nodes, by id. */
  readonly strains = new Map<number, Set<StrainCause>>()
  /** What producers wait for: every replica in sync, the leader, nothing. */
  acks: 'all' | 'leader' | 'none' = 'all'
  /** What brokers answer whose metadata stands still. */
  readonly frozenMetadata = new Map<number, MetadataView>()
  /** Dynamic default settings of all brokers. */
  readonly brokerDefaults = new Map<string, string>()
  /** `zookeeper.connect` of the brokers, chroot included; null in KRaft mode and while no ensemble listens. */
  zookeeperConnect: string | null = null
  /** Topics whose deletion has been asked for and is not done (ZooKeeper mode). */
  readonly deleting = new Set<string>()
  /** Rises with everything that Metadata shows. */
  metadataEpoch = 1
  /** Rises when replicas are placed elsewhere. */
  placementEpoch = 1
  #listeners = new Set<(change: Change) => void>()
  #hosted: { readonly epoch: number; readonly byBroker: ReadonlyMap<number, readonly Partition[]> } | null = null

  constructor(identity: ClusterIdentity, parts: { agenda: Agenda; random: Random; pace: Pace }) {
    this.identity = identity
    this.agenda = parts.agenda
    this.random = parts.random
    this.pace = parts.pace
    this.controllerSince = parts.agenda.now
  }

  get now(): number {
    return this.agenda.now
  }

  onChange(listener: (change: Change) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  tell(change: Change): void {
    for (const listener of this.#listeners) listener(change)
  }

  /** To be called after anything of a topic that Metadata shows has changed; tell('metadata') once at the end. */
  touch(topic: Topic): void {
    topic.epoch += 1
    this.metadataEpoch += 1
  }

  /** Partitions with a replica on each broker. */
  hostedBy(brokerId: number): readonly Partition[] {
    if (this.#hosted === null || this.#hosted.epoch !== this.placementEpoch) {
      this.#hosted = { epoch: this.placementEpoch, byBroker: hosting(this.topics.values()) }
    }
    return this.#hosted.byBroker.get(brokerId) ?? []
  }

  partition(topic: string, index: number): Partition | undefined {
    return this.topics.get(topic)?.partitions[index]
  }
}

function hosting(topics: Iterable<Topic>): ReadonlyMap<number, readonly Partition[]> {
  const byBroker = new Map<number, Partition[]>()
  for (const topic of topics) {
    for (const partition of topic.partitions) {
      for (const id of partition.replicas) {
        const here = byBroker.get(id)
        if (here === undefined) byBroker.set(id, [partition])
        else here.push(partition)
      }
    }
  }
  return byBroker
}

/** Node by id, whatever its kind. */
export function nodeOf(cluster: Cluster, id: number): Broker | Controller | undefined {
  return cluster.brokers.get(id) ?? cluster.controllers.get(id)
}
