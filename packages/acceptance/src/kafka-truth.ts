import type { LabCluster } from '@perigee/lab'

/** Counts as Kafka's own command-line tools give them; the names are those of the console's overview. */
export interface KafkaTruth {
  readonly topics: number
  readonly partitions: number
  readonly replicas: number
  readonly offlinePartitions: number
  readonly underReplicatedPartitions: number
  readonly underMinIsrPartitions: number
  /**
   * Both kinds: kafka-topics does not tell "by design" apart. Without the partitions that have no leader: in ZooKeeper
   * mode their ISR stays as it last was, and kafka-topics then lists them as under the minimum and at it.
   */
  readonly atMinIsrTogether: number
  readonly reassigningPartitions: number
}

/** Asks kafka-topics and kafka-reassign-partitions; takes some seconds of CPU. */
export async function kafkaTruth(cluster: LabCluster): Promise<KafkaTruth> {
  const describe = (flag?: string) =>
    cluster.tool('kafka-topics', ['--describe', ...(flag === undefined ? [] : [flag])])
  // Two at a time: each is a JVM.
  const [all, unavailable] = await Promise.all([describe(), describe('--unavailable-partitions')])
  const [under, underMin] = await Promise.all([
    describe('--under-replicated-partitions'),
    describe('--under-min-isr-partitions'),
  ])
  const [atMin, moving] = await Promise.all([
    describe('--at-min-isr-partitions'),
    cluster.tool('kafka-reassign-partitions', ['--list']),
  ])
  const partitions = partitionLines(all)
  return {
    topics: all.match(/^Topic: /gm)?.length ?? 0,
    partitions: partitions.length,
    replicas: partitions.reduce((sum, line) => sum + replicasIn(line), 0),
    offlinePartitions: partitionLines(unavailable).length,
    underReplicatedPartitions: partitionLines(under).length,
    underMinIsrPartitions: partitionLines(underMin).length,
    atMinIsrTogether: partitionLines(atMin).filter((line) => !line.includes('Leader: none')).length,
    reassigningPartitions: moving.match(/replicas: /g)?.length ?? 0,
  }
}

function partitionLines(text: string): string[] {
  return text.split('\n').filter((line) => line.startsWith('\tTopic: '))
}

function replicasIn(line: string): number {
  return /Replicas: ([\d,]+)/.exec(line)?.[1]?.split(',').length ?? 0
}

interface LogDirsAnswer {
  readonly brokers: readonly {
    readonly broker: number
    readonly logDirs: readonly {
      readonly partitions: readonly { readonly size: number; readonly isFuture: boolean }[]
    }[]
  }[]
}

/** Bytes of all replicas by broker, as kafka-log-dirs gives them. Brokers that do not answer are absent. */
export async function logDirSizes(cluster: LabCluster): Promise<Record<number, number>> {
  const text = await cluster.tool('kafka-log-dirs', ['--describe'])
  const json = text.split('\n').find((line) => line.startsWith('{')) ?? '{"brokers":[]}'
  const { brokers } = JSON.parse(json) as LogDirsAnswer
  return Object.fromEntries(
    brokers.map(({ broker, logDirs }) => [
      broker,
      logDirs.flatMap((dir) => dir.partitions).reduce((sum, partition) => sum + partition.size, 0),
    ]),
  )
}

export interface QuorumTruth {
  readonly leader: number
  readonly members: readonly { readonly id: number; readonly lag: number; readonly role: string }[]
}

/** kafka-metadata-quorum describe --replication. */
export async function quorumTruth(cluster: LabCluster): Promise<QuorumTruth> {
  const text = await cluster.tool('kafka-metadata-quorum', ['describe', '--replication'])
  const members = text
    .split('\n')
    .slice(1)
    .map((line) => line.split('\t').map((cell) => cell.trim()))
    .filter((cells) => cells.length > 6)
    .map((cells) => ({ id: Number(cells[0]), lag: Number(cells[3]), role: (cells[6] ?? '').toLowerCase() }))
    .toSorted((a, b) => a.id - b.id)
  return { leader: members.find((member) => member.role === 'leader')?.id ?? -1, members }
}
