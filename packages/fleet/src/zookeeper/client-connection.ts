import type { Socket } from 'node:net'
import { resetSocket } from '../reset-socket.ts'
import type { EnsembleClock } from './clock.ts'
import { ConnectionStatistics, type ConnectionView } from './connection-statistics.ts'
import { decodeConnect, decodeRequest, isUpdate } from './decode-request.ts'
import { JuteFrames } from './jute-frames.ts'
import type { MemberLimits } from './limits.ts'
import { type EventTypeCode, OpCode, Xid } from './op-codes.ts'
import { serve } from './operations/serve.ts'
import type { ReplicatedState } from './replicated-state.ts'
import { encodeConnectReply, encodeNotification, encodeReply, SESSION_GONE } from './replies.ts'
import type { ClientRequest } from './requests.ts'
import type { Session, SessionEnd, SessionOwner } from './session.ts'
import type { MemberStatistics } from './statistics.ts'
import type { Watcher, WatchTable } from './watches.ts'
import type { Identity } from './znode.ts'

/** What a connection needs of the member it belongs to. */
export interface ConnectionHost {
  readonly memberId: number
  readonly clock: EnsembleClock
  readonly state: ReplicatedState
  readonly watches: WatchTable
  readonly statistics: MemberStatistics
  readonly limits: MemberLimits
  /** Time a request waits before it is served. */
  readonly delayMs: number
  readonly hung: boolean
  readonly serving: boolean
  /** The leader does not answer, and the others have not noticed yet. */
  readonly stalled: boolean
  /** The answer to a four-letter word; null when the bytes are none. */
  answerWord(word: string): string | null
  forget(connection: ClientConnection): void
}

interface Waiting {
  readonly frame: Buffer
  readonly atMs: number
}

/** One client's socket: tells four-letter words from sessions, and serves the session's requests in their order. */
export class ClientConnection implements Watcher, SessionOwner, ConnectionView {
  readonly remote: string
  readonly remoteAddress: string
  readonly statistics: ConnectionStatistics
  readonly #socket: Socket
  readonly #host: ConnectionHost
  readonly #frames: JuteFrames
  readonly #identities: Identity[]
  readonly #inbox: Waiting[] = []
  /** Answers that a hung member has not sent. */
  #unsent: Buffer[] = []
  #unsentBytes = 0
  #phase: 'greeting' | 'word' | 'session' | 'closed' = 'greeting'
  #session: Session | null = null
  #cancelDeadline: () => void
  #cancelDelay: (() => void) | null = null

