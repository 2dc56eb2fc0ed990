// Keeps a session with an ensemble through threads that may end at any moment. One thread is one connection to one node;
// whatever goes wrong with it, it is ended and another one goes on with the same session at the next node.
import { Worker } from 'node:worker_threads'
import type { FailureCode } from '@perigee/domain'
import { peerFailure } from '../../kafka/link/network-failure.ts'
import { bad, good, type Result } from '../../kafka/result.ts'
import type { Deadlines } from '../four-letter-word.ts'
import type {
  FromSession,
  SessionEnd,
  SessionStart,
  SessionTicket,
  ToSession,
  TreeAnswer,
  TreeAsk,
} from './messages.ts'

export interface KeeperOptions {
  /** What a thread runs: a file that calls `serveSession`. */
  readonly threadFile: URL
  readonly addresses: readonly string[]
  readonly deadlines: Deadlines
  readonly sessionTimeoutMs: number
  /** `user:password` */
  readonly digest: string | null
}

export type GoodAnswer = Extract<TreeAnswer, { ok: true }>

/** With a reading every some seconds, a thread that fails at once each time comes to life no more often than this. */
const LONGEST_PAUSE_MS = 10_000
const FIRST_PAUSE_MS = 250
/**
 * A session with which so many threads in a row crashed is given up. Otherwise it is the ensemble that says when one is
 * over: through an election or the loss of the quorum it may well hold.
 */
const CRASHES_WITH_A_TICKET = 3
/** A node that is slow to open sessions, not dead, gets so many times the handshake's deadline in the end. */
const MOST_PATIENCE = 4
const MEMORY = { maxOldGenerationSizeMb: 96, maxYoungGenerationSizeMb: 16 } as const
const CLOSE_WITHIN_MS = 500

type Ending = SessionEnd | 'crashed'
type Told = TreeAnswer | 'lost' | 'late'

export class SessionKeeper {
  /** How often a session that we had could not be gone on with. */
  sessionsLost = 0
  readonly #options: KeeperOptions
  #preferred: readonly string[] = []
  #worker: Worker | null = null
  #connected = false
  #ticket: SessionTicket | null = null
  /** Threads since the last good answer that ended in vain. */
  #vain = 0
  #crashes = 0
  #turn = 0
  #address = ''
  #last: Ending | null = null
  #reopening: NodeJS.Timeout | undefined
  #ids = 0
  #closed = false
  readonly #asked = new Map<number, (told: Told) => void>()
  readonly #awaiting = new Set<() => void>()

  constructor(options: KeeperOptions) {
    this.#options = options
    this.#open()
  }

  /** Null: none yet. */
  get ticket(): SessionTicket | null {
    return this.#ticket
  }

  /** Nodes that are known to serve: the next thread tries these first. */
  prefer(addresses: readonly string[]): void {
    this.#preferred = addresses
  }

