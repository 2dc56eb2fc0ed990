import type { Agenda } from './agenda.ts'
import type { Broker, Controller, LogDir, Node, ZooKeeperNode } from './broker.ts'
import { plannedLoad } from './broker-load.ts'
import { Cluster, type Pace } from './cluster.ts'
import type { ClusterSpec, DataCentreSpec } from './cluster-spec.ts'
import { createGroup } from './operations/groups.ts'
import { hasEligibleLeaders } from './operations/isr.ts'
import { createTopic } from './operations/topics.ts'
import { type Random, randomUuid, shortUuid } from './random.ts'

const USUAL_PACE: Pace = {
  sessionTimeoutMs: 3_000,
  replicaLagTimeMs: 10_000,
  catchUpMs: 8_000,
  preferredElectionMs: 10_000,
  controllerElectionMs: 700,
}
const OFFSETS_PARTITIONS = 50
const FIRST_CONTROLLER = 3_000
const TERABYTE = 1e12

/** Makes a cluster out of its description; nothing listens yet. Throws nothing: specs are ours. */
export function buildCluster(spec: ClusterSpec, { agenda, random }: { agenda: Agenda; random: Random }): Cluster {
  const { name, mode, release } = spec
  const identity = { name, mode, release, clusterId: shortUuid(randomUuid(random)) }
  const cluster = new Cluster(identity, { agenda, random, pace: { ...USUAL_PACE, ...spec.pace } })
  for (const centre of spec.dataCentres) addNodes(cluster, spec, centre)
  cluster.voters =
    cluster.controllers.size > 0 ? [...cluster.controllers.keys()] : [...cluster.brokers.keys()].slice(0, 3)
  cluster.controllerId = (mode === 'kraft' ? cluster.voters[0] : [...cluster.brokers.keys()][0]) ?? -1
  // With eligible leaders a new cluster gets its minimum as a setting of all brokers (`FeatureControlManager`, KIP-966).
  if (hasEligibleLeaders(cluster)) cluster.brokerDefaults.set('min.insync.replicas', '1')
  createTopic(cluster, {
    name: '__consumer_offsets',
    partitions: OFFSETS_PARTITIONS,
    replicationFactor: Math.min(3, cluster.brokers.size),
    isInternal: true,
    configs: { 'cleanup.policy': 'compact', 'segment.bytes': '104857600', 'compression.type': 'producer' },
    ratePerSecond: 20,
    since: agenda.now - 86_400_000,
  })
  for (const topic of spec.topics) createTopic(cluster, topic)
  for (const group of spec.groups ?? []) createGroup(cluster, group)
  cluster.usualLoad = plannedLoad(cluster)
  return cluster
}

function addNodes(cluster: Cluster, spec: ClusterSpec, centre: DataCentreSpec): void {
  for (let i = 0; i < centre.brokers; i += 1) {
    const id = cluster.brokers.size + 1
    const rack = centre.racks[i % centre.racks.length] ?? null
    cluster.brokers.set(id, broker(nodeOf(cluster, spec, { id, rack, centre }), logDirs(spec)))
  }
  for (let i = 0; i < (centre.controllers ?? 0); i += 1) {
    const id = FIRST_CONTROLLER + cluster.controllers.size + 1
    const rack = centre.racks[i % centre.racks.length] ?? null
    const controller: Controller = { kind: 'controller', ...nodeOf(cluster, spec, { id, rack, centre }) }
    cluster.controllers.set(id, controller)
  }
  if (spec.mode === 'zookeeper') addZooKeepers(cluster, spec, centre)
}

function addZooKeepers(cluster: Cluster, spec: ClusterSpec, centre: DataCentreSpec): void {
  for (let i = 0; i < (centre.zookeeper ?? 0); i += 1) {
    const id = cluster.zookeepers.size + 1
    const rack = centre.racks[i % centre.racks.length] ?? null
    const node: ZooKeeperNode = { kind: 'zookeeper', ...nodeOf(cluster, spec, { id, rack, centre }) }
    cluster.zookeepers.set(id, node)
  }
}

function nodeOf(
  cluster: Cluster,
  spec: ClusterSpec,
  { id, rack, centre }: { id: number; rack: string | null; centre: DataCentreSpec },
): Node {
  const startedAt = cluster.now - 86_400_000 * (3 + cluster.random.below(40)) - cluster.random.below(86_400_000)
  return {
    id,
    host: spec.host ?? '127.0.0.1',
    port: 0,
    rack,
    dataCentre: centre.name,
    state: 'up',
    stateSince: startedAt,
    startedAt,
    slowMs: 0,
  }
}

function broker(node: Node, dirs: LogDir[]): Broker {
  return {
    ...node,
    kind: 'broker',
    isRegistered: true,
    epoch: 1,
    logDirs: dirs,
    configs: new Map(),
    metadataFrozenAt: null,
    isRecovering: false,
  }
}

function logDirs({ logDirsPerBroker = 1, diskBytes = TERABYTE }: ClusterSpec): LogDir[] {
  return Array.from({ length: logDirsPerBroker }, (_, i) => ({
    path: logDirsPerBroker === 1 ? '/var/lib/kafka/data' : `/var/lib/kafka/data-${i + 1}`,
    totalBytes: diskBytes,
    otherBytes: diskBytes * 0.02,
    isOffline: false,
  }))
}
