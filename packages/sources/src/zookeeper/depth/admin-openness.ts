// Whether a node's AdminServer (3.9 or newer) hands the tree to anyone. Never by trying: a GET of `snapshot` writes one,
// a POST of `restore` replaces the tree. Two harmless looks tell the same: the list of its commands, and the ACL of `/`,
// which is what both commands hold a caller against (JettyAdminServer, ZOOKEEPER-4570).
import type { ZooKeeperNodeDepth } from '@perigee/domain'
import { askHttp } from '../../http/ask-http.ts'
import { type NodeAsk, urlOf } from './read-node.ts'

/** Whether an AdminServer of a node offers to read or replace the tree; null when that could not be seen. */
export type SnapshotCommands = 'offered' | 'absent' | null

const MAX_LIST_BYTES = 256 * 1024

/** Asks for the list of commands, and follows none of them. */
export async function snapshotCommands(ask: NodeAsk, version: string | null): Promise<SnapshotCommands> {
  const base = urlOf(ask.patterns.adminPattern, ask.address)
  if (base === null || version === null) return null
  if (!sinceSnapshots(version)) return 'absent'
  const { connectTimeoutMs, requestTimeoutMs } = ask.deadlines
  const list = await askHttp({
    url: `${base}/commands`,
    timeoutMs: connectTimeoutMs + requestTimeoutMs,
    maxBytes: MAX_LIST_BYTES,
    signal: ask.signal,
  })
  if (!list.ok) return list.failure.code === 'refused' || list.failure.code === 'unsupported' ? 'absent' : null
  return /commands\/(snapshot|restore)\b/.test(list.value.body.toString('utf8')) ? 'offered' : 'absent'
}

/** Where everybody may do everything at the root, any made-up digest is let in. */
export function adminOpen(commands: SnapshotCommands, rootOpen: boolean | null): ZooKeeperNodeDepth['adminOpen'] {
  if (commands !== 'offered') return commands
  return rootOpen === null ? null : rootOpen ? 'open' : 'guarded'
}

function sinceSnapshots(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  return major > 3 || (major === 3 && minor >= 9)
}
