import type { PartitionRow } from '@perigee/contract'
import { type Assessment, type EndOffsetFacts, partitionRow as findRow, topicIndex } from '@perigee/domain'
import { conditionNames, type Lost, statusOfFlags, wordOfFlags } from './conditions.ts'
import { partitionSizeBytes, replicasOf, replicationFactor, sizeIsPartial } from './replicas.ts'

/** One partition as lists show it. Unknown numbers are null. */
export function partitionRow(
  assessment: Assessment,
  row: number,
  { lost, offsets }: { lost: Lost; offsets: EndOffsetFacts | undefined },
): PartitionRow {
  const { topics, partitions } = assessment.topology
  const flags = assessment.flags[row] ?? 0
  const leader = partitions.leader[row] ?? -1
  const epoch = partitions.leaderEpoch[row] ?? -1
  const minIsr = assessment.minIsr[row] ?? -1
  const topic = topics.names[partitions.topic[row] ?? 0] as string
  const size = partitionSizeBytes(assessment, row)
  const replicas = replicasOf(assessment, row)
  return {
    topic,
    partition: partitions.id[row] ?? 0,
    status: statusOfFlags(flags, lost),
    word: wordOfFlags(flags, lost),
    conditions: conditionNames(flags),
    leader: leader < 0 ? null : leader,
    leaderEpoch: epoch < 0 ? null : epoch,
    preferredLeader: replicas[0]?.broker ?? null,
    replicas,
    inSync: assessment.inSync[row] ?? 0,
    replicationFactor: replicationFactor(assessment, row),
    minIsr: minIsr < 0 ? null : minIsr,
    sizeBytes: Number.isNaN(size) ? null : size,
    sizePartial: sizeIsPartial(assessment, row),
    ...offsetsOf(assessment, row, offsets),
  }
}

/** End offset and rate by name, since offsets may belong to a topology one reading older. */
function offsetsOf(assessment: Assessment, row: number, offsets: EndOffsetFacts | undefined) {
  const at = offsets === undefined ? -1 : rowIn(assessment, row, offsets)
  const end = offsets?.endOffset[at] ?? -1n
  const rate = offsets?.messagesPerSecond[at] ?? Number.NaN
  return { endOffset: end < 0n ? null : String(end), messagesInPerSecond: Number.isNaN(rate) ? null : rate }
}

function rowIn({ topology }: Assessment, row: number, offsets: EndOffsetFacts): number {
  if (offsets.topology === topology) return row
  const name = topology.topics.names[topology.partitions.topic[row] ?? 0] as string
  const t = topicIndex(offsets.topology.topics, name)
  return t < 0 ? -1 : findRow(offsets.topology, t, topology.partitions.id[row] ?? -1)
}
