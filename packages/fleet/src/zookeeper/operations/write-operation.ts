import type { Caller } from '../access.ts'
import type { Outcome } from '../error-codes.ts'
import type { TreeChange, ZnodeTree } from '../tree.ts'
import type { AclEntry, Stat } from '../znode.ts'

/** −1 as an expected version matches every version. */
export const ANY_VERSION = -1

export interface CreateOperation {
  readonly kind: 'create'
  readonly path: string
  readonly data: Buffer | null
  readonly acl: readonly AclEntry[] | null
  readonly ephemeral: boolean
  readonly sequential: boolean
}

export interface DeleteOperation {
  readonly kind: 'delete'
  readonly path: string
  readonly version: number
}

export interface SetDataOperation {
  readonly kind: 'set-data'
  readonly path: string
  readonly data: Buffer | null
  readonly version: number
}

export interface SetAclOperation {
  readonly kind: 'set-acl'
  readonly path: string
  readonly acl: readonly AclEntry[] | null
  readonly version: number
}

export interface CheckOperation {
  readonly kind: 'check'
  readonly path: string
  readonly version: number
}

/** A request whose form cannot be served, such as a create mode that this server does not know. */
export interface UnservedOperation {
  readonly kind: 'unserved'
}

export type WriteOperation =
  | CreateOperation
  | DeleteOperation
  | SetDataOperation
  | SetAclOperation
  | CheckOperation
  | UnservedOperation

export interface WriteContext {
  readonly zxid: bigint
  readonly timeMs: number
  /** Owner of ephemeral nodes that are created. */
  readonly sessionId: bigint
  readonly caller: Caller
}

export interface WriteResult {
  /** With the sequence number, where there is one. */
  readonly path: string
  /** Null once the node is gone. */
  readonly stat: Stat | null
}

/** What an operation works with: it changes the tree at once and leaves behind how to take that back. */
export interface Workbench extends WriteContext {
  readonly tree: ZnodeTree
  readonly undo: (() => void)[]
  readonly changes: TreeChange[]
}

export type Applied = Outcome<WriteResult>
