// One ensemble in depth: what its nodes measure, and what stands in its tree.
import type { EnsembleConfig } from '@perigee/config'
import type { EnsembleFacts, Failure, Gap, ZooKeeperNodeDepth, ZooKeeperTree } from '@perigee/domain'
import type { Result } from '../kafka/result.ts'
import type { Outcome } from '../outcome.ts'
import { parseConnectString, type ZooKeeperConnect } from './connect-string.ts'
import { adminOpen, type SnapshotCommands, snapshotCommands } from './depth/admin-openness.ts'
import { type NodeAsk, type NodeReading, readNode } from './depth/read-node.ts'
import { Recent } from './depth/recent.ts'
import type { Deadlines } from './four-letter-word.ts'
import { type GoodAnswer, SessionKeeper } from './session/keep-session.ts'
import type { Surroundings } from './session/messages.ts'
import { sessionText } from './session/session-text.ts'
import type { EnsembleSource } from './source.ts'

export interface EnsembleOptions {
  readonly deadlines: Deadlines
  readonly ensemble: EnsembleConfig
  /** What the session's thread runs: a file that calls `serveSession`. */
  readonly threadFile: URL
  /** Default 8 000: short, so that what we leave behind is soon forgotten. */
  readonly sessionTimeoutMs?: number
  /** Any clock in ms that only grows. */
  readonly now?: () => number
}

const SESSION_TIMEOUT_MS = 8_000

/** What changes seldom is read every so many times: about every five minutes. */
const SELDOM = 20

/**
 * Opens nothing until the first `read`. Reads only: neither writes to the tree nor sends a command that changes anything.
 * A session of ours is opened and kept; ZooKeeper writes that into its own log, as for every client.
 */
export function openEnsemble(options: EnsembleOptions): EnsembleSource {
  let opened: { readonly connect: string; readonly reader: EnsembleReader } | null = null
  return {
    async read(connect, signal) {
      if (opened?.connect !== connect) {
        const parsed = parseConnectString(connect)
        if (parsed.addresses.length === 0) {
          const message = 'no ZooKeeper address is known: neither configured nor told by a broker'
          return { ok: false, failure: { code: 'blocked', message, peer: 'zookeeper', retryable: true } }
        }
        await opened?.reader.close()
        opened = { connect, reader: new EnsembleReader(parsed, options) }
      }
      return opened.reader.read(signal)
    },
    async close() {
      await opened?.reader.close()
      opened = null
    },
  }
}

class EnsembleReader {
  readonly #connect: ZooKeeperConnect
  readonly #options: EnsembleOptions
  readonly #keeper: SessionKeeper
  readonly #recent = new Recent()
  readonly #commands = new Map<string, SnapshotCommands>()
  #surroundings: Surroundings | null = null
  #runs = 0

  constructor(connect: ZooKeeperConnect, options: EnsembleOptions) {
    this.#connect = connect
    this.#options = options
    this.#keeper = new SessionKeeper({
      threadFile: options.threadFile,
      addresses: connect.addresses,
      deadlines: options.deadlines,
      sessionTimeoutMs: options.sessionTimeoutMs ?? SESSION_TIMEOUT_MS,
      digest: options.ensemble.digest,
    })
  }

  close(): Promise<void> {
    return this.#keeper.close()
  }

  async read(signal: AbortSignal): Promise<Outcome<EnsembleFacts>> {
    const seldom = this.#runs % SELDOM === 0
    this.#runs += 1
    const { addresses, chroot } = this.#connect
    const surroundings = seldom || this.#surroundings === null ? 'read' : 'skip'
    const [tree, ...nodes] = await Promise.all([
      this.#keeper.read({ chroot, surroundings }, signal),
      ...addresses.map((address) => this.#node(address, { seldom: seldom ? 'ask' : 'keep', signal })),
    ])
    this.#keeper.prefer(nodes.filter((node) => node.serves).map((node) => node.depth.address))
    if (tree.ok && tree.value.surroundings !== null) this.#surroundings = tree.value.surroundings
    return this.#outcome(tree, nodes)
  }

  #outcome(tree: Result<GoodAnswer>, nodes: readonly NodeReading[]): Outcome<EnsembleFacts> {
    // Nobody answers: what was known last stays, with its age.
    if (!tree.ok && nodes.every(({ depth }) => depth.from === null)) return { ok: false, failure: tree.failure }
    const at = (this.#options.now ?? (() => performance.now()))()
    const value: EnsembleFacts = {
      nodes: nodes.map(({ depth }): ZooKeeperNodeDepth => {
        const commands = this.#commands.get(depth.address) ?? null
        const open = adminOpen(commands, this.#surroundings?.rootOpen ?? null)
        return { ...depth, values: this.#recent.add(depth.address, depth.values, at), adminOpen: open }
      }),
      tree: tree.ok ? this.#tree(tree.value) : null,
      treeFailure: tree.ok ? null : tree.failure,
    }
    return { ok: true, value, gaps: [...treeGaps(value.treeFailure), ...value.nodes.flatMap(depthGaps)] }
  }

  #tree({ tree }: GoodAnswer): ZooKeeperTree {
    const ticket = this.#keeper.ticket
    return {
      ...tree,
      tenancy: this.#surroundings?.tenancy ?? { kind: 'unknown', others: [] },
      session: ticket === null ? '' : sessionText(ticket.id),
      sessionsLost: this.#keeper.sessionsLost,
    }
  }

  async #node(address: string, { seldom, signal }: { seldom: 'ask' | 'keep'; signal: AbortSignal }) {
    const { deadlines, ensemble } = this.#options
    const ask: NodeAsk = { address, patterns: ensemble, deadlines, signal }
    const reading = await readNode(ask)
    if (seldom === 'ask') this.#commands.set(address, await snapshotCommands(ask, reading.version))
    return reading
  }
}

function treeGaps(failure: Failure | null): Gap[] {
  if (failure === null) return []
  const gap = { fact: 'zookeeper-tree', failure }
  return [failure.code === 'forbidden' ? { ...gap, needs: 'READ on that node: zookeeper.digest' } : gap]
}

/** A node that is not there is told by its sign of life; here only what it keeps back. */
function depthGaps({ from, failures }: ZooKeeperNodeDepth): Gap[] {
  const failure = failures.find(({ code }) => code === 'forbidden') ?? failures.at(-1)
  if (from !== 'srvr' || failure === undefined) return []
  const needs = 'mntr in 4lw.commands.whitelist, its AdminServer or its Prometheus provider'
  return [{ fact: 'zookeeper-node-depth', failure, needs }]
}
