import type { Cluster } from '../cluster.ts'
import { electController } from './controller.ts'
import { loseProcess, reviveProcess, type Trouble } from './process-life.ts'

/**
 * A ZooKeeper node dies, hangs or is cut off. Without a majority brokers go on as they were: nobody is elected, missed or
 * registered until it is back.
 */
export function loseZooKeeper(cluster: Cluster, id: number, state: Trouble): void {
  const node = cluster.zookeepers.get(id)
  if (node === undefined) return
  loseProcess(cluster, node, state)
}

export function reviveZooKeeper(cluster: Cluster, id: number): void {
  const node = cluster.zookeepers.get(id)
  if (node === undefined || node.state === 'up') return
  reviveProcess(cluster, node)
  if (cluster.controllerId < 0) electController(cluster)
}
