import type { Broker, Controller } from './broker.ts'
import type { Cluster } from './cluster.ts'

const FIRST_OFFSET = 100_000
/** The active controller writes a no-op record this often (KIP-835). */
const NO_OP_EVERY_MS = 500
const SINCE_MS = Date.UTC(2026, 0, 1)

/** End of the metadata log at a moment (epoch ms). */
export function quorumLogEnd(atMs: number): number {
  return FIRST_OFFSET + Math.floor(Math.max(0, atMs - SINCE_MS) / NO_OP_EVERY_MS)
}

/** Where a replica of the metadata log stands: at its end, or where it was when its process or its metadata stopped. */
export function quorumReplica(cluster: Cluster, node: Broker | Controller | undefined) {
  const frozenAt = node?.kind === 'broker' ? node.metadataFrozenAt : null
  const at = frozenAt ?? (node?.state === 'up' ? cluster.now : (node?.stateSince ?? SINCE_MS))
  return { logEndOffset: quorumLogEnd(at), lastFetchMs: at, lastCaughtUpMs: at }
}
