import type { Cluster } from '../cluster.ts'
import type { Topic } from '../topic.ts'
import { deleteTopic } from './topics.ts'

const LOOK_AGAIN_MS = 500

/**
 * KRaft forgets a topic at once. A ZooKeeper-mode controller marks it, and waits until every broker with a replica is
 * there to delete it (`TopicDeletionManager`): with one of them away the topic stays, for days if need be.
 */
export function requestDeletion(cluster: Cluster, topic: Topic): void {
  if (cluster.identity.mode === 'kraft') {
    finish(cluster, topic)
    return
  }
  cluster.deleting.add(topic.name)
  cluster.tell('metadata')
  cluster.agenda.after(LOOK_AGAIN_MS, () => tryDeletion(cluster, topic))
}

function tryDeletion(cluster: Cluster, topic: Topic): void {
  if (cluster.topics.get(topic.name) !== topic) return
  const away = topic.partitions.some(({ replicas }) =>
    replicas.some((id) => cluster.brokers.get(id)?.isRegistered !== true),
  )
  if (away || cluster.controllerId < 0) cluster.agenda.after(LOOK_AGAIN_MS, () => tryDeletion(cluster, topic))
  else finish(cluster, topic)
}

function finish(cluster: Cluster, topic: Topic): void {
  deleteTopic(cluster, topic)
  cluster.deleting.delete(topic.name)
  // Coordinators drop what was committed for partitions that are no more.
  let isCommitted = false
  for (const group of cluster.groups.values()) isCommitted = group.commits.delete(topic.name) || isCommitted
  cluster.tell('metadata')
  if (isCommitted) cluster.tell('groups')
}
