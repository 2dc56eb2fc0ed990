import type { Caller } from './access.ts'
import type { EnsembleClock } from './clock.ts'
import { KeeperError } from './error-codes.ts'
import { applyTransaction, type TransactionResult } from './operations/transaction.ts'
import type { WriteOperation } from './operations/write-operation.ts'
import { ProposalSizes } from './proposal-sizes.ts'
import { type Session, type SessionEnd, Sessions } from './session.ts'
import { ZnodeTree } from './tree.ts'

/** A transaction without its operations: header, session and zxid. */
const PROPOSAL_OVERHEAD_BYTES = 32
const OPERATION_OVERHEAD_BYTES = 48

export interface ReplicatedStateOptions {
  readonly clock: EnsembleClock
  readonly tickTimeMs: number
  readonly secret: string
}

export interface Writer {
  /** Owner of ephemeral nodes that are created; 0n = none. */
  readonly sessionId: bigint
  readonly caller: Caller
}

/** What all members of an ensemble agree on: the tree, the sessions and the last transaction. */
export class ReplicatedState {
  readonly tree: ZnodeTree
  readonly sessions: Sessions
  readonly proposals = new ProposalSizes()
  readonly #clock: EnsembleClock
  readonly #sessionListeners = new Set<(sessionId: bigint, why: SessionEnd) => void>()
  readonly #proposalListeners = new Set<() => void>()
  #lastZxid = 0n
  #epoch = 0
  #serving = false

  constructor({ clock, tickTimeMs, secret }: ReplicatedStateOptions) {
    this.#clock = clock
    this.tree = new ZnodeTree(clock.now())
    const onExpire = (session: Session) => this.endSession(session, 'expired')
    this.sessions = new Sessions({ clock, tickTimeMs, secret, onExpire })
  }

  /** Of the last transaction: epoch in the upper half, counter in the lower. */
  get lastZxid(): bigint {
    return this.#lastZxid
  }

  get epoch(): number {
    return this.#epoch
  }

  /** Whether there is a leader with a majority behind it. */
  get serving(): boolean {
    return this.#serving
  }

  /** A leader took over; a lone server begins with `epoch` 0 and stays there. */
  beginEpoch(epoch: number): void {
    this.#serving = true
    if (epoch > this.#epoch) {
      this.#epoch = epoch
      this.#lastZxid = BigInt(epoch) << 32n
    }
    this.sessions.resume()
  }

  loseLeader(): void {
    this.#serving = false
    this.sessions.suspend()
  }

  /** Writes all or nothing. Refused operations use up a zxid as well, as in ZooKeeper. */
  write(operations: readonly WriteOperation[], { sessionId, caller }: Writer): TransactionResult {
    if (!this.#serving) return { ok: false, failedAt: 0, error: KeeperError.connectionLoss }
    this.#propose(operations.reduce((sum, operation) => sum + sizeBytesOf(operation), PROPOSAL_OVERHEAD_BYTES))
    return applyTransaction(this.tree, operations, {
      zxid: this.#lastZxid,
      timeMs: this.#clock.now(),
      sessionId,
      caller,
    })
  }

  openSession(memberId: number, timeoutMs: number): Session {
    this.#propose(PROPOSAL_OVERHEAD_BYTES)
    return this.sessions.open(memberId, timeoutMs)
  }

  /** Ends a session; its ephemeral nodes go with it, in one transaction. */
  endSession(session: Session, why: SessionEnd): void {
    if (this.sessions.get(session.id) !== session) return
    if (!this.#serving) {
      // Nobody takes the farewell: the session ends when a leader is back and its time has run out.
      this.sessions.fallSilent(session)
      return
    }
    this.sessions.remove(session)
    const paths = this.tree.ephemeralsOf(session.id)
    const writer: Writer = { sessionId: session.id, caller: 'internal' }
    this.write(
      paths.map((path) => ({ kind: 'delete', path, version: -1 })),
      writer,
    )
    for (const listener of this.#sessionListeners) listener(session.id, why)
    session.owner?.sessionEnded(why)
  }

  onSessionEnd(listener: (sessionId: bigint, why: SessionEnd) => void): () => void {
    this.#sessionListeners.add(listener)
    return () => this.#sessionListeners.delete(listener)
  }

  /** Told of each proposal: every member that serves writes it to its log. */
  onProposal(listener: () => void): () => void {
    this.#proposalListeners.add(listener)
    return () => this.#proposalListeners.delete(listener)
  }

  #propose(sizeBytes: number): void {
    this.#lastZxid += 1n
    this.proposals.add(sizeBytes)
    for (const listener of this.#proposalListeners) listener()
  }
}

function sizeBytesOf(operation: WriteOperation): number {
  if (operation.kind === 'unserved') return OPERATION_OVERHEAD_BYTES
  const data = 'data' in operation ? (operation.data?.length ?? 0) : 0
  return OPERATION_OVERHEAD_BYTES + operation.path.length + data
}
