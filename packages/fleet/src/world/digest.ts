import { createHash } from 'node:crypto'
import type { Cluster } from './cluster.ts'
import { committedOffset } from './group.ts'

/** A fingerprint of everything that a client can see of a cluster at this moment: equal worlds give equal ones. */
export function digestOf(cluster: Cluster): string {
  const hash = createHash('sha256')
  const put = (...values: readonly unknown[]) => hash.update(`${values.join('|')}\n`)
  const { now, identity, controllerId, controllerEpoch } = cluster
  put(now, identity.clusterId, controllerId, controllerEpoch)
  for (const { id, state, stateSince, startedAt, slowMs, isRegistered, epoch, logDirs } of cluster.brokers.values()) {
    put('broker', id, state, stateSince, startedAt, slowMs, isRegistered, epoch, JSON.stringify(logDirs))
  }
  for (const [id, causes] of cluster.strains) if (causes.size > 0) put('strain', id, ...[...causes].sort())
  put('acks', cluster.acks)
  for (const { kind, id, state, stateSince, slowMs } of [
    ...cluster.controllers.values(),
    ...cluster.zookeepers.values(),
  ]) {
    put(kind, id, state, stateSince, slowMs)
  }
  for (const { name, id, configs, partitions } of cluster.topics.values()) {
    put('topic', name, id, JSON.stringify([...configs]))
    for (const { leader, leaderEpoch, replicas, isr, elr, adding, removing, log } of partitions) {
      put(leader, leaderEpoch, replicas, isr, elr, adding, removing, log.startOffset(now), log.endOffset(now))
    }
  }
  for (const { id, state, epoch, members, commits } of cluster.groups.values()) {
    put('group', id, state, epoch, members.map((one) => one.memberId).join())
    for (const [topic, list] of commits) {
      const logs = cluster.topics.get(topic)?.partitions
      put(topic, list.map((one, i) => (logs?.[i] === undefined ? '' : committedOffset(one, logs[i].log, now))).join())
    }
  }
  return hash.digest('hex')
}
