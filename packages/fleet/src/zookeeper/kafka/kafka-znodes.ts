import type { ConfigDescription, KafkaClusterDescription, TopicDescription } from './cluster-description.ts'
import {
  clusterIdJson,
  configJson,
  FEATURE_JSON,
  partitionStateJson,
  producerIdBlockJson,
  reassignmentJson,
  sanitized,
  topicJson,
} from './znode-json.ts'

/** Persistent znodes by their path below the chroot, parents before children; null = no data. */
export type ZnodePlan = ReadonlyMap<string, string | null>

/** What every cluster has from its first start (`ZkData.PersistentZkPaths`), with the parents. */
const ALWAYS = [
  '/consumers',
  '/brokers',
  '/brokers/ids',
  '/brokers/topics',
  '/config',
  '/config/changes',
  '/admin',
  '/admin/delete_topics',
  '/brokers/seqid',
  '/isr_change_notification',
  '/latest_producer_id_block',
  '/log_dir_event_notification',
  '/config/topics',
  '/config/clients',
  '/config/users',
  '/config/brokers',
  '/config/ips',
  '/cluster',
]

/** The persistent znodes of a cluster; registrations and `/controller` are ephemeral and not among them. */
export function clusterZnodes(description: KafkaClusterDescription): ZnodePlan {
  const plan = new Map<string, string | null>(ALWAYS.map((path) => [path, null]))
  const { producerIdBlock, reassignmentsByZnode } = description
  if (producerIdBlock) plan.set('/latest_producer_id_block', producerIdBlockJson(producerIdBlock))
  plan.set('/cluster/id', clusterIdJson(description.clusterId))
  plan.set('/controller_epoch', String(description.controllerEpoch))
  plan.set('/feature', FEATURE_JSON)
  if (reassignmentsByZnode.length > 0) plan.set('/admin/reassign_partitions', reassignmentJson(reassignmentsByZnode))
  for (const topic of description.topicsToDelete) plan.set(`/admin/delete_topics/${topic}`, null)
  for (const config of description.configs) if (!isOfTopic(config)) addConfig(plan, config)
  return plan
}

/** The znodes of one topic: its settings first, as Kafka creates them. */
export function topicZnodes(topic: TopicDescription, entries: Readonly<Record<string, string>>): ZnodePlan {
  const root = `/brokers/topics/${topic.name}`
  const plan = new Map<string, string | null>([
    [`/config/topics/${topic.name}`, configJson(entries)],
    [root, topicJson(topic)],
    [`${root}/partitions`, null],
  ])
  for (const { partition, state } of topic.partitions) {
    if (!state) continue
    plan.set(`${root}/partitions/${partition}`, null)
    plan.set(`${root}/partitions/${partition}/state`, partitionStateJson(state))
  }
  return plan
}

/** Settings of topics by topic. */
export function topicConfigs({ configs }: KafkaClusterDescription): Map<string, Readonly<Record<string, string>>> {
  return new Map(configs.filter(isOfTopic).map(({ entity, entries }) => [entity[0]?.[1] ?? '', entries]))
}

function isOfTopic({ entity }: ConfigDescription): boolean {
  return entity[0]?.[0] === 'topics'
}

function addConfig(plan: Map<string, string | null>, { entity, entries }: ConfigDescription): void {
  let path = '/config'
  for (const [type, name] of entity) {
    path += `/${type}`
    if (!plan.has(path)) plan.set(path, null)
    path += `/${sanitized(name)}`
    if (!plan.has(path)) plan.set(path, null)
  }
  plan.set(path, configJson(entries))
}