  /** One reading of the tree; ends within two handshakes and three reads, whatever the nodes do. Never throws. */
  async read(ask: TreeAsk, signal: AbortSignal): Promise<Result<GoodAnswer>> {
    const { connectTimeoutMs, requestTimeoutMs } = this.#options.deadlines
    const until = performance.now() + 2 * connectTimeoutMs + requestTimeoutMs
    // Questions come seldom enough to set the pace themselves.
    if (this.#worker === null) this.#open()
    for (;;) {
      const left = until - performance.now()
      if (this.#closed || !(await this.#connectedWithin(left, signal))) return bad(this.#noSession())
      // Its thread sees to each of its reads: this is for a thread that is stuck itself, however late it connected.
      const told = await this.#ask(ask, Math.max(until - performance.now(), 2 * requestTimeoutMs), signal)
      if (told === 'late') {
        this.#drop('mute')
        return bad(peerFailure('timeout', 'the tree could not be read in time', `zk ${this.#address}`))
      }
      if (told === 'lost') continue
      if (told.ok) {
        this.#vain = 0
        this.#crashes = 0
        return good(told)
      }
      const again = told.failure.code === 'closed' && performance.now() < until
      if (!again) return bad(told.failure)
      // The thread has told, or will at once, that its connection is gone.
      this.#drop('disconnected')
    }
  }

  /** Says goodbye, so that the ensemble does not keep the session until it expires. */
  async close(): Promise<void> {
    this.#closed = true
    clearTimeout(this.#reopening)
    for (const wake of this.#awaiting) wake()
    const worker = this.#worker
    this.#worker = null
    for (const answer of this.#asked.values()) answer('lost')
    if (worker === null) return
    const ended = new Promise((resolve) => worker.once('exit', resolve))
    worker.postMessage({ kind: 'close' } satisfies ToSession)
    const timer = setTimeout(() => void worker.terminate(), CLOSE_WITHIN_MS)
    await ended
    clearTimeout(timer)
  }

  #open(): void {
    clearTimeout(this.#reopening)
    if (this.#closed) return
    const { threadFile, sessionTimeoutMs, deadlines, digest } = this.#options
    this.#address = this.#next()
    const rounds = Math.floor(this.#vain / this.#options.addresses.length)
    const start: SessionStart = {
      address: this.#address,
      sessionTimeoutMs,
      requestTimeoutMs: deadlines.requestTimeoutMs,
      handshakeTimeoutMs: deadlines.connectTimeoutMs * Math.min(MOST_PATIENCE, 1 + rounds),
      digest,
      ticket: this.#ticket,
    }
    const worker = new Worker(threadFile, { workerData: start, resourceLimits: MEMORY })
    this.#worker = worker
    this.#connected = false
    const mine = (then: () => void) => {
      if (this.#worker === worker) then()
    }
    // Without a listener an exception of the thread would be one of the process.
    worker.on('error', () => mine(() => this.#drop('crashed')))
    worker.on('exit', () => mine(() => this.#drop('crashed')))
    worker.on('message', (message: FromSession) => mine(() => this.#hear(message)))
  }

  #next(): string {
    const { addresses } = this.#options
    const first = addresses.filter((address) => this.#preferred.includes(address))
    const rest = addresses.filter((address) => !first.includes(address))
    const order = [...first, ...rest]
    return order[this.#turn % order.length] ?? ''
  }

  #hear(message: FromSession): void {
    if (message.kind === 'connected') {
      this.#ticket = message.ticket
      this.#connected = true
      for (const wake of this.#awaiting) wake()
    } else if (message.kind === 'ended') this.#drop(message.why)
    else this.#asked.get(message.id)?.(message.answer)
  }

  #drop(why: Ending): void {
    const worker = this.#worker
    if (worker === null) return
    this.#worker = null
    this.#connected = false
    this.#last = why
    void worker.terminate()
    const pauseMs = this.#vain === 0 ? 0 : Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (this.#vain - 1))
    this.#vain += 1
    this.#crashes = why === 'crashed' ? this.#crashes + 1 : 0
    if (why === 'expired' || this.#crashes >= CRASHES_WITH_A_TICKET) this.#forget()
    // An expired session says nothing against the node that told so.
    if (why !== 'expired') this.#turn += 1
    this.#reopening = setTimeout(() => this.#open(), why === 'expired' ? 0 : pauseMs)
    for (const answer of this.#asked.values()) answer('lost')
  }

  #forget(): void {
    if (this.#ticket !== null) this.sessionsLost += 1
    this.#ticket = null
  }

  #connectedWithin(withinMs: number, signal: AbortSignal): Promise<boolean> {
    if (this.#connected) return Promise.resolve(true)
    if (withinMs <= 0 || signal.aborted) return Promise.resolve(false)
    return new Promise((resolve) => {
      const wake = () => {
        clearTimeout(timer)
        signal.removeEventListener('abort', wake)
        this.#awaiting.delete(wake)
        resolve(this.#connected)
      }
      const timer = setTimeout(wake, withinMs)
      signal.addEventListener('abort', wake, { once: true })
      this.#awaiting.add(wake)
    })
  }

  #ask(ask: TreeAsk, withinMs: number, signal: AbortSignal): Promise<Told> {
    const worker = this.#worker
    if (worker === null) return Promise.resolve('lost')
    this.#ids += 1
    const id = this.#ids
    return new Promise((resolve) => {
      const end = (told: Told) => {
        clearTimeout(timer)
        signal.removeEventListener('abort', onAbort)
        this.#asked.delete(id)
        resolve(told)
      }
      const abandoned = peerFailure('timeout', 'given up before the answer came', `zk ${this.#address}`)
      const onAbort = () => end({ ok: false, failure: abandoned })
      const timer = setTimeout(() => end('late'), withinMs)
      this.#asked.set(id, end)
      signal.addEventListener('abort', onAbort, { once: true })
      if (signal.aborted) return onAbort()
      worker.postMessage({ kind: 'read', id, ask } satisfies ToSession)
    })
  }

  #noSession() {
    const [code, words] = WORDS[this.#last ?? 'stuck']
    return peerFailure(code, words, `zk ${this.#address}`)
  }
}

const WORDS: Readonly<Record<Ending, readonly [FailureCode, string]>> = {
  stuck: ['timeout', 'no session could be opened in time: without a quorum ZooKeeper opens none'],
  mute: ['timeout', 'connected, but reads get no answer'],
  disconnected: ['closed', 'the connection was closed and no other node took the session over in time'],
  expired: ['closed', 'the session has expired and no other could be opened in time'],
  denied: ['authentication', 'the node refused our digest'],
  crashed: ['garbage', 'the node sent what is no ZooKeeper protocol'],
}
