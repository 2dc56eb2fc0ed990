// What `npm start` and the image run: the same console in files that need nothing beside them.
import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { isBuiltin } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'

const SERVER = fileURLToPath(new URL('..', import.meta.url))

// Building and starting take their time on a busy machine; nothing here is about how long.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

let dist = ''
beforeAll(() => {
  dist = mkdtempSync(join(tmpdir(), 'perigee-bundle-'))
  const rolldown = ['node_modules/rolldown/bin/cli.mjs', '-c', 'rolldown.config.ts', '-d', dist]
  const { status, stderr } = spawnSync(process.execPath, rolldown, { cwd: SERVER, encoding: 'utf8' })
  if (status !== 0) throw new Error(stderr)
})
afterAll(() => rmSync(dist, { recursive: true, force: true }))

function scripts(): { name: string; text: string }[] {
  const names = readdirSync(dist).filter((name) => /\.[cm]js$/.test(name))
  return names.map((name) => ({ name, text: readFileSync(join(dist, name), 'utf8') }))
}

test('every import is of Node or of a file beside it', () => {
  const asked = scripts().flatMap(({ text }) =>
    [...text.matchAll(/\b(?:require|import)\("([^"]+)"\)|^(?:im|ex)port\b.*\bfrom ?"([^"]+)"/gm)].map(
      (match) => match[1] ?? match[2] ?? '',
    ),
  )
  expect(readdirSync(dist)).toContain('fleet-thread.mjs')
  expect(asked.length).toBeGreaterThan(20)
  const own = new Set(scripts().map(({ name }) => `./${name}`))
  // `debug` tries whether it is there; ajv writes the others into code that it can print, which nobody asks for.
  const quoted = ['supports-color', 'ajv/dist/runtime/validation_error', 'ajv-formats/dist/formats']
  const strangers = asked.filter((specifier) => !isBuiltin(specifier) && !own.has(specifier))
  expect(strangers.filter((specifier) => !quoted.includes(specifier))).toEqual([])
})

test('of the Kafka library only the connection is in it, and each library comes with its licence', () => {
  const licences = readFileSync(join(dist, 'licences.txt'), 'utf8')
  expect(licences).toMatch(/^@platformatic\/kafka 2\.\S+ \(Apache-2\.0\)$/m)
  // What its clients, codecs and registries need.
  expect(licences).not.toMatch(/^(@platformatic\/wasm-utils|mnemonist|avsc|scule|protobufjs) /m)
})

test('it serves the API, its description and its own numbers', async () => {
  const { PERIGEE_CONFIG: _, ...rest } = process.env
  const env = { ...rest, PERIGEE_HISTORY_ENABLED: 'false' }
  const args = [join(dist, 'main.cjs'), '--port', '0', '--bootstrap', '127.0.0.1:1', '--log-level', 'silent']
  const child = spawn(process.execPath, args, { cwd: tmpdir(), env, stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = new Promise((resolve) => child.on('close', resolve))
  try {
    const url = await new Promise<string>((resolve, reject) => {
      child.stdout.on('data', (data) => resolve(/http:\S+/.exec(String(data))?.[0] ?? ''))
      child.on('close', () => reject(new Error('it ended')))
    })
    const [overview, description, numbers] = await Promise.all(
      ['/api/v1/overview', '/api/openapi.json', '/metrics'].map(async (path) => (await fetch(url + path)).text()),
    )
    expect(JSON.parse(overview ?? '').data.clusters[0].name).toBe('kafka')
    expect(Object.keys(JSON.parse(description ?? '').paths)).toContain('/api/v1/overview')
    expect(numbers).toContain('perigee_loop_runs_total')
  } finally {
    child.kill('SIGTERM')
    expect(await ended).toBe(0)
  }
})
