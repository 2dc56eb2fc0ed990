import { spawn } from 'node:child_process'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { fileURLToPath } from 'node:url'
import { expect, test, vi } from 'vitest'

const MAIN = fileURLToPath(new URL('./main.ts', import.meta.url))

// Starting processes takes its time on a busy machine; nothing here is about how long.
vi.setConfig({ testTimeout: 120_000 })

/** Runs the console as a process; it is ended with TERM once `until` appears on its standard output. */
function run(args: readonly string[], until?: string): Promise<{ code: number | null; out: string; err: string }> {
  const { PERIGEE_CONFIG: _, ...rest } = process.env
  const env = { ...rest, PERIGEE_HISTORY_ENABLED: 'false' }
  const child = spawn(process.execPath, [MAIN, ...args], { cwd: tmpdir(), env })
  let out = ''
  let err = ''
  child.stdout.on('data', (data) => {
    out += data
    if (until !== undefined && out.includes(until)) child.kill('SIGTERM')
  })
  child.stderr.on('data', (data) => {
    err += data
  })
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, out, err })))
}

test('it says where it listens, and a TERM signal ends it with 0', async () => {
  const { code, out, err } = await run(
    ['--port', '0', '--bootstrap', '127.0.0.1:1', '--log-level', 'silent'],
    'listening on',
  )
  expect(out).toMatch(/^Perigee listening on http:\/\/127\.0\.0\.1:[1-9]\d*\n$/)
  expect([code, err]).toEqual([0, ''])
})

test('a port in use is said in words', async () => {
  const other = createServer()
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
  const address = other.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const { code, err } = await run(['--port', String(port)])
  other.close()
  expect([code, err]).toEqual([
    3,
    `127.0.0.1:${port} is already in use: stop what listens there, or choose another with --port.\n`,
  ])
})

test('check-config prints every problem and exits with 1, or what holds and exits with 0', async () => {
  const bad = await run(['check-config', '--port', 'x', '--bootstrap', 'nowhere'])
  expect(bad.code).toBe(1)
  expect(bad.err).toContain('server.port: must be a number')
  expect(bad.err).toContain('clusters[0].bootstrap[0]: must be host:port')
  const good = await run(['check-config', '--bootstrap', 'a:9092'])
  expect([good.code, good.err]).toEqual([0, ''])
  expect(good.out).toContain('clusters[0].bootstrap = a:9092  (--bootstrap)')
})

test('an unknown flag is refused with the list of those there are', async () => {
  const { code, err } = await run(['--bootstap', 'a:1'])
  expect(code).toBe(2)
  expect(err).toContain("'--bootstap'")
  expect(err).toContain('--bootstrap <host:port,…>')
})
