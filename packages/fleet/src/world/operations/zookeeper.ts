import type { ProcessState } from '../broker.ts'
import type { Cluster } from '../cluster.ts'
import { electController } from './controller.ts'

/**
 * A ZooKeeper node dies, hangs or is cut off. Without a majority brokers go on as they were: nobody is elected, missed or
 * registered until it is back.
 */
export function loseZooKeeper(cluster: Cluster, id: number, state: Exclude<ProcessState, 'up'>): void {
  const node = cluster.zookeepers.get(id)
  if (node === undefined) return
  node.state = state
  node.stateSince = cluster.now
  cluster.tell('nodes')
}

export function reviveZooKeeper(cluster: Cluster, id: number): void {
  const node = cluster.zookeepers.get(id)
  if (node === undefined || node.state === 'up') return
  if (node.state === 'down') node.startedAt = cluster.now
  node.state = 'up'
  node.stateSince = cluster.now
  cluster.tell('nodes')
  if (cluster.controllerId < 0) electController(cluster)
}
