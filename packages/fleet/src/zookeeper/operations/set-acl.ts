import { mayAccess, settleAcl } from '../access.ts'
import { done, KeeperError, refused } from '../error-codes.ts'
import { Permission } from '../op-codes.ts'
import { isValidPath } from '../paths.ts'
import { statOf } from '../znode.ts'
import {
  ANY_VERSION,
  type Applied,
  type CheckOperation,
  type SetAclOperation,
  type Workbench,
} from './write-operation.ts'

/** Replaces a node's ACL; no watch fires on it. */
export function applySetAcl({ path, acl, version }: SetAclOperation, bench: Workbench): Applied {
  if (!isValidPath(path)) return refused(KeeperError.badArguments)
  const settled = settleAcl(acl, bench.caller)
  if (!settled.ok) return settled
  const node = bench.tree.get(path)
  if (!node) return refused(KeeperError.noNode)
  if (!mayAccess(node, Permission.admin, bench.caller)) return refused(KeeperError.noAuth)
  if (version !== ANY_VERSION && version !== node.aversion) return refused(KeeperError.badVersion)
  const before = { acl: node.acl, aversion: node.aversion }
  bench.undo.push(() => Object.assign(node, before))
  Object.assign(node, { acl: settled.value, aversion: node.aversion + 1 })
  return done({ path, stat: statOf(node) })
}

/** Guards a transaction by a node's version. */
export function applyCheck({ path, version }: CheckOperation, bench: Workbench): Applied {
  if (!isValidPath(path)) return refused(KeeperError.badArguments)
  const node = bench.tree.get(path)
  if (!node) return refused(KeeperError.noNode)
  if (!mayAccess(node, Permission.read, bench.caller)) return refused(KeeperError.noAuth)
  if (version !== ANY_VERSION && version !== node.version) return refused(KeeperError.badVersion)
  return done({ path, stat: statOf(node) })
}
