import { randomBytes } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { overBudget, weighPage } from './budgets.ts'

// Random bytes in hex: gzip leaves half of them.
const noise = (gzipBytes: number) => `//${randomBytes(gzipBytes).toString('hex')}`
let dist = ''

beforeAll(() => {
  dist = mkdtempSync(join(tmpdir(), 'perigee-budgets-'))
  mkdirSync(join(dist, 'assets'))
  const write = (name: string, text: string) => writeFileSync(join(dist, name), text)
  write(
    'index.html',
    '<script type="module" src="/assets/index.js"></script><link rel="stylesheet" href="/assets/a.css">',
  )
  write('assets/index.js', `import{a}from"./shared.js";const page=()=>import("./topics.js");${noise(100_000)}`)
  write('assets/shared.js', `import"./deeper.js";${noise(100_000)}`)
  write('assets/deeper.js', noise(100_000))
  write('assets/topics.js', noise(50_000))
  write('assets/time-chart.js', noise(100_000))
  write('assets/a.css', '.a{margin:0}')
})
afterAll(() => rmSync(dist, { recursive: true, force: true }))

test('first load is the entry with everything it imports statically, nothing it loads later', () => {
  const sizes = weighPage(dist)
  expect(sizes.firstLoadScriptBytes).toBeGreaterThan(300_000)
  expect(sizes.firstLoadScriptBytes).toBeLessThan(380_000)
  expect(sizes.chunks.map((chunk) => chunk.name)).toEqual(['assets/time-chart.js', 'assets/topics.js'])
})

test('says which budget is passed over; charts have one of their own', () => {
  const lines = overBudget(weighPage(dist))
  expect(lines).toHaveLength(2)
  expect(lines[0]).toMatch(/^first-load script: \d+\.\d kB gzip; the budget is 260\.0 kB$/)
  expect(lines[1]).toMatch(/^assets\/topics\.js: /)
})
