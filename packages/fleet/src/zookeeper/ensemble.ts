import type { EnsembleClock } from './clock.ts'
import { electLeader, majorityOf } from './election.ts'
import { VERSION } from './four-letter-words/text.ts'
import { type InternalSession, type InternalSessionOptions, InternalSessions } from './internal-sessions.ts'
import { limitsFor, type MemberLimits } from './limits.ts'
import { EnsembleMember, type EnsembleView } from './member.ts'
import { ReplicatedState } from './replicated-state.ts'
import { TreeWriter } from './tree-writer.ts'

export interface EnsembleOptions extends EnsembleClock {
  /** 1 = a lone server; 3 or 5 otherwise. */
  readonly members: number
  readonly host: string
  /** `4lw.commands.whitelist`: words that are answered, `*` for all; ZooKeeper's default is only srvr. */
  readonly whitelist?: readonly string[]
  readonly tickTimeMs?: number
  /** As `srvr` tells it. Default the 3.8.4 that Kafka 3.9 is shipped with. */
  readonly version?: string
  /** From the loss of a leader to the next one. */
  readonly electionMs?: number
  readonly limits?: Partial<MemberLimits>
  /** Makes session passwords differ from those of another ensemble. */
  readonly secret?: string
}

const INIT_LIMIT_TICKS = 10
const SYNC_LIMIT_TICKS = 5
const DEFAULT_TICK_TIME_MS = 2_000
const DEFAULT_ELECTION_MS = 200

/**
 * A simulated ZooKeeper ensemble on real sockets. All members show one tree; what is simulated is which of them
 * answer, who leads, and what clients go through while that changes.
 */
export class Ensemble {
  readonly members: readonly EnsembleMember[]
  readonly state: ReplicatedState
  /** For the simulated world; clients come through the sockets. */
  readonly tree: TreeWriter
  readonly #clock: EnsembleClock
  readonly #electionMs: number
  readonly #syncLimitMs: number
  readonly #internal: InternalSessions
  #cancelElection: (() => void) | null = null
  #cancelDetection: (() => void) | null = null
  #listening = false

  constructor(options: EnsembleOptions) {
    this.#clock = { now: () => options.now(), schedule: (fn, delayMs) => options.schedule(fn, delayMs) }
    const tickTimeMs = options.tickTimeMs ?? DEFAULT_TICK_TIME_MS
    this.#electionMs = options.electionMs ?? DEFAULT_ELECTION_MS
    this.#syncLimitMs = SYNC_LIMIT_TICKS * tickTimeMs
    const clock = this.#clock
    const state = new ReplicatedState({ clock, tickTimeMs, secret: options.secret ?? 'perigee' })
    this.state = state
    this.tree = new TreeWriter(state)
    this.#internal = new InternalSessions(state, this.tree, clock)
    state.onSessionEnd((_, why) => {
      const leader = this.leader()
      if (leader && why === 'expired') leader.statistics.staleSessionsExpired += 1
    })
    const limits = { ...limitsFor(tickTimeMs), ...options.limits }
    const view = this.#view(options, tickTimeMs)
    this.members = view.memberIds.map(
      (id) => new EnsembleMember({ id, host: options.host, clock, state, limits, view }),
    )
  }

