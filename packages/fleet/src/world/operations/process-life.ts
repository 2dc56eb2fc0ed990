import type { Node, ProcessState } from '../broker.ts'
import type { Cluster } from '../cluster.ts'

/** What a process can be other than up. */
export type Trouble = Exclude<ProcessState, 'up'>

/** A node's process dies, hangs or is cut off. */
export function loseProcess(cluster: Cluster, node: Node, state: Trouble): void {
  node.state = state
  node.stateSince = cluster.now
  cluster.tell('nodes')
}

/** It is back: started anew where it was down, else as it was. */
export function reviveProcess(cluster: Cluster, node: Node): void {
  if (node.state === 'down') node.startedAt = cluster.now
  node.state = 'up'
  node.stateSince = cluster.now
  cluster.tell('nodes')
}
