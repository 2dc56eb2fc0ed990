import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type Build, ensureBuilt } from './current.ts'

let root = ''
const build: Build = {
  name: 'a thing',
  folder: 'app',
  command: ['build.mjs'],
  result: 'app/dist/thing',
  inputs: ['app/src'],
  stamp: 'stamps/thing',
}

beforeEach(() => {
  vi.spyOn(console, 'error').mockImplementation(() => undefined)
  root = mkdtempSync(join(tmpdir(), 'perigee-build-'))
  mkdirSync(join(root, 'app/src'), { recursive: true })
  writeFileSync(join(root, 'app/src/a.ts'), 'one')
  // What it builds is what it is made of, unless its source says that it is broken.
  const copy = `import { cpSync, readFileSync } from 'node:fs'
    if (readFileSync('src/a.ts', 'utf8') === 'broken') process.exit(1)
    cpSync('src/a.ts', 'dist/thing')`
  writeFileSync(join(root, 'app/build.mjs'), copy)
})
afterEach(() => {
  vi.restoreAllMocks()
  rmSync(root, { recursive: true, force: true })
})

test('builds once, and again only after its sources or its result have changed', () => {
  expect(ensureBuilt(root, build)).toBe('built')
  expect(ensureBuilt(root, build)).toBe('current')
  writeFileSync(join(root, 'app/src/a.ts'), 'two')
  expect(ensureBuilt(root, build)).toBe('built')
  expect(readFileSync(join(root, build.result), 'utf8')).toBe('two')
  rmSync(join(root, build.result))
  expect(ensureBuilt(root, build)).toBe('built')
  expect(existsSync(join(root, build.result))).toBe(true)
})

test('a failed build is told and tried again the next time', () => {
  expect(ensureBuilt(root, build)).toBe('built')
  writeFileSync(join(root, 'app/src/a.ts'), 'broken')
  expect(ensureBuilt(root, build)).toBe('failed')
  expect(ensureBuilt(root, build)).toBe('failed')
})