  /** Opens every member's socket, on free ports, and elects the first leader. */
  async listen(): Promise<void> {
    await Promise.all(this.members.map((member) => member.start()))
    this.#listening = true
    this.#elect(0)
    const config = this.state.tree.get('/zookeeper/config')
    const text = [...this.#membership(), 'version=0'].join('\n')
    if (config) this.state.tree.setData(config, Buffer.from(text))
  }

  /** Ends every member and every timer. */
  async close(): Promise<void> {
    this.#listening = false
    this.#cancelElection?.()
    this.#cancelDetection?.()
    this.state.loseLeader()
    for (const member of this.members) member.kill()
    await Promise.all(this.members.map((member) => member.closed()))
  }

  /** Whether writes are served: a leader that answers, with a majority behind it. */
  hasQuorum(): boolean {
    return this.state.serving
  }

  leader(): EnsembleMember | undefined {
    return this.members.find((member) => member.role === 'leader' || member.role === 'standalone')
  }

  /** `zookeeper.connect` of the ensemble, without chroot. */
  connectString(): string {
    return this.members.map((member) => member.address).join(',')
  }

  /** A session of the simulated world; null while no member serves. */
  openInternalSession(options: InternalSessionOptions): InternalSession | null {
    return this.#internal.open(options)
  }

  #processChanged(): void {
    if (!this.#listening) return
    this.#settle()
    this.#internal.spread(this.members)
  }

  /** Draws the consequences of members that came, went, fell silent or woke up. */
  #settle(): void {
    this.#cancelDetection?.()
    this.#cancelDetection = null
    const leader = this.leader()
    const reachable = this.members.filter((member) => this.#isReachable(member))
    if (!leader || leader.process === 'down' || !this.#isReachable(leader) || !this.#isMajority(reachable.length)) {
      this.#lookForLeader()
    } else if (leader.hung) {
      this.state.loseLeader()
    } else {
      if (!this.state.serving) this.state.beginEpoch(this.state.epoch)
      this.#join()
      for (const member of this.members) member.goOn()
    }
    this.#watchSilence()
  }

  #lookForLeader(): void {
    this.state.loseLeader()
    for (const member of this.members) member.setRole('looking')
    this.#cancelElection?.()
    this.#cancelElection = this.#clock.schedule(() => {
      this.#cancelElection = null
      this.#elect(this.#electionMs)
    }, this.#electionMs)
  }

  #elect(tookMs: number): void {
    const live = this.members.filter((member) => member.process === 'up').map((member) => member.memberId)
    const leaderId = electLeader(live, this.members.length)
    if (leaderId === null) return
    const isAlone = this.members.length === 1
    for (const member of this.members) {
      if (member.process !== 'up') continue
      if (member.memberId === leaderId) member.setRole(isAlone ? 'standalone' : 'leader')
      else member.setRole('follower')
      if (!isAlone) member.statistics.electionMs.add(tookMs)
    }
    this.state.beginEpoch(isAlone ? 0 : this.state.epoch + 1)
    this.#internal.spread(this.members)
  }

  /** Members that look for a leader find the one there is. */
  #join(): void {
    for (const member of this.members) {
      if (member.process === 'up' && member.role === 'looking') member.setRole('follower')
    }
  }

  /** A silent member is missed only after `syncLimit` ticks. */
  #isReachable(member: EnsembleMember): boolean {
    if (member.process !== 'hung') return member.process === 'up'
    return member.hungSinceMs !== null && this.#clock.now() - member.hungSinceMs < this.#syncLimitMs
  }

  #isMajority(count: number): boolean {
    return count >= majorityOf(this.members.length)
  }

  #watchSilence(): void {
    const silent = this.members.filter((member) => member.hung && this.#isReachable(member))
    if (silent.length === 0) return
    const firstMs = Math.min(...silent.map((member) => member.hungSinceMs ?? 0))
    this.#cancelDetection = this.#clock.schedule(
      () => this.#processChanged(),
      firstMs + this.#syncLimitMs - this.#clock.now(),
    )
  }

  #view({ members, whitelist = ['srvr'], version = VERSION }: EnsembleOptions, tickTimeMs: number): EnsembleView {
    return {
      memberIds: Array.from({ length: members }, (_, i) => i + 1),
      whitelist: new Set(whitelist),
      version,
      leader: () => this.leader(),
      tickTimeMs,
      initLimitTicks: INIT_LIMIT_TICKS,
      syncLimitTicks: SYNC_LIMIT_TICKS,
      syncedFollowers: () => this.members.filter((m) => m.role === 'follower' && this.#isReachable(m)).length,
      internalConnections: (memberId) => this.#internal.connectionsOf(memberId),
      membership: () => this.#membership(),
      processChanged: () => this.#processChanged(),
    }
  }

  /** Members talk to each other on ports that nobody here listens on: they are names only. */
  #membership(): readonly string[] {
    if (this.members.length === 1) return []
    return this.members.map((m) => `server.${m.memberId}=${m.host}:2888:3888:participant`)
  }
}

/** `schedule` and `now` are the only time the ensemble knows; `listen` opens it. */
export function createEnsemble(options: EnsembleOptions): Ensemble {
  return new Ensemble(options)
}
