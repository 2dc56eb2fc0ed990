import { forgetLoads } from '../../world/broker-load.ts'
import type { Group } from '../../world/group.ts'
import { requestDeletion } from '../../world/operations/delete-topic.ts'
import { followingAt } from '../../world/operations/groups.ts'
import { createTopic, expandTopic, type TopicSpec } from '../../world/operations/topics.ts'
import { electUnclean } from '../../world/operations/unclean-election.ts'
import { assignReplicas } from '../../world/replica-assignment.ts'
import type { Topic } from '../../world/topic.ts'
import { type Effects, keyOf, NOTHING, type Scene } from '../stage.ts'

export const TOPIC_EFFECTS: Effects<
  'hot-topic' | 'create-topic' | 'expand-topic' | 'delete-topic' | 'unclean-election'
> = {
  'hot-topic'({ topic, times }, scene) {
    const logs = scene.cluster.topics.get(topic)?.partitions.map(({ log }) => log) ?? []
    // Rates as they were before anybody heated the topic: of two holds the hotter one counts, they do not multiply.
    const key = keyOf(scene, 'hot', topic)
    const warm = (factor: number) => {
      for (const log of logs) {
        const usual = log.plannedPerSecond / (heat.get(log) ?? 1)
        heat.set(log, factor)
        log.setRate(usual * factor, scene.cluster.now)
      }
      forgetLoads(scene.cluster)
    }
    return scene.holds.hold(key, { rank: times, begin: () => warm(times) }, () => warm(1))
  },
  'create-topic'({ topic: name, partitions, replicationFactor, ratePerSecond }, scene) {
    const { cluster } = scene
    const isOurs = !cluster.topics.has(name)
    if (isOurs) {
      createTopic(cluster, { name, partitions, replicationFactor, ratePerSecond })
      cluster.tell('metadata')
    }
    const created = cluster.topics.get(name)
    return () => {
      if (isOurs && created !== undefined && cluster.topics.get(name) === created) requestDeletion(cluster, created)
    }
  },
  'expand-topic'({ topic: name, by }, { cluster }) {
    const topic = cluster.topics.get(name)
    if (topic === undefined) return NOTHING
    const replicationFactor = topic.partitions[0]?.replicas.length ?? 1
    expandTopic(cluster, topic, assignReplicas(cluster, by, replicationFactor))
    cluster.tell('metadata')
    return NOTHING
  },
  'delete-topic'({ topic: name }, scene) {
    const { cluster } = scene
    const topic = cluster.topics.get(name)
    if (topic === undefined) return NOTHING
    const readers = [...cluster.groups.values()].filter((one) => one.commits.has(name))
    requestDeletion(cluster, topic)
    let isOver = false
    return () => {
      if (isOver) return
      isOver = true
      createAgain(scene, topic, readers)
    }
  },
  'unclean-election'({ topic }, { cluster }) {
    for (const partition of cluster.topics.get(topic)?.partitions ?? []) {
      if (partition.leader < 0) electUnclean(cluster, partition)
    }
    return NOTHING
  },
}

const heat = new WeakMap<object, number>()
const WAIT_MS = 500

/** Once it is gone: with ZooKeeper a deletion waits for brokers that are away. */
function createAgain(scene: Scene, topic: Topic, readers: readonly Group[]): void {
  const { cluster } = scene
  const there = cluster.topics.get(topic.name)
  if (there === topic && cluster.deleting.has(topic.name)) {
    cluster.agenda.after(WAIT_MS, () => createAgain(scene, topic, readers))
    return
  }
  if (there !== undefined) return
  const created = createTopic(cluster, specOf(topic))
  for (const group of readers) {
    const following = followingAt(group.usualLagMs ?? 0)
    if (cluster.groups.get(group.id) === group)
      group.commits.set(
        topic.name,
        created.partitions.map(() => following),
      )
  }
  cluster.tell('metadata')
  cluster.tell('groups')
}

function specOf(topic: Topic): TopicSpec {
  const [first] = topic.partitions
  return {
    name: topic.name,
    partitions: topic.partitions.length,
    replicationFactor: first?.replicas.length ?? 1,
    configs: Object.fromEntries(topic.configs),
    ratePerSecond: topic.partitions.reduce((sum, { log }) => sum + log.plannedPerSecond, 0),
    ...(first === undefined ? {} : { recordBytes: first.log.recordBytes, curve: first.log.curve }),
  }
}
