import type { Cluster } from '../../world/cluster.ts'

const LOOK_EVERY_MS = 10_000

interface Look {
  readonly at: number
  readonly groups: number
  readonly byTopic: ReadonlyMap<string, number>
}

const looks = new WeakMap<Cluster, Look>()

/** How many groups read each topic now; those that stand still read nothing. Looked up again after some seconds. */
export function readersByTopic(cluster: Cluster): ReadonlyMap<string, number> {
  const last = looks.get(cluster)
  const { now } = cluster
  if (last !== undefined && now - last.at < LOOK_EVERY_MS && last.groups === cluster.groups.size) return last.byTopic
  const byTopic = new Map<string, number>()
  for (const { members, commits } of cluster.groups.values()) {
    if (members.length === 0) continue
    for (const [topic, progress] of commits) {
      const isReading = progress.some(({ kind }) => kind === 'following' || kind === 'paced')
      if (isReading) byTopic.set(topic, (byTopic.get(topic) ?? 0) + 1)
    }
  }
  looks.set(cluster, { at: now, groups: cluster.groups.size, byTopic })
  return byTopic
}