  constructor(socket: Socket, host: ConnectionHost) {
    this.#socket = socket
    this.#host = host
    this.#frames = new JuteFrames(host.limits.maxFrameBytes)
    this.remoteAddress = socket.remoteAddress ?? ''
    this.remote = `${this.remoteAddress}:${socket.remotePort ?? 0}`
    this.#identities = [{ scheme: 'ip', id: this.remoteAddress }]
    this.statistics = new ConnectionStatistics(host.clock.now())
    this.#cancelDeadline = host.clock.schedule(() => this.destroy(), host.limits.greetingTimeoutMs)
    socket.setNoDelay(true)
    socket.on('data', (chunk: Buffer) => this.#receive(chunk))
    socket.on('drain', () => this.#pump())
    socket.on('error', () => undefined)
    socket.on('end', () => {
      if (this.#phase !== 'word') this.destroy()
    })
    socket.on('close', () => {
      this.#closed()
      host.forget(this)
    })
    if (host.hung) socket.pause()
  }

  get queued(): number {
    return this.#inbox.length
  }

  get session(): Session | null {
    return this.#session
  }

  notify(type: EventTypeCode, path: string): void {
    this.#send(encodeNotification(type, path))
  }

  sessionEnded(why: SessionEnd): void {
    // After "closed" the answer is still to come; it closes the connection then. A hung member does nothing.
    if (why !== 'closed' && !this.#host.hung) this.destroy()
  }

  destroy(): void {
    this.#closed()
    this.#cancelDeadline()
    this.#host.forget(this)
    this.#socket.destroy()
  }

  /** As when the process behind the socket is killed. */
  reset(): void {
    this.#closed()
    this.#cancelDeadline()
    this.#host.forget(this)
    resetSocket(this.#socket)
  }

  pause(): void {
    this.#socket.pause()
  }

  /** Goes on after the member hung: what was left unsent goes first. */
  resume(): void {
    const unsent = this.#unsent
    this.#unsent = []
    this.#unsentBytes = 0
    if (this.#session && this.#session.owner !== this) {
      this.destroy()
      return
    }
    for (const bytes of unsent) this.#send(bytes)
    this.#take()
    this.#readOn()
  }

  #receive(chunk: Buffer): void {
    if (this.#phase === 'closed' || this.#phase === 'word') return
    this.#frames.hold(chunk)
    if (!this.#host.hung) this.#take()
  }

  #take(): void {
    if (this.#phase === 'greeting' && this.#inbox.length === 0) {
      const word = this.#frames.peekWord()
      if (word === null) return
      const answer = this.#host.answerWord(word)
      if (answer !== null) {
        this.#answerWord(answer)
        return
      }
    }
    const framed = this.#frames.take()
    if (framed.kind === 'oversized') {
      this.#host.statistics.largeRequestsRejected += 1
      this.destroy()
      return
    }
    const atMs = this.#host.clock.now()
    for (const frame of framed.frames) this.#inbox.push({ frame, atMs })
    if (this.#inbox.length > this.#host.limits.maxOutstanding) this.#socket.pause()
    this.#pump()
  }

  #answerWord(answer: string): void {
    this.#phase = 'word'
    this.#host.statistics.received(4)
    this.statistics.received += 1
    this.#host.statistics.sent(answer.length)
    this.#finish(answer)
  }

  /** Closes after what was sent has gone, and without waiting for ever for a peer that does not read. */
  #finish(last?: string): void {
    const { clock, limits } = this.#host
    this.#cancelDeadline()
    this.#cancelDeadline = clock.schedule(() => this.destroy(), limits.greetingTimeoutMs)
    const finished = () => this.destroy()
    if (last === undefined) this.#socket.end(finished)
    else this.#socket.end(last, finished)
  }

  #pump(): void {
    if (this.#host.hung || this.#cancelDelay) return
    for (let next = this.#inbox[0]; next && this.#phase !== 'closed'; next = this.#inbox[0]) {
      // Answers are made as fast as they are read; `drain` goes on.
      if (this.#socket.writableLength > this.#host.limits.maxUnreadBytes) return
      // Writes wait for a leader that does not answer, and what was asked after them waits with them.
      if (this.#host.stalled && (this.#phase === 'greeting' || isUpdate(next.frame))) return
      const waitMs = next.atMs + this.#host.delayMs - this.#host.clock.now()
      if (waitMs > 0) {
        this.#cancelDelay = this.#host.clock.schedule(() => {
          this.#cancelDelay = null
          this.#pump()
        }, waitMs)
        return
      }
      this.#inbox.shift()
      this.#host.statistics.received(next.frame.length)
      this.statistics.received += 1
      if (this.#phase === 'greeting') this.#greet(next.frame)
      else this.#serve(next)
    }
    this.#readOn()
  }

  #readOn(): void {
    const { limits, hung } = this.#host
    if (hung || this.#phase === 'closed') return
    if (this.#inbox.length > limits.maxOutstanding || this.#socket.writableLength > limits.maxUnreadBytes) return
    this.#socket.resume()
  }

  #greet(frame: Buffer): void {
    const { state, clock, limits, statistics, memberId, serving } = this.#host
    const request = decodeConnect(frame)
    statistics.connectionRequests += 1
    // Refused without a word: it is no greeting, nobody serves here, or the client has seen more than this member.
    if (!request || !serving || request.lastZxidSeen > state.lastZxid) {
      statistics.unsuccessfulHandshakes += 1
      this.destroy()
      return
    }
    const readOnly = request.knowsReadOnly ? 'with-read-only' : 'without-read-only'
    const timeoutMs = Math.min(Math.max(request.timeoutMs, limits.minSessionTimeoutMs), limits.maxSessionTimeoutMs)
    const isNew = request.sessionId === 0n
    if (!isNew) statistics.sessionsRevalidated += 1
    const session = isNew
      ? state.openSession(memberId, timeoutMs)
      : state.sessions.renew(request.sessionId, request.password, timeoutMs)
    this.#cancelDeadline()
    if (!session) {
      this.#send(encodeConnectReply(SESSION_GONE, readOnly))
      this.#close()
      return
    }
    const former = session.owner
    session.owner = this
    if (former) former.sessionEnded('moved')
    this.#session = session
    this.#phase = 'session'
    this.#note('SESS', clock.now())
    const { id: sessionId, password } = session
    this.#send(encodeConnectReply({ timeoutMs, sessionId, password }, readOnly))
  }

  #serve({ frame, atMs }: Waiting): void {
    const { state, watches } = this.#host
    const session = this.#session
    const request = decodeRequest(frame)
    // A frame without a header is no request; a session that lives elsewhere by now is not served here (SESSIONMOVED).
    if (!request || !session || session.owner !== this) {
      this.destroy()
      return
    }
    state.sessions.touch(session)
    const served = serve(request, { state, watches, watcher: this, session, identities: this.#identities })
    if (request.type === OpCode.auth && served.afterwards === 'close') this.#host.statistics.authFailures += 1
    if (request.xid >= 0) this.statistics.lastXid = request.xid
    this.#note(request.name, atMs)
    this.#account(request, atMs)
    const zxid = request.xid === Xid.auth ? 0n : state.lastZxid
    this.#send(encodeReply({ xid: request.xid, zxid, error: served.error }, served.body))
    if (served.afterwards === 'close') this.#close()
  }

  #account({ body }: ClientRequest, atMs: number): void {
    const { statistics, clock } = this.#host
    const latencyMs = clock.now() - atMs
    if (body.kind === 'write' || body.kind === 'multi') statistics.updateLatencyMs.add(latencyMs)
    else if (body.kind !== 'ping') statistics.readLatencyMs.add(latencyMs)
  }

  #note(operation: string, atMs: number): void {
    const { clock, statistics, state } = this.#host
    const nowMs = clock.now()
    statistics.latencyMs.add(nowMs - atMs)
    this.statistics.latencyMs.add(nowMs - atMs)
    this.statistics.lastOperation = operation
    this.statistics.lastLatencyMs = nowMs - atMs
    this.statistics.lastResponseMs = nowMs
    this.statistics.lastZxid = state.lastZxid
  }

  #send(bytes: Buffer): void {
    if (this.#phase === 'closed') return
    if (this.#host.hung) {
      this.#unsent.push(bytes)
      this.#unsentBytes += bytes.length
      if (this.#unsentBytes > this.#host.limits.maxUnsentBytes) this.destroy()
      return
    }
    this.#host.statistics.sent(bytes.length)
    this.statistics.sent += 1
    const flows = this.#socket.write(bytes)
    // Someone who asks and never reads the answers, or sleeps on his watches, is not kept for ever.
    if (this.#socket.writableLength > this.#host.limits.maxUnsentBytes) this.destroy()
    else if (!flows && this.#socket.writableLength > this.#host.limits.maxUnreadBytes) this.#socket.pause()
  }

  #close(): void {
    this.#closed()
    this.#finish()
  }

  #closed(): void {
    if (this.#phase === 'closed') return
    this.#phase = 'closed'
    this.#cancelDeadline()
    this.#cancelDelay?.()
    this.#inbox.length = 0
    this.#unsent = []
    this.#host.watches.removeAll(this)
    if (this.#session?.owner === this) this.#session.owner = null
  }
}
