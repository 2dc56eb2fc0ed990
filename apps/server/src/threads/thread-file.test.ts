import { existsSync, readdirSync } from 'node:fs'
import { expect, test } from 'vitest'
import { threadFile } from './thread-file.ts'

test('every thread of this folder is found by its name', () => {
  const names = readdirSync(new URL('.', import.meta.url)).flatMap((file) => file.match(/^(.+)-thread\.ts$/)?.[1] ?? [])
  expect(names).toContain('exporter')
  for (const name of names) expect(existsSync(threadFile(name)), name).toBe(true)
})
