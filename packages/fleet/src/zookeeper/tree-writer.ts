import { done, KeeperError, type Outcome, refused } from './error-codes.ts'
import type { TransactionResult } from './operations/transaction.ts'
import { ANY_VERSION, type WriteOperation, type WriteResult } from './operations/write-operation.ts'
import type { ReplicatedState } from './replicated-state.ts'
import { OPEN_ACL, type Stat, statOf } from './znode.ts'

export interface CreateOptions {
  /** Session whose end takes the node along. */
  readonly ephemeralOwner?: bigint
  /** Appends the sequence number to the path. */
  readonly naming?: 'plain' | 'sequential'
}

/** The tree as the simulated world reads and writes it: past all ACLs, but only while a majority serves. */
export class TreeWriter {
  readonly #state: ReplicatedState

  constructor(state: ReplicatedState) {
    this.#state = state
  }

  create(path: string, data: Buffer | string | null, options: CreateOptions = {}): Outcome<WriteResult> {
    const sequential = options.naming === 'sequential'
    return this.#one(
      {
        kind: 'create',
        path,
        data: bytesOf(data),
        acl: OPEN_ACL,
        ephemeral: options.ephemeralOwner !== undefined,
        sequential,
      },
      options.ephemeralOwner,
    )
  }

  set(path: string, data: Buffer | string | null, version = ANY_VERSION): Outcome<WriteResult> {
    return this.#one({ kind: 'set-data', path, data: bytesOf(data), version })
  }

  delete(path: string, version = ANY_VERSION): Outcome<WriteResult> {
    return this.#one({ kind: 'delete', path, version })
  }

  /** All or nothing, under one zxid; ephemeral nodes belong to `sessionId`. */
  transact(operations: readonly WriteOperation[], sessionId = 0n): TransactionResult {
    return this.#state.write(operations, { sessionId, caller: 'internal' })
  }

  /** Undefined when there is no such node; reading needs no majority. */
  get(path: string): { readonly data: Buffer | null; readonly stat: Stat } | undefined {
    const node = this.#state.tree.get(path)
    return node && { data: node.data, stat: statOf(node) }
  }

  /** Names of the children; empty when there is no such node. */
  children(path: string): readonly string[] {
    return [...(this.#state.tree.get(path)?.children ?? [])]
  }

  #one(operation: WriteOperation, sessionId = 0n): Outcome<WriteResult> {
    const result = this.transact([operation], sessionId)
    if (!result.ok) return refused(result.error)
    const own = result.results[0]
    return own ? done(own) : refused(KeeperError.systemError)
  }
}

function bytesOf(data: Buffer | string | null): Buffer | null {
  return typeof data === 'string' ? Buffer.from(data) : data
}
