import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { ArchiveKeeper } from './keeper.ts'

const MINUTE = 60_000
const START = Date.UTC(2026, 10, 20)
const WRITER = fileURLToPath(new URL('./killed-writer.ts', import.meta.url))
const KILLS = 100
/** Minutes nobody writes between two lives: what must come out as a gap. */
const PAUSE_MINUTES = 3

/** Runs the writer and kills it `afterMs` after its first word; the minutes it said were taken. */
async function writeUntilKilled(directory: string, fromMs: number, afterMs: number): Promise<number> {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', WRITER, directory, String(fromMs)])
  let said = ''
  let complaint = ''
  child.stderr.on('data', (data) => {
    complaint += data
  })
  child.stdout.on('data', (data) => {
    if (said === '') setTimeout(() => child.kill('SIGKILL'), afterMs)
    said += data
  })
  const signal = await new Promise((resolve) => child.once('close', (_, by) => resolve(by)))
  expect(signal, complaint).toBe('SIGKILL')
  // The last line may be cut off in the middle.
  return Number(said.split('\n').at(-2))
}

/** Opens, reads everything told so far, closes. */
function checkFile(directory: string, lives: readonly (readonly [number, number])[]): number {
  const keeper = new ArchiveKeeper({ directory, maxBytes: 64_000_000 })
  const [, last] = lives.at(-1) ?? [0, 0]
  const toMs = last + 2 * MINUTE
  keeper.open(toMs)
  expect(keeper.status()).toMatchObject({ trouble: null, setAside: [] })
  const window = keeper.reader({ fromMs: START, toMs, points: 1e9 }, toMs)?.read('c', 's7')
  keeper.close()
  if (window === undefined || window === null || window.stepMs !== MINUTE) throw new Error('minutes cannot be read')
  const known = new Map(window.at.map((at, i) => [at, window.mean[i] ?? null]))
  let missing = 0
  for (const [i, [from, to]] of lives.entries()) {
    for (let at = from; at <= to; at += MINUTE) {
      const value = known.get(at) ?? null
      if (value === null) missing += 1
      else expect(Math.abs(value / (at / MINUTE) - 1)).toBeLessThan(0.0002)
    }
    const next = lives[i + 1]?.[0]
    // The writer may have written one minute more than it could say.
    for (let at = to + 2 * MINUTE; next !== undefined && at < next; at += MINUTE) expect(known.get(at)).toBeNull()
  }
  return missing
}

test('killed a hundred times while it writes: the file opens, nothing taken is missing, the time between is a gap', {
  timeout: 600_000,
}, async () => {
  const directory = mkdtempSync(join(tmpdir(), 'perigee-killed-'))
  const lives: (readonly [number, number])[] = []
  let from = START
  try {
    for (let kill = 0; kill < KILLS; kill += 1) {
      const to = await writeUntilKilled(directory, from, (kill * 7) % 40)
      lives.push([from, to])
      from = to + (2 + PAUSE_MINUTES) * MINUTE
      expect(checkFile(directory, lives.slice(-30))).toBe(0)
    }
    expect(lives.reduce((sum, [begin, end]) => sum + (end - begin) / MINUTE, 0)).toBeGreaterThan(KILLS)
  } finally {
    rmSync(directory, { recursive: true, force: true })
  }
})
