import type { KeeperErrorCode } from './error-codes.ts'
import type { WriteOperation } from './operations/write-operation.ts'
import type { WatchMode, WatchScope } from './watches.ts'

/** First packet of a connection. */
export interface ConnectRequest {
  readonly lastZxidSeen: bigint
  readonly timeoutMs: number
  /** 0n = a new session is asked for. */
  readonly sessionId: bigint
  readonly password: Buffer
  /** Clients before ZooKeeper 3.4 do not send the flag and do not expect it in the answer. */
  readonly knowsReadOnly: boolean
}

/** What the answer to a write carries. */
export type WriteReply = 'nothing' | 'path' | 'path-and-stat' | 'stat'

export interface WriteRequest {
  readonly type: number
  readonly operation: WriteOperation
  readonly reply: WriteReply
}

export interface ReadRequest {
  readonly kind: 'exists' | 'data' | 'children' | 'children-and-stat'
  readonly path: string
  readonly watch: 'watch' | 'no-watch'
}

export interface SetWatchesRequest {
  readonly relativeZxid: bigint
  readonly data: readonly string[]
  readonly exists: readonly string[]
  readonly children: readonly string[]
  readonly persistent: readonly string[]
  readonly recursive: readonly string[]
}

export type RequestBody =
  | { readonly kind: 'ping' }
  | { readonly kind: 'who-am-i' }
  | { readonly kind: 'close-session' }
  | { readonly kind: 'auth'; readonly scheme: string; readonly auth: Buffer }
  | ({ readonly kind: 'write' } & WriteRequest)
  | { readonly kind: 'multi'; readonly writes: readonly WriteRequest[] }
  | { readonly kind: 'read'; readonly read: ReadRequest }
  | { readonly kind: 'multi-read'; readonly reads: readonly ReadRequest[] }
  | { readonly kind: 'acl' | 'descendant-count' | 'ephemerals' | 'sync'; readonly path: string }
  | { readonly kind: 'set-watches'; readonly watches: SetWatchesRequest }
  | { readonly kind: 'add-watch'; readonly path: string; readonly mode: WatchMode | null }
  | { readonly kind: 'check-watches' | 'remove-watches'; readonly path: string; readonly scope: WatchScope | null }
  /** Cannot be served, and why; the client is told. */
  | { readonly kind: 'unserved'; readonly error: KeeperErrorCode }

export interface ClientRequest {
  readonly xid: number
  readonly type: number
  /** As `cons` shows it. */
  readonly name: string
  readonly body: RequestBody
}
