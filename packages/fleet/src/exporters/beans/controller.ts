import type { Broker, Controller } from '../../world/broker.ts'
import type { Cluster } from '../../world/cluster.ts'
import { quorumLogEnd, quorumReplica } from '../../world/quorum-log.ts'
import { NO_STRAIN, strainOf } from '../../world/strain.ts'
import type { BeanWriter } from '../bean-writer.ts'
import { spread } from '../vitals/spread.ts'
import { countCluster } from './cluster-counts.ts'

const DOMAIN = 'kafka.controller'
const HEARTBEAT_AGE_MS = 400
const NO_METER = { count: 0, perSecond: 0, meanRate: 0 }

/** What a node that controls, or may come to control, counts: KRaft's voters, every broker with ZooKeeper. */
export function controllerBeans(writer: BeanWriter, cluster: Cluster, node: Broker | Controller): void {
  const isKraft = cluster.identity.mode === 'kraft'
  if (isKraft && !cluster.voters.includes(node.id)) return
  const isActive = cluster.controllerId === node.id
  const gauges = isKraft
    ? kraftGauges(cluster, node, isActive ? 'active' : 'standby')
    : zooKeeperGauges(cluster, isActive ? 'active' : 'standby')
  for (const [name, value] of Object.entries({ ActiveControllerCount: Number(isActive), ...gauges })) {
    writer.gauge({ domain: DOMAIN, type: 'KafkaController', name }, value)
  }
  writer.meter({ domain: DOMAIN, type: 'ControllerStats', name: 'UncleanLeaderElectionsPerSec' }, NO_METER)
  const { controllerQueueMs } = isActive ? strainOf(cluster, node.id) : NO_STRAIN
  const waitMs = (name: string) =>
    name === 'EventQueueTimeMs' ? 0.6 + controllerQueueMs : 0.35 + controllerQueueMs / 20
  const events = Math.floor((cluster.now - node.startedAt) / 1000)
  for (const name of isKraft ? ['EventQueueTimeMs', 'EventQueueProcessingTimeMs'] : ['EventQueueTimeMs']) {
    writer.histogram(
      { domain: DOMAIN, type: 'ControllerEventManager', name },
      spread(waitMs(name) + node.slowMs, events),
    )
  }
  if (isKraft && isActive) registrations(writer, cluster)
  if (!isKraft) {
    const elections = { ...spread(18, isActive ? cluster.controllerEpoch : 0), perSecond: 0, meanRate: 0 }
    writer.timer({ domain: DOMAIN, type: 'ControllerStats', name: 'LeaderElectionRateAndTimeMs' }, elections)
  }
}

/** `BrokerRegistrationState`, since 4.1. */
const FENCED = 10
const ACTIVE = 30

function registrations(writer: BeanWriter, cluster: Cluster): void {
  if (Number.parseFloat(cluster.identity.release) < 4.1) return
  for (const { id, isRegistered, state, stateSince } of cluster.brokers.values()) {
    const gauge = (name: string, value: number) =>
      writer.gauge({ domain: DOMAIN, type: 'KafkaController', name, tags: { broker: String(id) } }, value)
    gauge('BrokerRegistrationState', isRegistered ? ACTIVE : FENCED)
    gauge('TimeSinceLastHeartbeatReceivedMs', state === 'up' ? HEARTBEAT_AGE_MS : cluster.now - stateSince)
  }
}

type Role = 'active' | 'standby'

function shared(cluster: Cluster, role: Role): Readonly<Record<string, number>> {
  const { partitions, offline, imbalanced } = countCluster(cluster)
  const registered = [...cluster.brokers.values()].filter((one) => one.isRegistered).length
  // With ZooKeeper only the acting controller knows; KRaft's standbys read along.
  const knows = role === 'active' || cluster.identity.mode === 'kraft'
  return {
    OfflinePartitionsCount: knows ? offline : 0,
    PreferredReplicaImbalanceCount: knows ? imbalanced : 0,
    GlobalTopicCount: knows ? cluster.topics.size : 0,
    GlobalPartitionCount: knows ? partitions : 0,
    ActiveBrokerCount: knows ? registered : 0,
    FencedBrokerCount: knows && cluster.identity.mode === 'kraft' ? cluster.brokers.size - registered : 0,
  }
}

function kraftGauges(cluster: Cluster, node: Broker | Controller, role: Role) {
  const { logEndOffset, lastFetchMs } = quorumReplica(cluster, node)
  return {
    ...shared(cluster, role),
    MetadataErrorCount: 0,
    LastAppliedRecordOffset: logEndOffset - 1,
    LastAppliedRecordTimestamp: lastFetchMs,
    LastAppliedRecordLagMs: role === 'active' ? 0 : cluster.now - lastFetchMs + 120,
    LastCommittedRecordOffset: logEndOffset - 1,
    TimedOutBrokerHeartbeatCount: 0,
    EventQueueOperationsStartedCount: Math.floor((cluster.now - node.startedAt) / 80),
    EventQueueOperationsTimedOutCount: 0,
    NewActiveControllersCount: cluster.controllerEpoch,
  }
}

function zooKeeperGauges(cluster: Cluster, role: Role) {
  return {
    ...shared(cluster, role),
    ControllerState: 0,
    // 4: no migration to KRaft (`ZkMigrationState.ZK`).
    ZkMigrationState: 4,
    TopicsToDeleteCount: role === 'active' ? cluster.deleting.size : 0,
    ReplicasToDeleteCount: 0,
    TopicsIneligibleToDeleteCount: 0,
    ReplicasIneligibleToDeleteCount: 0,
  }
}

/** The metadata log as this node has it: voters take part in the quorum, brokers read along. */
export function raftBeans(writer: BeanWriter, cluster: Cluster, node: Broker | Controller): void {
  if (cluster.identity.mode !== 'kraft') return
  const { controllerId, controllerEpoch } = cluster
  const isVoter = cluster.voters.includes(node.id)
  const isLeader = controllerId === node.id
  const { logEndOffset, lastFetchMs } = quorumReplica(cluster, node)
  writer.attributes(
    { domain: 'kafka.server', type: 'raft-metrics' },
    {
      'current-state': isLeader ? 'leader' : !isVoter ? 'observer' : controllerId < 0 ? 'candidate' : 'follower',
      'current-leader': controllerId,
      'current-vote': isVoter ? controllerId : -1,
      'current-epoch': controllerEpoch,
      'high-watermark': quorumLogEnd(cluster.now),
      'log-end-offset': logEndOffset,
      'log-end-epoch': controllerEpoch,
      'number-of-voters': cluster.voters.length,
      'number-unknown-voter-connections': 0,
      'commit-latency-avg': isLeader ? 6.5 : Number.NaN,
      'commit-latency-max': isLeader ? 41 : Number.NaN,
      'election-latency-avg': Number.NaN,
      'election-latency-max': Number.NaN,
      'fetch-records-rate': isLeader ? 0 : 2,
      'append-records-rate': isLeader ? 2 : 0,
      'poll-idle-ratio-avg': 0.98,
    },
  )
  if (node.kind !== 'broker') return
  writer.attributes(
    { domain: 'kafka.server', type: 'broker-metadata-metrics' },
    {
      'last-applied-record-offset': logEndOffset - 1,
      'last-applied-record-timestamp': lastFetchMs,
      'last-applied-record-lag-ms': cluster.now - lastFetchMs + 180,
      'metadata-load-error-count': 0,
      'metadata-apply-error-count': 0,
    },
  )
}
