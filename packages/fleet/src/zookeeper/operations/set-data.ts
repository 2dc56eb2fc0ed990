import { mayAccess } from '../access.ts'
import { done, KeeperError, refused } from '../error-codes.ts'
import { Permission } from '../op-codes.ts'
import { isValidPath } from '../paths.ts'
import { statOf } from '../znode.ts'
import { ANY_VERSION, type Applied, type SetDataOperation, type Workbench } from './write-operation.ts'

export function applySetData({ path, data, version }: SetDataOperation, bench: Workbench): Applied {
  if (!isValidPath(path)) return refused(KeeperError.badArguments)
  const node = bench.tree.get(path)
  if (!node) return refused(KeeperError.noNode)
  if (!mayAccess(node, Permission.write, bench.caller)) return refused(KeeperError.noAuth)
  if (version !== ANY_VERSION && version !== node.version) return refused(KeeperError.badVersion)
  const before = { mzxid: node.mzxid, mtimeMs: node.mtimeMs, version: node.version }
  const dataBefore = node.data
  bench.undo.push(() => {
    bench.tree.setData(node, dataBefore)
    Object.assign(node, before)
  })
  bench.tree.setData(node, data)
  Object.assign(node, { mzxid: bench.zxid, mtimeMs: bench.timeMs, version: node.version + 1 })
  bench.changes.push({ kind: 'data-changed', path })
  return done({ path, stat: statOf(node) })
}
