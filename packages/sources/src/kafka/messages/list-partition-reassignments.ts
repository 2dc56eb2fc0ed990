import type { Reassignment } from '@perigee/domain'
import type { Message } from '../wire/message.ts'

export interface ListPartitionReassignmentsAnswer {
  readonly error: number
  readonly errorMessage: string | null
  readonly reassignments: readonly Reassignment[]
}

/*
  ListPartitionReassignments request: timeout_ms topics (null = all)
  ListPartitionReassignments answer: throttle_time_ms error_code error_message
    topics [name partitions [index [replicas] [adding] [removing]]]
*/
export const listPartitionReassignments: Message<{ readonly timeoutMs: number }, ListPartitionReassignmentsAnswer> = {
  name: 'ListPartitionReassignments',
  key: 46,
  minVersion: 0,
  maxVersion: 0,
  flexibleFrom: 0,
  encode: (writer, query) => {
    writer
      .int32(query.timeoutMs)
      .structs<never>(null, () => undefined)
      .endStruct()
  },
  decode: (reader) => {
    reader.int32()
    const error = reader.errorCode()
    const errorMessage = reader.nullableString()
    const topics = reader.array(3, (r) => {
      const topic = r.string()
      const partitions = r.array(8, (p): Reassignment => {
        const partition = p.int32()
        const moved = { replicas: p.int32s(), adding: p.int32s(), removing: p.int32s() }
        p.endStruct()
        return { topic, partition, ...moved }
      })
      r.endStruct()
      return partitions
    })
    reader.endStruct()
    return { error, errorMessage, reassignments: topics.flat() }
  },
}
