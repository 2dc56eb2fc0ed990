import { createHash } from 'node:crypto'
import type { EnsembleClock } from './clock.ts'
import { PASSWORD_BYTES } from './replies.ts'

export type SessionEnd = 'closed' | 'expired' | 'moved'

/** The connection a session lives on. */
export interface SessionOwner {
  sessionEnded(why: SessionEnd): void
}

export interface Session {
  readonly id: bigint
  readonly password: Buffer
  timeoutMs: number
  owner: SessionOwner | null
  /** Nothing runs out while the one who keeps it is known to live: a simulated broker. */
  keptAlive: boolean
  deadlineMs: number
  /** Null = no timer runs. */
  cancelTimer: (() => void) | null
}

export interface SessionsOptions {
  readonly clock: EnsembleClock
  /** Deadlines are rounded up to whole ticks, as ZooKeeper does. */
  readonly tickTimeMs: number
  /** Makes passwords differ between ensembles. */
  readonly secret: string
  readonly onExpire: (session: Session) => void
}

/** The sessions of an ensemble, all members' together, and their timers. */
export class Sessions {
  readonly #options: SessionsOptions
  readonly #sessions = new Map<bigint, Session>()
  readonly #nextId = new Map<number, bigint>()
  #suspended = false

  constructor(options: SessionsOptions) {
    this.#options = options
  }

  get count(): number {
    return this.#sessions.size
  }

  all(): readonly Session[] {
    return [...this.#sessions.values()]
  }

  get(id: bigint): Session | undefined {
    return this.#sessions.get(id)
  }

  open(memberId: number, timeoutMs: number): Session {
    const id = this.#takeId(memberId)
    const session: Session = {
      id,
      password: this.#passwordOf(id),
      timeoutMs,
      owner: null,
      keptAlive: false,
      deadlineMs: 0,
      cancelTimer: null,
    }
    this.#sessions.set(id, session)
    this.touch(session)
    return session
  }

  /** The session that goes on with another connection; undefined when it has ended or the password is wrong. */
  renew(id: bigint, password: Buffer, timeoutMs: number): Session | undefined {
    const session = this.#sessions.get(id)
    if (!session?.password.equals(password)) return undefined
    session.timeoutMs = timeoutMs
    disarm(session)
    this.touch(session)
    return session
  }

  /** From here on the session's time does not run out. */
  keepAlive(session: Session): void {
    session.keptAlive = true
    disarm(session)
  }

  /** The one who kept the session has fallen silent: its time begins to run. */
  fallSilent(session: Session): void {
    session.keptAlive = false
    this.touch(session)
  }

  /** A sign of life: the session's time begins anew. */
  touch(session: Session): void {
    const { clock, tickTimeMs } = this.#options
    session.deadlineMs = Math.ceil((clock.now() + session.timeoutMs) / tickTimeMs) * tickTimeMs
    // A timer that runs finds the later deadline by itself; moving it at each request would cost more than that.
    if (session.cancelTimer === null) this.#arm(session)
  }

  remove(session: Session): void {
    disarm(session)
    this.#sessions.delete(session.id)
  }

  /** Without a leader nothing expires. */
  suspend(): void {
    this.#suspended = true
    for (const session of this.#sessions.values()) disarm(session)
  }

  /** A new leader gives every session its whole time again. */
  resume(): void {
    this.#suspended = false
    for (const session of this.#sessions.values()) this.touch(session)
  }

  #arm(session: Session): void {
    if (this.#suspended || session.keptAlive) return
    const { clock } = this.#options
    session.cancelTimer = clock.schedule(() => {
      session.cancelTimer = null
      if (clock.now() < session.deadlineMs) this.#arm(session)
      else this.#options.onExpire(session)
    }, session.deadlineMs - clock.now())
  }

  /** `SessionTrackerImpl.initializeNextSessionId`: the member in the highest byte, then the time, then a counter. */
  #takeId(memberId: number): bigint {
    const seed =
      (BigInt.asUintN(64, BigInt(Math.floor(this.#options.clock.now())) << 24n) >> 8n) | (BigInt(memberId) << 56n)
    const id = BigInt.asIntN(64, this.#nextId.get(memberId) ?? seed)
    this.#nextId.set(memberId, id + 1n)
    return id
  }

  #passwordOf(id: bigint): Buffer {
    return createHash('sha256').update(`${this.#options.secret}:${id}`).digest().subarray(0, PASSWORD_BYTES)
  }
}

function disarm(session: Session): void {
  session.cancelTimer?.()
  session.cancelTimer = null
}
