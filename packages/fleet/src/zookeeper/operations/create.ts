import { mayAccess, settleAcl } from '../access.ts'
import { done, KeeperError, refused } from '../error-codes.ts'
import { Permission } from '../op-codes.ts'
import { isValidPath, parentOf, sequenceSuffix } from '../paths.ts'
import { NO_CHILDREN, statOf, type Znode } from '../znode.ts'
import type { Applied, CreateOperation, Workbench } from './write-operation.ts'

/** Creates a node (`PrepRequestProcessor.pRequest2TxnCreate`: the order of the refusals is ZooKeeper's). */
export function applyCreate(operation: CreateOperation, bench: Workbench): Applied {
  const { tree, zxid } = bench
  // A sequential node may have an empty name of its own: `/queue/` becomes `/queue/0000000000`.
  if (!isValidPath(operation.sequential ? `${operation.path}0` : operation.path)) {
    return refused(KeeperError.badArguments)
  }
  const acl = settleAcl(operation.acl, bench.caller)
  if (!acl.ok) return acl
  const parent = tree.get(parentOf(operation.path))
  if (!parent) return refused(operation.path === '/' ? KeeperError.badArguments : KeeperError.noNode)
  if (!mayAccess(parent, Permission.create, bench.caller)) return refused(KeeperError.noAuth)
  const path = operation.sequential ? operation.path + sequenceSuffix(parent.childCreates) : operation.path
  if (tree.get(path)) return refused(KeeperError.nodeExists)
  if (parent.ephemeralOwner !== 0n) return refused(KeeperError.noChildrenForEphemerals)
  const node: Znode = {
    data: operation.data,
    acl: acl.value,
    czxid: zxid,
    mzxid: zxid,
    pzxid: zxid,
    ctimeMs: bench.timeMs,
    mtimeMs: bench.timeMs,
    version: 0,
    aversion: 0,
    childCreates: 0,
    ephemeralOwner: operation.ephemeral ? bench.sessionId : 0n,
    children: NO_CHILDREN,
  }
  const { pzxid, childCreates } = parent
  bench.undo.push(() => {
    tree.remove(path)
    Object.assign(parent, { pzxid, childCreates })
  })
  tree.insert(path, node)
  Object.assign(parent, { pzxid: zxid, childCreates: childCreates + 1 })
  bench.changes.push({ kind: 'created', path })
  return done({ path, stat: statOf(node) })
}
