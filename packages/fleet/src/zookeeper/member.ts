import { createServer, type Server } from 'node:net'
import { ClientConnection, type ConnectionHost } from './client-connection.ts'
import type { EnsembleClock } from './clock.ts'
import type { ConnectionView } from './connection-statistics.ts'
import { answerWord } from './four-letter-words/answer-word.ts'
import type { MemberLimits } from './limits.ts'
import type { ReplicatedState } from './replicated-state.ts'
import { MemberStatistics } from './statistics.ts'
import { WatchTable } from './watches.ts'

/** What a member is to the others. `down` and `hung` are of its process, the rest of its place in the ensemble. */
export type MemberRole = 'leader' | 'follower' | 'standalone' | 'looking'
export type MemberProcess = 'up' | 'down' | 'hung'

/** What a member knows of the whole. */
export interface EnsembleView {
  readonly memberIds: readonly number[]
  readonly whitelist: ReadonlySet<string>
  /** As `srvr` tells it. */
  readonly version: string
  leader(): EnsembleMember | undefined
  readonly tickTimeMs: number
  readonly initLimitTicks: number
  readonly syncLimitTicks: number
  syncedFollowers(): number
  /** Sessions of simulated brokers that talk to this member. */
  internalConnections(memberId: number): readonly ConnectionView[]
  /** `server.1=host:port:port:participant`, a line for each member; empty for a lone server. */
  membership(): readonly string[]
  processChanged(): void
}

export interface MemberOptions {
  readonly id: number
  readonly host: string
  readonly clock: EnsembleClock
  readonly state: ReplicatedState
  readonly limits: MemberLimits
  readonly view: EnsembleView
}

/** One ZooKeeper node: a listening socket, its clients and their watches. */
export class EnsembleMember implements ConnectionHost {
  readonly memberId: number
  readonly host: string
  readonly clock: EnsembleClock
  readonly state: ReplicatedState
  readonly limits: MemberLimits
  readonly view: EnsembleView
  watches = new WatchTable()
  statistics = new MemberStatistics()
  role: MemberRole = 'looking'
  /** When the present role began, epoch ms. */
  roleSinceMs: number
  startedMs: number
  hungSinceMs: number | null = null
  /** Time each request waits before it is served: an overloaded node. */
  delayMs = 0
  /** Time that writing its log takes for each proposal, as `mntr` tells it. */
  fsyncMs = 1
  #process: MemberProcess = 'down'
  #server: Server | null = null
  #port = 0
  #closed: Promise<void> = Promise.resolve()
  readonly #connections = new Set<ClientConnection>()

  constructor(options: MemberOptions) {
    this.memberId = options.id
    this.host = options.host
    this.clock = options.clock
    this.state = options.state
    this.limits = options.limits
    this.view = options.view
    this.roleSinceMs = this.clock.now()
    this.startedMs = this.clock.now()
    this.state.tree.onCommit((changes) => this.watches.fire(changes))
    this.state.onProposal(() => this.#log())
  }

  get process(): MemberProcess {
    return this.#process
  }

  get hung(): boolean {
    return this.#process === 'hung'
  }

  get serving(): boolean {
    return this.#process === 'up' && this.role !== 'looking'
  }

  get stalled(): boolean {
    return this.serving && !this.state.serving
  }

  /** `host:port` that clients connect to; port 0 before the first `listen`. */
  get address(): string {
    return `${this.host}:${this.#port}`
  }

  get port(): number {
    return this.#port
  }

  /** Clients' sockets and simulated brokers' sessions. */
  connections(): readonly ConnectionView[] {
    const internal = this.serving ? this.view.internalConnections(this.memberId) : []
    return [...this.#connections, ...internal]
  }

  outstanding(): number {
    let waiting = 0
    for (const connection of this.#connections) waiting += connection.queued
    return waiting
  }

  answerWord(word: string): string | null {
    return answerWord(word, this)
  }

  forget(connection: ClientConnection): void {
    this.#connections.delete(connection)
  }

  /** Starts the process: on a free port the first time, on the same one afterwards. Rejects when the port is taken. */
  async start(): Promise<void> {
    if (this.#process === 'up') return
    if (this.#process === 'hung') this.kill()
    await this.#closed
    this.watches = new WatchTable()
    this.statistics = new MemberStatistics()
    this.statistics.lookingCount = 1
    this.startedMs = this.clock.now()
    await this.#listen()
    this.#process = 'up'
    this.view.processChanged()
  }

  /** Ends the process at once: connections are reset, new ones refused. */
  kill(): void {
    if (this.#process === 'down') return
    this.#process = 'down'
    this.hungSinceMs = null
    const server = this.#server
    this.#server = null
    this.#closed = new Promise((resolve) => (server ? server.close(() => resolve()) : resolve()))
    for (const connection of this.#connections) connection.reset()
    this.setRole('looking')
    this.view.processChanged()
  }

  /** Stops the process without ending it: connections open and nothing answers. */
  hang(): void {
    if (this.#process !== 'up') return
    this.#process = 'hung'
    this.hungSinceMs = this.clock.now()
    for (const connection of this.#connections) connection.pause()
    this.view.processChanged()
  }

  /** Goes on after `hang`. */
  resume(): void {
    if (this.#process !== 'hung') return
    this.#process = 'up'
    this.hungSinceMs = null
    // The others may have gone on without it: its clients are let go by setRole then, before anything stale is told.
    this.view.processChanged()
    for (const connection of [...this.#connections]) connection.resume()
  }

  async restart(): Promise<void> {
    this.kill()
    await this.start()
  }

  /** Waits until the socket is closed, after `kill`. */
  closed(): Promise<void> {
    return this.#closed
  }

  setRole(role: MemberRole): void {
    if (role === this.role) return
    this.role = role
    this.roleSinceMs = this.clock.now()
    if (role !== 'looking') return
    this.statistics.lookingCount += 1
    if (this.#process === 'up') for (const connection of [...this.#connections]) connection.destroy()
  }

  /** Serves what waited for the leader. */
  goOn(): void {
    if (this.#process === 'up') for (const connection of [...this.#connections]) connection.resume()
  }

  #log(): void {
    if (!this.serving) return
    this.statistics.commits += 1
    this.statistics.fsyncMs.add(this.fsyncMs)
  }

  #listen(): Promise<void> {
    return new Promise((resolve, reject) => {
      // Half-open: whoever asks `echo srvr | nc` closes his side before the answer.
      const server = createServer({ allowHalfOpen: true }, (socket) => {
        const fromThere = [...this.#connections].filter((c) => c.remoteAddress === socket.remoteAddress)
        if (fromThere.length >= this.limits.maxConnectionsPerAddress) {
          this.statistics.connectionsRejected += 1
          socket.destroy()
        } else this.#connections.add(new ClientConnection(socket, this))
      })
      server.once('error', reject)
      server.listen(this.#port, this.host, () => {
        const address = server.address()
        if (address !== null && typeof address === 'object') this.#port = address.port
        server.removeListener('error', reject)
        server.on('error', () => undefined)
        this.#server = server
        resolve()
      })
    })
  }
}
