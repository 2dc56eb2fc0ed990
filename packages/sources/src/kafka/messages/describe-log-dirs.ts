import type { LogDir } from '@perigee/domain'
import type { Message } from '../wire/message.ts'
import type { Pause } from '../wire/pause.ts'
import type { WireReader } from '../wire/wire-reader.ts'

/** Replicas in columns, in the order of the answer: by directory, then topic. */
export interface DescribeLogDirsAnswer {
  /** v3+; 0 before. */
  readonly error: number
  readonly dirs: readonly LogDir[]
  readonly topics: readonly string[]
  /** Row → index into topics. */
  readonly topic: readonly number[]
  readonly partition: readonly number[]
  readonly sizeBytes: readonly number[]
  readonly offsetLag: readonly number[]
  readonly dir: readonly number[]
  readonly isFuture: readonly number[]
}

interface Rows {
  readonly topics: string[]
  readonly topic: number[]
  readonly partition: number[]
  readonly sizeBytes: number[]
  readonly offsetLag: number[]
  readonly dir: number[]
  readonly isFuture: number[]
}

/** How many replicas are read between two looks at the clock. */
const STRIDE = 256

/*
  DescribeLogDirs request: topics [name [partitions]] (null = all)
  DescribeLogDirs answer: throttle_time_ms v3+ error_code; dirs [error_code path topics [name partitions
    [index size offset_lag is_future]] v4+ total_bytes usable_bytes]
*/
export const describeLogDirs: Message<undefined, DescribeLogDirsAnswer> = {
  name: 'DescribeLogDirs',
  key: 35,
  minVersion: 0,
  maxVersion: 4,
  flexibleFrom: 2,
  encode: (writer) => {
    writer.structs<never>(null, () => undefined).endStruct()
  },
  decode: async (reader, version, pause) => {
    reader.int32()
    const error = version >= 3 ? reader.errorCode() : 0
    const rows: Rows = { topics: [], topic: [], partition: [], sizeBytes: [], offsetLag: [], dir: [], isFuture: [] }
    const topicIndex = new Map<string, number>()
    const dirs: LogDir[] = []
    const count = reader.count(6)
    for (let d = 0; d < count; d += 1) {
      const head = { error: reader.errorCode(), path: reader.string() }
      await readTopics(reader, { rows, topicIndex, dir: d }, pause)
      // −1 where the broker could not tell, as for an offline directory.
      const totalBytes = version >= 4 ? reader.int64AsNumber() : -1
      const usableBytes = version >= 4 ? reader.int64AsNumber() : -1
      reader.endStruct()
      dirs.push({ ...head, totalBytes: known(totalBytes), usableBytes: known(usableBytes) })
    }
    reader.endStruct()
    return { error, dirs, ...rows }
  },
}

async function readTopics(
  reader: WireReader,
  into: { rows: Rows; topicIndex: Map<string, number>; dir: number },
  pause: Pause,
): Promise<void> {
  const { rows, topicIndex, dir } = into
  const count = reader.count(3)
  for (let t = 0; t < count; t += 1) {
    const name = reader.string()
    const topic = topicIndex.get(name) ?? rows.topics.push(name) - 1
    topicIndex.set(name, topic)
    const partitions = reader.count(21)
    for (let p = 0; p < partitions; p += 1) {
      rows.topic.push(topic)
      rows.partition.push(reader.int32())
      rows.sizeBytes.push(reader.int64AsNumber())
      rows.offsetLag.push(reader.int64AsNumber())
      rows.isFuture.push(reader.boolean() ? 1 : 0)
      rows.dir.push(dir)
      reader.endStruct()
      if (p % STRIDE === 0 && pause.due()) await pause.take()
    }
    reader.endStruct()
  }
}

function known(bytes: number): number | null {
  return bytes < 0 ? null : bytes
}
