import type { EnsembleClock } from './clock.ts'
import { ConnectionStatistics, type ConnectionView } from './connection-statistics.ts'
import { KeeperError, type Outcome, refused } from './error-codes.ts'
import type { EnsembleMember } from './member.ts'
import type { WriteResult } from './operations/write-operation.ts'
import type { ReplicatedState } from './replicated-state.ts'
import type { Session } from './session.ts'
import type { TreeWriter } from './tree-writer.ts'

/** A session of the simulated world, such as a broker's: its ephemeral nodes live as long as it does. */
export interface InternalSession {
  readonly id: bigint
  /** False once it was closed or has expired. */
  readonly alive: boolean
  createEphemeral(path: string, data: Buffer | string | null): Outcome<WriteResult>
  /** A clean farewell: its ephemeral nodes go at once. */
  close(): void
  /** The one who held it is gone or cut off: it expires after its timeout. */
  lose(): void
  /** Heard of again before it expired. */
  recover(): void
}

export interface InternalSessionOptions {
  readonly timeoutMs: number
  /** `host:port` that `cons` shows as the client's. */
  readonly address: string
}

interface Held {
  readonly session: Session
  readonly address: string
  readonly statistics: ConnectionStatistics
  lost: boolean
  memberId: number
}

/** Sessions of simulated brokers: spread over the members that serve, as their connections would be. */
export class InternalSessions {
  readonly #clock: EnsembleClock
  readonly #state: ReplicatedState
  readonly #writer: TreeWriter
  readonly #held = new Map<bigint, Held>()
  #members: readonly EnsembleMember[] = []

  constructor(state: ReplicatedState, writer: TreeWriter, clock: EnsembleClock) {
    this.#clock = clock
    this.#state = state
    this.#writer = writer
    state.onSessionEnd((id) => this.#held.delete(id))
  }

  /** Null while no member serves: there is nobody to connect to. */
  open({ timeoutMs, address }: InternalSessionOptions): InternalSession | null {
    const memberId = this.#nextMember(this.#held.size)
    if (memberId === null || !this.#state.serving) return null
    const session = this.#state.openSession(memberId, timeoutMs)
    this.#state.sessions.keepAlive(session)
    const statistics = new ConnectionStatistics(this.#clock.now())
    const held: Held = { session, address, statistics, lost: false, memberId }
    this.#held.set(session.id, held)
    return this.#handle(held)
  }

  /** Lets sessions move to members that serve, after something about the members has changed. */
  spread(members: readonly EnsembleMember[]): void {
    this.#members = members
    for (const [index, held] of [...this.#held.values()].entries()) {
      if (members.some((member) => member.memberId === held.memberId && member.serving)) continue
      held.memberId = this.#nextMember(index) ?? held.memberId
    }
  }

  connectionsOf(memberId: number): readonly ConnectionView[] {
    return [...this.#held.values()]
      .filter((held) => held.memberId === memberId && !held.lost)
      .map((held) => this.#view(held))
  }

  /** As the connection of a client that does nothing but keep its session. */
  #view({ session, address, statistics }: Held): ConnectionView {
    statistics.lastOperation = 'PING'
    statistics.lastZxid = this.#state.lastZxid
    statistics.lastResponseMs = this.#clock.now()
    return { remote: address, queued: 0, session: { id: session.id, timeoutMs: session.timeoutMs }, statistics }
  }

  #nextMember(index: number): number | null {
    const serving = this.#members.filter((member) => member.serving)
    return serving[index % serving.length]?.memberId ?? null
  }

  #handle(held: Held): InternalSession {
    const state = this.#state
    const { session } = held
    const isAlive = () => state.sessions.get(session.id) === session
    return {
      id: session.id,
      get alive() {
        return isAlive()
      },
      createEphemeral: (path, data) =>
        isAlive()
          ? this.#writer.create(path, data, { ephemeralOwner: session.id })
          : refused(KeeperError.sessionExpired),
      close: () => {
        held.lost = true
        state.endSession(session, 'closed')
      },
      lose: () => {
        held.lost = true
        if (isAlive()) state.sessions.fallSilent(session)
      },
      recover: () => {
        if (!isAlive()) return
        held.lost = false
        state.sessions.keepAlive(session)
      },
    }
  }
}
