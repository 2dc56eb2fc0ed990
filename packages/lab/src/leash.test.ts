import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { exists } from './cache.ts'
import { startLeashed } from './leash.ts'
import { waitFor } from './wait-for.ts'

let dir: string
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'leash-test-'))
})
afterEach(() => rm(dir, { recursive: true, force: true }))

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

describe('startLeashed', () => {
  it('tells the pid of the program, not of its shell, and keeps its output', async () => {
    const log = join(dir, 'log')
    const child = await startLeashed(['sh', '-c', 'echo I am $$; echo and this is an error >&2'], log)
    await child.exited
    expect(await readFile(log, 'utf8')).toBe(`I am ${child.pid}\nand this is an error\n`)
  })

  it('ends by a signal, also when it is paused', async () => {
    const child = await startLeashed(['sleep', '1000'], join(dir, 'log'))
    child.signal('SIGSTOP')
    child.signal('SIGKILL')
    await child.exited
    expect(isAlive(child.pid)).toBe(false)
    child.signal('SIGKILL') // after the end: nothing happens
  })

  it('takes a command with spaces and quotes as it is', async () => {
    const log = join(dir, 'a log')
    const child = await startLeashed(['printf', '%s|', `it's`, '$HOME', 'a  b'], log)
    await child.exited
    expect(await readFile(log, 'utf8')).toBe(`it's|$HOME|a  b|`)
  })
})

describe('when the parent is killed without warning', () => {
  it('leaves no process and no directory behind', async () => {
    const script = `
      import { startLeashed } from '${import.meta.dirname}/leash.ts'
      import { openWorkspace } from '${import.meta.dirname}/workspace.ts'
      const workspace = await openWorkspace()
      const one = await startLeashed(['sleep', '1000'], workspace.dir + '/one')
      const two = await startLeashed(['sleep', '1000'], workspace.dir + '/two')
      two.signal('SIGSTOP')
      console.log(JSON.stringify({ pids: [one.pid, two.pid], dir: workspace.dir }))`
    const parent = spawn(process.execPath, ['--input-type=module-typescript', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const [line] = await once(createInterface({ input: parent.stdout }), 'line')
    const { pids, dir: workspace } = JSON.parse(line as string) as { pids: number[]; dir: string }
    expect(pids.every(isAlive)).toBe(true)
    parent.kill('SIGKILL')
    await waitFor(() => !pids.some(isAlive), { what: 'the children to be gone', timeoutMs: 10_000 })
    await waitFor(async () => !(await exists(workspace)), { what: 'the directory to be gone', timeoutMs: 15_000 })
  })
})
