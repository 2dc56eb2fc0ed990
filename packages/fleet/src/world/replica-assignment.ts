import type { Cluster } from './cluster.ts'

/**
 * Replica lists for new partitions: leaders in turn from a random broker on, followers on the next brokers, racks
 * alternating where brokers have one (the rules of `AdminUtils.assignReplicasToBrokers`, in the simple form).
 * Fewer brokers than replicas give shorter lists; the caller refuses those.
 */
export function assignReplicas(cluster: Cluster, partitions: number, replicationFactor: number): number[][] {
  const order = inRackTurns(cluster)
  const start = order.length === 0 ? 0 : cluster.random.below(order.length)
  const racks = new Set([...cluster.brokers.values()].map((one) => one.rack)).size
  return Array.from({ length: partitions }, (_, p) => {
    // Each round over all brokers shifts the followers by whole turns of racks, so that no two brokers share everything.
    const shift = racks * Math.floor(p / Math.max(1, order.length))
    return replicaList(order, { at: start + p, shift, length: Math.min(replicationFactor, order.length) })
  })
}

function replicaList(order: readonly number[], turn: { at: number; shift: number; length: number }): number[] {
  const list: number[] = []
  for (let step = 0; list.length < turn.length; step += 1) {
    const slot = step === 0 ? turn.at : turn.at + step + turn.shift
    const id = order[slot % order.length]
    if (id !== undefined && !list.includes(id)) list.push(id)
  }
  return list
}

/** Live brokers so that neighbours stand in different racks. */
function inRackTurns(cluster: Cluster): number[] {
  const byRack = new Map<string | null, number[]>()
  for (const broker of cluster.brokers.values()) {
    if (!broker.isRegistered) continue
    const here = byRack.get(broker.rack)
    if (here === undefined) byRack.set(broker.rack, [broker.id])
    else here.push(broker.id)
  }
  const racks = [...byRack.values()]
  const longest = Math.max(0, ...racks.map((ids) => ids.length))
  const order: number[] = []
  for (let i = 0; i < longest; i += 1) {
    for (const ids of racks) {
      const id = ids[i]
      if (id !== undefined) order.push(id)
    }
  }
  return order
}
