import type { EnsembleWire, KeeperNodeWire, RegistrationWire } from '@perigee/contract'
import {
  type ClusterFacts,
  type KeeperNode,
  keeperNodes,
  measure,
  migrationWords,
  type Strength,
  type ZooKeeperNodeDepth,
  type ZooKeeperTree,
} from '@perigee/domain'
import type { ClusterState } from '../../facts/state.ts'
import { zooKeeperNodes } from '../clusters/quorum-members.ts'
import { hrefOf } from '../wire/hrefs.ts'
import { instantOf } from '../wire/words.ts'

/** ZooKeeper in depth; what was not read is null. */
export function ensembleWire({ facts, config, name }: ClusterState, strength: Strength | null): EnsembleWire {
  const { ensemble, zookeeper, registry } = facts
  const tree = ensemble.value?.tree ?? null
  return {
    connect: config.zookeeper ?? registry.value?.zookeeperConnect ?? null,
    nodesAge: { observedAt: instantOf(zookeeper.observedAt), intervalMs: zookeeper.intervalMs },
    depthAge: { observedAt: instantOf(ensemble.observedAt), intervalMs: ensemble.intervalMs },
    nodes: nodesOf(facts),
    losable: strength?.losable ?? null,
    tree: tree === null ? null : treeWire(tree, facts, name),
    treeFailure: (ensemble.failure ?? ensemble.value?.treeFailure)?.message ?? null,
  }
}

function nodesOf(facts: ClusterFacts): KeeperNodeWire[] {
  const judged = new Map(zooKeeperNodes(facts).map((node) => [node.address, node]))
  return keeperNodes(facts).map((each) => {
    const { node, depth } = each
    const word = judged.get(node.address)
    return {
      address: node.address,
      role: node.role,
      status: word?.status ?? 'unknown',
      word: word?.word ?? 'Not known',
      version: node.version,
      source: depth?.from == null ? (node.role === null ? null : 'srvr') : SOURCE_WORDS[depth.from],
      ...latencyOf(each),
      ...sizesOf(each),
      zxid: zxidText(depth),
      adminServer: depth?.adminOpen ?? null,
    }
  })
}

const SOURCE_WORDS = {
  prometheus: 'Prometheus provider',
  'admin-server': 'AdminServer',
  mntr: 'mntr',
  srvr: 'srvr',
} as const

function latencyOf(each: KeeperNode) {
  const recent = measure(each, 'recent_avg_updatelatency') ?? measure(each, 'recent_avg_readlatency')
  return {
    latencyMs: recent ?? each.node.latencyMs,
    latencyIsRecent: recent !== null,
    fsyncMs: measure(each, 'recent_avg_fsynctime') ?? measure(each, 'avg_fsynctime'),
  }
}

function sizesOf(each: KeeperNode) {
  const descriptors = measure(each, 'open_file_descriptor_count')
  const most = measure(each, 'max_file_descriptor_count')
  return {
    outstanding: each.node.outstanding ?? measure(each, 'outstanding_requests'),
    znodes: each.node.znodes ?? measure(each, 'znode_count'),
    watches: measure(each, 'watch_count'),
    connections: each.node.connections ?? measure(each, 'num_alive_connections'),
    descriptors,
    descriptorRatio: descriptors === null || most === null || most <= 0 ? null : descriptors / most,
  }
}

/** As ZooKeeper writes it: `0x100000015`. */
function zxidText(depth: ZooKeeperNodeDepth | null): string | null {
  if (depth?.zxid == null) return null
  const { epoch, counter } = depth.zxid
  return `0x${epoch === 0 ? counter.toString(16) : `${epoch.toString(16)}${counter.toString(16).padStart(8, '0')}`}`
}

function treeWire(tree: ZooKeeperTree, facts: ClusterFacts, cluster: string): NonNullable<EnsembleWire['tree']> {
  const { controller } = tree
  return {
    clusterId: tree.clusterId,
    controller: controller === null ? null : controllerWords(controller),
    controllerSince: instantOf(controller?.since),
    controllerEpoch: tree.controllerEpoch,
    registrations: registrationsOf(tree, facts, cluster),
    migration: migrationWords(tree),
    tenancy: TENANCY[tree.tenancy.kind],
    others: [...tree.tenancy.others],
    latencyMs: tree.latencyMs,
    session: tree.session,
    sessionsLost: tree.sessionsLost,
  }
}

function controllerWords({ brokerId, kraftEpoch }: NonNullable<ZooKeeperTree['controller']>): string {
  return kraftEpoch >= 0 ? `KRaft controller ${brokerId}` : `broker ${brokerId}`
}

const TENANCY: Readonly<Record<ZooKeeperTree['tenancy']['kind'], string>> = {
  dedicated: 'This cluster has it to itself',
  'communal-kafka': 'Shared with other Kafka clusters',
  'communal-mixed': 'Shared with other systems',
  unknown: 'Not known: / may not be listed',
}

function registrationsOf(tree: ZooKeeperTree, { registry }: ClusterFacts, cluster: string): RegistrationWire[] {
  const listed = registry.failure === undefined ? registry.value?.brokers : undefined
  return tree.registrations.map(({ id, endpoints, rack, registeredAt, session }) => ({
    broker: id,
    href: hrefOf(cluster, { page: 'broker', broker: id }),
    endpoints: [...endpoints],
    rack,
    registeredAt: instantOf(registeredAt),
    session,
    listed: listed === undefined ? null : listed.some((broker) => broker.id === id && broker.registered),
  }))
}
