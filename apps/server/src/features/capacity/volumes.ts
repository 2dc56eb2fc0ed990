// Log directories by the volume they lie on: Kafka tells the size and the free space of the volume for each directory.
import type { BrokerLogDirs, LogDir } from '@perigee/domain'

export interface Volume {
  readonly broker: number
  /** Of its directories: several with equal size and free space share a volume. */
  readonly paths: readonly string[]
  /** Null before Kafka 3.3 (KIP-827). */
  readonly totalBytes: number | null
  readonly usableBytes: number | null
  readonly isOffline: boolean
  /** Bytes of Kafka's replicas on it, and of the whole broker. */
  readonly replicaBytes: number
  readonly brokerBytes: number
  /** Bytes of those topics that were asked for. */
  readonly byTopic: ReadonlyMap<string, number>
}

/** Volumes of a broker with what lies on each; `watched` are the topics to be told apart. */
export function volumesOf(value: BrokerLogDirs, watched: ReadonlySet<string>): readonly Volume[] {
  const groups = new Map<string, { dirs: LogDir[]; bytes: number; byTopic: Map<string, number> }>()
  const groupOf = value.dirs.map((dir, at) => {
    const key = dir.totalBytes === null ? `dir ${at}` : `${dir.totalBytes}/${dir.usableBytes}/${dir.error}`
    const group = groups.get(key) ?? { dirs: [], bytes: 0, byTopic: new Map<string, number>() }
    groups.set(key, group)
    group.dirs.push(dir)
    return group
  })
  value.topics.forEach((topic, t) => {
    const isWatched = watched.has(topic)
    for (let row = value.firstRow[t] ?? 0; row < (value.firstRow[t + 1] ?? 0); row += 1) {
      const group = groupOf[value.dir[row] ?? 0]
      const bytes = value.sizeBytes[row] ?? 0
      if (group === undefined) continue
      group.bytes += bytes
      if (isWatched) group.byTopic.set(topic, (group.byTopic.get(topic) ?? 0) + bytes)
    }
  })
  const brokerBytes = [...groups.values()].reduce((sum, { bytes }) => sum + bytes, 0)
  return [...groups.values()].map(({ dirs, bytes, byTopic }) => ({
    broker: value.brokerId,
    paths: dirs.map(({ path }) => path),
    totalBytes: dirs[0]?.totalBytes ?? null,
    usableBytes: dirs[0]?.usableBytes ?? null,
    isOffline: dirs.some(({ error }) => error !== 0),
    replicaBytes: bytes,
    brokerBytes,
    byTopic,
  }))
}
