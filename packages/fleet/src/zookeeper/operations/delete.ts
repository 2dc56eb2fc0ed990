import { mayAccess } from '../access.ts'
import { done, KeeperError, refused } from '../error-codes.ts'
import { Permission } from '../op-codes.ts'
import { isValidPath, parentOf } from '../paths.ts'
import { ANY_VERSION, type Applied, type DeleteOperation, type Workbench } from './write-operation.ts'

export function applyDelete({ path, version }: DeleteOperation, bench: Workbench): Applied {
  const { tree } = bench
  if (!isValidPath(path) || path === '/' || path === '/zookeeper') return refused(KeeperError.badArguments)
  const parent = tree.get(parentOf(path))
  if (!parent) return refused(KeeperError.noNode)
  if (!mayAccess(parent, Permission.delete, bench.caller)) return refused(KeeperError.noAuth)
  const node = tree.get(path)
  if (!node) return refused(KeeperError.noNode)
  if (version !== ANY_VERSION && version !== node.version) return refused(KeeperError.badVersion)
  if (node.children.size > 0) return refused(KeeperError.notEmpty)
  const { pzxid } = parent
  bench.undo.push(() => {
    tree.insert(path, node)
    parent.pzxid = pzxid
  })
  tree.remove(path)
  parent.pzxid = bench.zxid
  bench.changes.push({ kind: 'deleted', path })
  return done({ path, stat: null })
}
