import type { Message } from '../wire/message.ts'
import type { ListedBroker } from './metadata.ts'

export interface DescribeClusterAnswer {
  readonly error: number
  readonly errorMessage: string | null
  readonly clusterId: string
  readonly brokers: readonly (ListedBroker & { readonly fenced: boolean })[]
}

/*
  Only v2 (Kafka 4.0, KIP-1073) is asked: it alone lists fenced brokers; for the rest Metadata says the same.
  DescribeCluster v2 request: include_cluster_authorized_operations endpoint_type (1 = brokers) include_fenced_brokers
  DescribeCluster v2 answer: throttle_time_ms error_code error_message endpoint_type cluster_id controller_id
    brokers [id host port rack is_fenced] cluster_authorized_operations. The controller id is a random broker: unused.
*/
export const describeCluster: Message<undefined, DescribeClusterAnswer> = {
  name: 'DescribeCluster',
  key: 60,
  minVersion: 2,
  maxVersion: 2,
  flexibleFrom: 0,
  encode: (writer) => {
    writer.boolean(false).int8(1).boolean(true).endStruct()
  },
  decode: (reader) => {
    reader.int32()
    const error = reader.errorCode()
    const errorMessage = reader.nullableString()
    reader.int8()
    const clusterId = reader.string()
    reader.int32()
    const brokers = reader.array(12, (r) => {
      const broker = { id: r.int32(), host: r.string(), port: r.int32(), rack: r.nullableString(), fenced: r.boolean() }
      r.endStruct()
      return broker
    })
    reader.int32()
    reader.endStruct()
    return { error, errorMessage, clusterId, brokers }
  },
}
