import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readReport } from './report.ts'
import { FAILED, type Tally } from './tally.ts'

export type Ring = 'unit' | 'integration' | 'browser'

const COUNT_WITHIN_MS = 120_000

/** Runs one ring of tests; its output goes to our terminal, its result is counted from vitest's own report. */
export async function runRing(root: string, ring: Ring, filters: readonly string[]): Promise<Tally> {
  const folder = mkdtempSync(join(tmpdir(), 'perigee-suite-'))
  const report = join(folder, 'report.json')
  const args = [
    ...vitest(root, 'run', ring),
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
    '--silent=passed-only',
    '--passWithNoTests',
    // Rings of real parts share two cores with a Kafka cluster: one file at a time.
    ...(ring === 'unit' ? [] : ['--no-file-parallelism']),
    ...filters,
  ]
  try {
    const code = await inOurTerminal(args, root)
    return existsSync(report) ? readReport(readFileSync(report, 'utf8'), code) : FAILED
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** How many tests the ring holds, without running them; null when they cannot be collected. */
export function countTests(root: string, ring: Ring): number | null {
  const { status, stdout } = spawnSync(process.execPath, [...vitest(root, 'list', ring), '--json'], {
    cwd: root,
    encoding: 'utf8',
    timeout: COUNT_WITHIN_MS,
    maxBuffer: 64 * 1024 * 1024,
  })
  if (status !== 0) return null
  try {
    const listed: unknown = JSON.parse(stdout.slice(stdout.indexOf('[')))
    return Array.isArray(listed) ? listed.length : null
  } catch {
    return null
  }
}

function vitest(root: string, command: 'run' | 'list', ring: Ring): string[] {
  const main = join(root, 'node_modules/vitest/vitest.mjs')
  return [main, command, '--config', join(root, 'vitest.workspace.ts'), '--project', ring]
}

function inOurTerminal(args: readonly string[], cwd: string): Promise<number> {
  return new Promise((resolve) => {
    const env = process.stdout.isTTY ? process.env : { ...process.env, NO_COLOR: '1' }
    const child = spawn(process.execPath, args, { cwd, env, stdio: 'inherit' })
    const stop = () => child.kill('SIGTERM')
    process.once('SIGTERM', stop)
    process.once('SIGINT', stop)
    child.on('exit', (code) => {
      process.off('SIGTERM', stop)
      process.off('SIGINT', stop)
      resolve(code ?? 1)
    })
  })
}
