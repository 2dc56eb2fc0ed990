import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Where the console starts. */
export const CONSOLE_MAIN = join(import.meta.dirname, '../../../apps/server/src/main.ts')
const START_TIMEOUT_MS = 30_000

export interface Answer {
  readonly status: number
  readonly tookMs: number
  readonly text: string
  readonly headers: Headers
}

/** The real console as a process of its own, as an operator starts it. */
export interface RunningConsole extends AsyncDisposable {
  readonly url: string
  readonly pid: number
  get(path: string, headers?: Readonly<Record<string, string>>): Promise<Answer>
  post(path: string, body: unknown): Promise<Answer>
  /** Everything it has printed. */
  log(): string
}

export interface ConsoleOptions {
  /** Contents of perigee.yaml. */
  readonly yaml?: string
  readonly args?: readonly string[]
  /** For Node itself. */
  readonly nodeFlags?: readonly string[]
  /** Besides the environment of the tests. */
  readonly env?: Readonly<Record<string, string>>
}

/** Starts it on a free port and waits for the line that names its address. Rejects with its output if it ends first. */
export async function startConsole(options: ConsoleOptions): Promise<RunningConsole> {
  // A directory of its own: a perigee.yaml that lies about must not be found.
  const dir = await mkdtemp(join(tmpdir(), 'perigee-acceptance-'))
  const file = join(dir, 'perigee.yaml')
  if (options.yaml !== undefined) await writeFile(file, options.yaml)
  const config = options.yaml === undefined ? [] : ['--config', file]
  const child = spawn(
    process.execPath,
    [...(options.nodeFlags ?? []), CONSOLE_MAIN, '--port', '0', ...config, ...(options.args ?? [])],
    {
      cwd: dir,
      env: { ...environment(), ...options.env },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  )
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      output += chunk
    })
  }
  const exited = once(child, 'exit')
  const dispose = async () => {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGTERM')
      await exited
    }
    await rm(dir, { recursive: true, force: true })
  }
  try {
    const url = await addressIn(() => output, exited)
    return {
      url,
      pid: child.pid ?? 0,
      get: (path, headers = {}) => ask(url + path, { headers }),
      post: (path, body) =>
        ask(url + path, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(body),
        }),
      log: () => output,
      [Symbol.asyncDispose]: dispose,
    }
  } catch (error) {
    await dispose()
    throw error
  }
}

/** Ours without settings of the console that happen to be set here. */
function environment(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('PERIGEE_')))
}

async function addressIn(output: () => string, exited: Promise<unknown>): Promise<string> {
  let ended = false
  exited.then(() => {
    ended = true
  })
  for (const start = Date.now(); Date.now() - start < START_TIMEOUT_MS; ) {
    const found = /Perigee listening on (http:\/\/\S+)/.exec(output())?.[1]
    if (found !== undefined) return found
    if (ended) throw new Error(`the console ended:\n${output()}`)
    await new Promise((wake) => setTimeout(wake, 50))
  }
  throw new Error(`the console did not name its address within ${START_TIMEOUT_MS} ms:\n${output()}`)
}

async function ask(url: string, init: RequestInit): Promise<Answer> {
  const start = performance.now()
  const answer = await fetch(url, { ...init, signal: AbortSignal.timeout(20_000) })
  const text = await answer.text()
  return { status: answer.status, tookMs: performance.now() - start, text, headers: answer.headers }
}
