import { readFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Launcher, NodeProgram, RunningNode } from './launcher.ts'
import { NodeFailed } from './unavailable.ts'

export type NodeState = 'running' | 'paused' | 'stopped'

export interface NodeAddress {
  readonly id: number
  readonly host: string
  readonly port: number
  readonly rack: string | null
  /** Page of the JMX exporter; null = this node has none. */
  readonly exporterUrl: string | null
}

/** One broker, controller or ZooKeeper node, and what can be done to it. */
export interface LabNode extends NodeAddress {
  readonly name: string
  readonly logFile: string
  readonly state: NodeState
  /** Process id; undefined while stopped. */
  readonly pid: number | undefined
  /** Starts the process, after a kill as soon as others have forgotten it; does not wait until it serves. */
  start(): Promise<void>
  /** Asks it to end (SIGTERM); kills it when it has not after 20 s, as when its controllers are gone. */
  stop(): Promise<void>
  /** SIGKILL: no goodbye to anyone. */
  kill(): Promise<void>
  /** SIGSTOP: keeps its sockets open and says nothing any more. */
  pause(): Promise<void>
  resume(): Promise<void>
  /** Stops it unless it is stopped, then starts it. */
  restart(): Promise<void>
  /** Throws {@link NodeFailed} when the process has ended without being asked to. */
  assertAlive(): Promise<void>
  logTail(): Promise<string>
}

const STOP_PATIENCE_MS = 20_000

export function makeNode(launcher: Launcher, program: NodeProgram, address: NodeAddress): LabNode {
  let process: RunningNode | undefined
  let state: NodeState = 'stopped'
  let killedAt = Number.NEGATIVE_INFINITY

  const end = async (name: 'SIGTERM' | 'SIGKILL') => {
    const ending = process
    if (ending === undefined) return
    // A paused process takes SIGTERM only once it runs again.
    if (state === 'paused' && name === 'SIGTERM') await ending.signal('SIGCONT')
    state = 'stopped'
    process = undefined
    await ending.signal(name)
    const ended = await endsWithin(ending, STOP_PATIENCE_MS)
    if (!ended) {
      await ending.signal('SIGKILL')
      await ending.exited
    }
    if (!ended || name === 'SIGKILL') killedAt = performance.now()
  }
  const node: LabNode = {
    ...address,
    name: program.name,
    logFile: program.logFile,
    get state() {
      return state
    },
    get pid() {
      return process?.pid
    },
    start: async () => {
      if (process !== undefined) return
      await sleep(Math.max(0, killedAt + (program.restAfterKillMs ?? 0) - performance.now()))
      process = await launcher.start(program)
      state = 'running'
    },
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
    pause: async () => {
      await process?.signal('SIGSTOP')
      if (process !== undefined) state = 'paused'
    },
    resume: async () => {
      await process?.signal('SIGCONT')
      if (process !== undefined) state = 'running'
    },
    restart: async () => {
      await node.stop()
      await node.start()
    },
    assertAlive: async () => {
      if (process !== undefined && (await endsWithin(process, 0))) {
        throw new NodeFailed(program.name, 'ended while starting:', await node.logTail())
      }
    },
    logTail: async () => (await readFile(program.logFile, 'utf8').catch(() => '')).slice(-3000),
  }
  return node
}

async function endsWithin(node: RunningNode, timeoutMs: number): Promise<boolean> {
  const timer = new AbortController()
  const waiting = sleep(timeoutMs, false, { signal: timer.signal }).catch(() => false)
  const ended = await Promise.race([node.exited.then(() => true), waiting])
  timer.abort()
  return ended
}
