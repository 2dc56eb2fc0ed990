import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'

/** A child process that cannot outlive us. */
export interface Leashed {
  readonly pid: number
  /** Settles when the process has ended. */
  readonly exited: Promise<void>
  signal(name: NodeJS.Signals): void
}

// The child runs behind a small shell that holds our pipe open. When we end, even by SIGKILL, the kernel closes the
// pipe, `read` returns, and the shell kills the child: no other portable way survives the death of the parent.
// The child's own streams go to the log file, so the first line on the pipe is its pid and nothing else follows.
const LEASH = [
  'log=$1; shift',
  'exec 3<&0',
  '"$@" </dev/null >>"$log" 2>&1 3<&- &',
  'child=$!',
  'echo $child',
  '(read _ <&3; kill -9 $child) >/dev/null 2>&1 &',
  'watcher=$!',
  'wait $child',
  'kill $watcher 2>/dev/null',
].join('\n')

/** Starts `command`, output appended to `logFile`. It dies with this process. */
export async function startLeashed(command: readonly string[], logFile: string): Promise<Leashed> {
  const shell = spawn('/bin/sh', ['-c', LEASH, 'leash', logFile, ...command], {
    // Its own session: Ctrl-C in a terminal reaches us alone, and we end the nodes in order.
    detached: true,
    stdio: ['pipe', 'pipe', 'ignore'],
  })
  const exited = once(shell, 'exit').then(() => undefined)
  const pid = await firstLineAsNumber(shell)
  let over = false
  exited.then(() => {
    over = true
  })
  return {
    pid,
    exited,
    signal: (name) => {
      if (!over) signalQuietly(pid, name)
    },
  }
}

/** Runs `script` by a shell when this process has ended for whatever reason; `cancel` takes it back. */
export function afterDeath(script: string, args: readonly string[]): { cancel(): void } {
  const shell = spawn('/bin/sh', ['-c', `read _\n${script}`, 'after-death', ...args], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  })
  shell.unref()
  unrefPipe(shell)
  return { cancel: () => shell.kill('SIGKILL') }
}

async function firstLineAsNumber(shell: ChildProcess): Promise<number> {
  if (shell.stdout === null) throw new Error('the leash has no output')
  const lines = createInterface({ input: shell.stdout })
  const [line] = (await Promise.race([
    once(lines, 'line'),
    once(shell, 'exit').then(() => ['']),
    once(shell, 'error').then(([error]) => Promise.reject(error)),
  ])) as [string]
  const pid = Number(line)
  if (!Number.isInteger(pid) || pid <= 1) throw new Error('the leash did not tell the process id')
  return pid
}

function unrefPipe(shell: ChildProcess): void {
  // Typed as a stream, in fact a socket: it must not keep the event loop alive.
  const pipe = shell.stdin as unknown as { unref?: () => void } | null
  pipe?.unref?.()
}

function signalQuietly(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}
