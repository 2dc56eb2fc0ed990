import type { Cluster } from '../../world/cluster.ts'
import type { Partition } from '../../world/partition.ts'

/** Tells a client that asked the wrong broker who leads (KIP-951). */
export function currentLeader({ leader, leaderEpoch }: Partition) {
  return { currentLeader: { leaderId: leader, leaderEpoch } }
}

/** Where the leaders that an answer names are found. */
export function endpointsOf(cluster: Cluster, leaders: Iterable<number>) {
  return [...new Set(leaders)].flatMap((id) => {
    const broker = cluster.brokers.get(id)
    return broker?.isRegistered ? [{ nodeId: id, host: broker.host, port: broker.port, rack: broker.rack }] : []
  })
}
