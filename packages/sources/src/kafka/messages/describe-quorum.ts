import type { Message } from '../wire/message.ts'
import type { WireReader } from '../wire/wire-reader.ts'

export interface QuorumReplica {
  readonly id: number
  readonly logEndOffset: bigint
  /** Epoch ms on the leader's clock; −1 = not told. */
  readonly lastFetchAt: number
  readonly lastCaughtUpAt: number
}

export interface DescribeQuorumAnswer {
  readonly error: number
  readonly errorMessage: string | null
  /** Hosts that controllers' listeners are advertised under, by node id; empty before v2. */
  readonly hosts: ReadonlyMap<number, string>
  readonly partition: {
    readonly error: number
    readonly errorMessage: string | null
    readonly leaderId: number
    readonly leaderEpoch: number
    readonly highWatermark: bigint
    readonly voters: readonly QuorumReplica[]
    readonly observers: readonly QuorumReplica[]
  } | null
}

/*
  DescribeQuorum request: topics [name partitions [index]]
  DescribeQuorum answer: error v2+ message; topics [name partitions [index error v2+ message leader_id leader_epoch
    high_watermark voters observers]]; v2+ nodes [id listeners [name host port]]. Replica: id v2+ directory_id log_end_offset v1+ last_fetch v1+ last_caught_up.
*/
export const describeQuorum: Message<undefined, DescribeQuorumAnswer> = {
  name: 'DescribeQuorum',
  key: 55,
  minVersion: 0,
  maxVersion: 2,
  flexibleFrom: 0,
  encode: (writer) => {
    writer
      .structs(['__cluster_metadata'], (topic, name) => {
        topic.string(name).structs([0], (partition, index) => partition.int32(index))
      })
      .endStruct()
  },
  decode: (reader, version) => {
    const error = reader.errorCode()
    const errorMessage = version >= 2 ? reader.nullableString() : null
    const topics = reader.array(2, (r) => {
      r.skipString()
      const partitions = r.array(20, (p) => readPartition(p, version))
      r.endStruct()
      return partitions
    })
    const hosts = version >= 2 ? readHosts(reader) : new Map<number, string>()
    reader.endStruct()
    return { error, errorMessage, hosts, partition: topics.flat()[0] ?? null }
  },
}

function readPartition(reader: WireReader, version: number) {
  reader.int32()
  const partition = {
    error: reader.errorCode(),
    errorMessage: version >= 2 ? reader.nullableString() : null,
    leaderId: reader.int32(),
    leaderEpoch: reader.int32(),
    highWatermark: reader.int64(),
    voters: reader.array(12, (r) => readReplica(r, version)),
    observers: reader.array(12, (r) => readReplica(r, version)),
  }
  reader.endStruct()
  return partition
}

/** The first listener's host of each node. The console does not connect there; its exporter is on that host. */
function readHosts(reader: WireReader): ReadonlyMap<number, string> {
  const nodes = reader.array(6, (node) => {
    const id = node.int32()
    const hosts = node.array(5, (listener) => {
      listener.skipString()
      const host = listener.string()
      listener.skip(2)
      listener.endStruct()
      return host
    })
    node.endStruct()
    return [id, hosts[0]] as const
  })
  return new Map(nodes.flatMap(([id, host]): [number, string][] => (host === undefined ? [] : [[id, host]])))
}

function readReplica(reader: WireReader, version: number): QuorumReplica {
  const id = reader.int32()
  if (version >= 2) reader.skip(16)
  const replica = {
    id,
    logEndOffset: reader.int64(),
    lastFetchAt: version >= 1 ? reader.int64AsNumber() : -1,
    lastCaughtUpAt: version >= 1 ? reader.int64AsNumber() : -1,
  }
  reader.endStruct()
  return replica
}
