// What the thread of a session and its keeper tell each other.
import type { Failure, ZooKeeperTree } from '@perigee/domain'

/** Enough to go on with a session at another node, or from another thread. */
export interface SessionTicket {
  readonly id: Uint8Array
  readonly password: Uint8Array
}

export interface SessionStart {
  /** host:port of one node: which comes next when it fails is the keeper's to say. */
  readonly address: string
  readonly sessionTimeoutMs: number
  /** Of one read. */
  readonly requestTimeoutMs: number
  /** From the first SYN to the end of ZooKeeper's own handshake. */
  readonly handshakeTimeoutMs: number
  /** `user:password` */
  readonly digest: string | null
  readonly ticket: SessionTicket | null
}

export interface TreeAsk {
  readonly chroot: string
  /** What changes seldom and takes many reads: whose ensemble it is, who may do what at the root. */
  readonly surroundings: 'read' | 'skip'
}

export type TenancyFacts = ZooKeeperTree['tenancy']
export type TreeFacts = Omit<ZooKeeperTree, 'tenancy' | 'session' | 'sessionsLost'>

export interface Surroundings {
  readonly tenancy: TenancyFacts
  /** Whether the ACL of `/` grants everything to everybody. Null: it may not be read. */
  readonly rootOpen: boolean | null
}

export type TreeAnswer =
  | { readonly ok: true; readonly tree: TreeFacts; readonly surroundings: Surroundings | null }
  | { readonly ok: false; readonly failure: Failure }

export type ToSession =
  | { readonly kind: 'read'; readonly id: number; readonly ask: TreeAsk }
  | { readonly kind: 'close' }

/** `stuck`: no session in time. `mute`: connected, but a read got no answer. */
export type SessionEnd = 'expired' | 'disconnected' | 'stuck' | 'mute' | 'denied'

export type FromSession =
  | { readonly kind: 'connected'; readonly ticket: SessionTicket }
  | { readonly kind: 'ended'; readonly why: SessionEnd }
  | { readonly kind: 'answer'; readonly id: number; readonly answer: TreeAnswer }
