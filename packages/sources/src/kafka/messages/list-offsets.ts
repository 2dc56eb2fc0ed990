import type { Topology } from '@perigee/domain'
import type { Message } from '../wire/message.ts'

export interface ListOffsetsQuery {
  readonly topology: Topology
  /** Rows of the topology, ascending. */
  readonly rows: readonly number[]
  /** Used from v10 on, in ms. */
  readonly timeoutMs: number
}

/** Partitions in the order of the answer; entry i of `topics` owns rows firstRow[i] … firstRow[i + 1] − 1. */
export interface ListOffsetsAnswer {
  readonly topics: readonly string[]
  readonly firstRow: readonly number[]
  readonly partition: Int32Array
  readonly error: Int16Array
  /** −1 = none. */
  readonly offset: BigInt64Array
}

const LATEST = -1n
const NO_EPOCH = -1
/** Index, error, timestamp and offset. */
const LEAST_PARTITION_BYTES = 22

/*
  ListOffsets request: replica_id (−1) v2+ isolation_level (0: the high watermark) topics [name partitions
    [index v4+ current_leader_epoch timestamp]] v10+ timeout_ms
  ListOffsets answer: v2+ throttle_time_ms; topics [name partitions [index error timestamp offset v4+ leader_epoch]]
*/
export const listOffsets: Message<ListOffsetsQuery, ListOffsetsAnswer> = {
  name: 'ListOffsets',
  key: 2,
  minVersion: 1,
  maxVersion: 10,
  flexibleFrom: 6,
  encode: (writer, query, version) => {
    writer.int32(-1)
    if (version >= 2) writer.int8(0)
    const { topics, partitions } = query.topology
    writer.structs(byTopic(query), (topic, rows) => {
      topic.string(topics.names[partitions.topic[rows[0] as number] as number] as string)
      topic.structs(rows, (partition, row) => {
        partition.int32(partitions.id[row] as number)
        if (version >= 4) partition.int32(NO_EPOCH)
        partition.int64(LATEST)
      })
    })
    if (version >= 10) writer.int32(query.timeoutMs)
    writer.endStruct()
  },
  decode: async (reader, version, pause) => {
    if (version >= 2) reader.int32()
    const topics: string[] = []
    const firstRow: number[] = [0]
    const most = Math.floor(reader.remaining / LEAST_PARTITION_BYTES)
    const columns = { partition: new Int32Array(most), error: new Int16Array(most), halves: new Uint32Array(2 * most) }
    let row = 0
    const count = reader.count(6)
    for (let t = 0; t < count; t += 1) {
      topics.push(reader.string())
      const partitions = reader.count(LEAST_PARTITION_BYTES)
      for (let p = 0; p < partitions; p += 1) {
        columns.partition[row] = reader.int32()
        columns.error[row] = reader.errorCode()
        reader.skip(8)
        // In halves: a big integer for each of a hundred thousand partitions is an object for each of them.
        columns.halves[2 * row + 1] = reader.int32()
        columns.halves[2 * row] = reader.int32()
        row += 1
        if (version >= 4) reader.skip(4)
        reader.endStruct()
        if (p % 256 === 0 && pause.due()) await pause.take()
      }
      reader.endStruct()
      firstRow.push(row)
    }
    reader.endStruct()
    return {
      topics,
      firstRow,
      partition: columns.partition.subarray(0, row),
      error: columns.error.subarray(0, row),
      offset: new BigInt64Array(columns.halves.buffer, 0, row),
    }
  },
}

function byTopic({ topology, rows }: ListOffsetsQuery): number[][] {
  const groups: number[][] = []
  let last = -1
  for (const row of rows) {
    const topic = topology.partitions.topic[row] as number
    if (topic !== last) groups.push([])
    last = topic
    groups.at(-1)?.push(row)
  }
  return groups
}
