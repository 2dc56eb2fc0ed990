// The console as `npm start` runs it, in a process of its own.
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { ExporterAddress } from './fleet-messages.ts'
import { childOf, commandOf, startedAtOf } from './process-figures.ts'

export interface ConsoleCluster {
  readonly name: string
  readonly bootstrap: readonly string[]
  readonly exporters?: readonly ExporterAddress[]
}

export interface RunningConsole {
  readonly pid: number
  readonly url: string
  readonly port: number
  /** Epoch ms at which its own process began, after the builds were found current. */
  readonly startedAt: number
  stop(): Promise<void>
}

const START = fileURLToPath(new URL('../../../tooling/src/start.mjs', import.meta.url))
const SOURCE = fileURLToPath(new URL('../../../../apps/server/src/main.ts', import.meta.url))
const TURNS = fileURLToPath(new URL('./turns.mjs', import.meta.url))
const START_WITHIN_MS = 120_000

export interface ConsoleOptions {
  readonly clusters: readonly ConsoleCluster[]
  /** Intervals of the configuration, in ms; default its own. */
  readonly polling?: Readonly<Record<string, number>>
  /** `npm start` (default) runs the bundle, which is made first where it is not current; `sources` needs no build. */
  readonly from?: 'npm start' | 'sources'
  /** Whether it writes an archive. Default true. */
  readonly history?: boolean
  /** Folder for a CPU profile. */
  readonly profile?: string | null
}

/** Starts the console on a free port. Rejects when it does not come up. */
export async function startConsole(options: ConsoleOptions): Promise<RunningConsole> {
  const { clusters, polling = {}, from = 'npm start', profile = null, history = true } = options
  const directory = mkdtempSync(join(tmpdir(), 'perigee-bench-'))
  const config = join(directory, 'perigee.yaml')
  // YAML reads JSON.
  // History goes beside it, not into the directory that the benchmark was started in.
  const archive = { enabled: history, directory: join(directory, 'data') }
  writeFileSync(config, JSON.stringify({ clusters, polling, history: archive }))
  const port = await freePort()
  const script = from === 'sources' ? SOURCE : START
  const words = [script, '--config', config, '--port', String(port), '--log-level', 'error']
  const env = profile === null ? process.env : { ...process.env, ...profiling(profile) }
  const launcher = spawn(process.execPath, words, { stdio: ['ignore', 'ignore', 'inherit'], env })
  const pid = await consoleBelow(launcher)
  return {
    pid,
    port,
    url: `http://127.0.0.1:${port}`,
    startedAt: startedAtOf(pid),
    async stop() {
      const gone = new Promise<void>((resolve) => launcher.once('exit', () => resolve()))
      if (launcher.exitCode === null) {
        launcher.kill('SIGTERM')
        await gone
      }
      rmSync(directory, { recursive: true, force: true })
    },
  }
}

/** A CPU profile, and how long the turns of its event loop were. */
function profiling(folder: string) {
  const options = ['--cpu-prof', `--cpu-prof-dir=${folder}`, `--import=${TURNS}`]
  return { NODE_OPTIONS: options.join(' '), BENCH_TURNS: join(folder, 'turns.json') }
}

/** It is itself the console, or builds first and has the console as its child. */
async function consoleBelow(launcher: ChildProcess): Promise<number> {
  if (launcher.spawnargs.includes(SOURCE) && launcher.pid !== undefined) return launcher.pid
  const endsAt = Date.now() + START_WITHIN_MS
  while (Date.now() < endsAt && launcher.exitCode === null) {
    const child = launcher.pid === undefined ? null : childOf(launcher.pid)
    if (child !== null && isConsole(child)) return child
    await pause(2)
  }
  launcher.kill('SIGTERM')
  throw new Error('the console did not start')
}

function isConsole(pid: number): boolean {
  try {
    return commandOf(pid).some((word) => /apps[\\/]server[\\/](dist[\\/]main\.|src[\\/]main\.ts)/.test(word))
  } catch {
    return false
  }
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise<void>((resolve) => server.close(() => resolve()))
  return typeof address === 'object' && address !== null ? address.port : 0
}
