import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { staleDocuments } from './documents.ts'

let root = ''
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'perigee-documents-'))
  mkdirSync(join(root, 'docs/adr'), { recursive: true })
  mkdirSync(join(root, 'packages/config/src'), { recursive: true })
  writeFileSync(join(root, 'packages/config/src/keys.ts'), `key('server.host'),\nkey('server.port', 'number'),`)
  writeFileSync(
    join(root, 'README.md'),
    '`server.host` and `server.port`, see [a](docs/adr/a.md#top) and [b](https://b.org)',
  )
  writeFileSync(
    join(root, 'docs/adr/a.md'),
    'back to [the start](../../README.md); keys are in `packages/config/src/keys.ts`',
  )
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

test('documents that point to what is there are fine', () => {
  expect(staleDocuments(root)).toEqual([])
})

test('names dead links, paths that moved, and settings that nobody told', () => {
  writeFileSync(join(root, 'README.md'), '`server.host`, see [a](docs/adr/gone.md) and `packages/config/src/moved.ts`')
  expect(staleDocuments(root)).toEqual([
    'README.md  links to docs/adr/gone.md, which is not there',
    'README.md  names packages/config/src/moved.ts, which is not there',
    'README.md  does not tell of the setting server.port',
  ])
})
