import type { ClusterFacts, ZooKeeperNode, ZooKeeperNodeDepth } from '../facts.ts'

/** One ZooKeeper node: its sign of life, and what it measures of itself where that was read. */
export interface KeeperNode {
  readonly node: ZooKeeperNode
  readonly depth: ZooKeeperNodeDepth | null
}

/** Nodes that are asked for a sign of life, each with its depth. */
export function keeperNodes(facts: ClusterFacts): readonly KeeperNode[] {
  const depths = new Map(facts.ensemble.value?.nodes.map((depth) => [depth.address, depth]))
  return (facts.zookeeper.value?.nodes ?? []).map((node) => ({ node, depth: depths.get(node.address) ?? null }))
}

/** A measure by its name in `mntr` without `zk_`; null when the node does not tell it. */
export function measure({ depth }: KeeperNode, name: string): number | null {
  return depth?.values.get(name) ?? null
}
