import type { BrokerLogDirs, LogDir, Topology } from '@perigee/domain'

/** Log directories of one broker as the topology says: every replica 1 MB in one directory of a 10 GB volume. */
export function logDirsOf(topology: Topology, broker: number, dirs: readonly LogDir[] = [dirOf()]): BrokerLogDirs {
  const { partitions, topics } = topology
  const held = new Map<string, number[]>()
  for (let row = 0; row < partitions.count; row += 1) {
    const slots = partitions.replica.subarray(partitions.firstReplica[row], partitions.firstReplica[row + 1])
    if (!slots.includes(broker)) continue
    const name = topics.names[partitions.topic[row] as number] as string
    const ids = held.get(name) ?? []
    ids.push(partitions.id[row] as number)
    held.set(name, ids)
  }
  const rows = [...held.values()].flat()
  const firstRow = new Uint32Array(held.size + 1)
  ;[...held.values()].forEach((ids, topic) => {
    firstRow[topic + 1] = (firstRow[topic] as number) + ids.length
  })
  return {
    brokerId: broker,
    dirs,
    topics: [...held.keys()],
    firstRow,
    partition: Int32Array.from(rows),
    sizeBytes: new Float64Array(rows.length).fill(1_000_000),
    offsetLag: new Float64Array(rows.length),
    dir: new Uint8Array(rows.length),
    isFuture: new Uint8Array(rows.length),
  }
}

export function dirOf(over: Partial<LogDir> = {}): LogDir {
  return { path: '/data1', error: 0, totalBytes: 10_000_000_000, usableBytes: 6_000_000_000, ...over }
}
