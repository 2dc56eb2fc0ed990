import type { Cluster } from '../cluster.ts'
import { LogModel } from '../log-model.ts'
import type { Partition } from '../partition.ts'
import { randomUuid } from '../random.ts'
import { assignReplicas } from '../replica-assignment.ts'
import type { Topic } from '../topic.ts'
import { type DailyCurve, FLAT } from '../traffic.ts'
import { candidate } from './leadership.ts'

const WEEK_MS = 604_800_000

export interface TopicSpec {
  readonly name: string
  readonly partitions: number
  readonly replicationFactor: number
  readonly configs?: Readonly<Record<string, string>>
  readonly isInternal?: boolean
  /** Records per second of the whole topic, the mean of a day. Default 0: only what clients write. */
  readonly ratePerSecond?: number
  readonly recordBytes?: number
  readonly curve?: DailyCurve
  /** Epoch ms of its first record; default now. */
  readonly since?: number
  /** Given by a client; else spread over brokers and racks. */
  readonly assignment?: readonly (readonly number[])[]
}

/** Creates a topic that does not exist yet. `tell` is the caller's: many may be created at once. */
export function createTopic(cluster: Cluster, spec: TopicSpec): Topic {
  const topic: Topic = {
    name: spec.name,
    id: randomUuid(cluster.random),
    isInternal: spec.isInternal ?? false,
    configs: new Map(Object.entries(spec.configs ?? {})),
    partitions: [],
    epoch: 1,
  }
  cluster.topics.set(topic.name, topic)
  cluster.topicsById.set(topic.id, topic)
  const replicas = spec.assignment ?? assignReplicas(cluster, spec.partitions, spec.replicationFactor)
  addPartitions(cluster, { topic, replicas, spec })
  return topic
}

/** Adds partitions at the end of a topic, with the traffic of its first ones. */
export function expandTopic(cluster: Cluster, topic: Topic, replicas: readonly (readonly number[])[]): void {
  const first = topic.partitions[0]?.log
  const share = (first?.ratePerSecond ?? 0) * replicas.length
  const spec: TopicSpec = {
    name: topic.name,
    partitions: replicas.length,
    replicationFactor: replicas[0]?.length ?? 1,
    ratePerSecond: share,
    ...(first === undefined ? {} : { recordBytes: first.recordBytes, curve: first.curve }),
  }
  addPartitions(cluster, { topic, replicas, spec })
}

interface Addition {
  readonly topic: Topic
  readonly replicas: readonly (readonly number[])[]
  readonly spec: TopicSpec
}

function addPartitions(cluster: Cluster, { topic, replicas, spec }: Addition): void {
  const shares = unevenShares(cluster, replicas.length)
  const offset = topic.partitions.length
  for (const [i, ids] of replicas.entries()) {
    topic.partitions.push(
      newPartition(cluster, topic, {
        index: offset + i,
        replicas: ids,
        spec: { ...spec, ratePerSecond: (spec.ratePerSecond ?? 0) * (shares[i] ?? 0) },
      }),
    )
  }
  cluster.placementEpoch += 1
  cluster.touch(topic)
}

function newPartition(
  cluster: Cluster,
  topic: Topic,
  { index, replicas, spec }: { index: number; replicas: readonly number[]; spec: TopicSpec },
): Partition {
  const log = new LogModel({
    ratePerSecond: spec.ratePerSecond ?? 0,
    curve: spec.curve ?? FLAT,
    recordBytes: spec.recordBytes ?? 200,
    retentionMs: Number(topic.configs.get('retention.ms') ?? WEEK_MS),
    retentionBytes: Number(topic.configs.get('retention.bytes') ?? -1),
    since: spec.since ?? cluster.now,
    now: cluster.now,
  })
  const partition: Partition = {
    topic: topic.name,
    index,
    leader: -1,
    leaderEpoch: 0,
    replicas: [...replicas],
    isr: replicas.filter((id) => cluster.brokers.get(id)?.isRegistered === true),
    elr: [],
    adding: [],
    removing: [],
    log,
    laggards: null,
  }
  partition.leader = candidate(cluster, partition)
  return partition
}

/** Shares of a topic's traffic: near equal, some partitions hotter than others, as keys make them. */
function unevenShares(cluster: Cluster, count: number): number[] {
  const weights = Array.from({ length: count }, () => 0.7 + 0.6 * cluster.random.next())
  const sum = weights.reduce((a, b) => a + b, 0)
  return weights.map((weight) => weight / sum)
}

export function deleteTopic(cluster: Cluster, topic: Topic): void {
  cluster.topics.delete(topic.name)
  cluster.topicsById.delete(topic.id)
  cluster.placementEpoch += 1
  cluster.metadataEpoch += 1
}
