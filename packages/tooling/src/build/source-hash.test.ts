import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { hashSources } from './source-hash.ts'

let root = ''
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'perigee-hash-'))
  mkdirSync(join(root, 'src/deep'), { recursive: true })
  writeFileSync(join(root, 'src/deep/a.ts'), 'one')
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

test('changes with content and with names, not with time', () => {
  const before = hashSources(root, ['src', 'not-there'])
  expect(hashSources(root, ['src', 'not-there'])).toBe(before)
  writeFileSync(join(root, 'src/deep/a.ts'), 'two')
  const changed = hashSources(root, ['src'])
  expect(changed).not.toBe(before)
  writeFileSync(join(root, 'src/b.ts'), '')
  expect(hashSources(root, ['src'])).not.toBe(changed)
})

test('tests and canned answers are in no build', () => {
  const before = hashSources(root, ['src'])
  writeFileSync(join(root, 'src/deep/a.test.ts'), 'x')
  mkdirSync(join(root, 'src/testing'))
  writeFileSync(join(root, 'src/testing/canned.ts'), 'x')
  expect(hashSources(root, ['src'])).toBe(before)
})
