import { KeeperError, type KeeperErrorCode, refused } from '../error-codes.ts'
import type { ZnodeTree } from '../tree.ts'
import { applyCreate } from './create.ts'
import { applyDelete } from './delete.ts'
import { applyCheck, applySetAcl } from './set-acl.ts'
import { applySetData } from './set-data.ts'
import type { Applied, Workbench, WriteContext, WriteOperation, WriteResult } from './write-operation.ts'

export type TransactionResult =
  | { readonly ok: true; readonly results: readonly WriteResult[] }
  /** Nothing was changed: the operation at `failedAt` (0-based) was refused. */
  | { readonly ok: false; readonly failedAt: number; readonly error: KeeperErrorCode }

/** Applies all operations under one zxid, or none of them; watches fire after the last one. */
export function applyTransaction(
  tree: ZnodeTree,
  operations: readonly WriteOperation[],
  context: WriteContext,
): TransactionResult {
  const bench: Workbench = { ...context, tree, undo: [], changes: [] }
  const results: WriteResult[] = []
  for (const [index, operation] of operations.entries()) {
    const applied = apply(operation, bench)
    if (!applied.ok) {
      for (const takeBack of bench.undo.reverse()) takeBack()
      return { ok: false, failedAt: index, error: applied.error }
    }
    results.push(applied.value)
  }
  if (bench.changes.length > 0) tree.commit(bench.changes)
  return { ok: true, results }
}

function apply(operation: WriteOperation, bench: Workbench): Applied {
  switch (operation.kind) {
    case 'create':
      return applyCreate(operation, bench)
    case 'delete':
      return applyDelete(operation, bench)
    case 'set-data':
      return applySetData(operation, bench)
    case 'set-acl':
      return applySetAcl(operation, bench)
    case 'check':
      return applyCheck(operation, bench)
    case 'unserved':
      return refused(KeeperError.unimplemented)
  }
}
