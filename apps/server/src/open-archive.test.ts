import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DEFAULT_HISTORY } from '@perigee/config'
import { type Archive, History } from '@perigee/store'
import { NOW } from '@perigee/testkit'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { fakeCluster, fakeState } from './features/console-state.fake.ts'
import { openArchive, recallHours } from './open-archive.ts'
import { FakeClock } from './polling/clock.fake.ts'

const MINUTE = 60_000
const BEGIN = Math.floor(NOW / MINUTE) * MINUTE
let directory = ''
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'perigee-open-archive-'))
})
afterEach(() => rmSync(directory, { recursive: true, force: true }))

function opened(nowMs: number, history: Partial<typeof DEFAULT_HISTORY> = {}): Archive | null {
  const cluster = fakeCluster()
  const state = fakeState([cluster])
  const config = { ...state.config, history: { ...DEFAULT_HISTORY, directory, ...history } }
  return openArchive(config, new FakeClock(nowMs))
}

function must(archive: Archive | null): Archive {
  if (archive === null) throw new Error('no archive')
  return archive
}

test('what one console wrote the next one has in its charts, through the thread and back', async () => {
  const first = must(opened(BEGIN + 5 * MINUTE))
  const history = new History({ sink: first.sinkFor('payments-eu') })
  for (const [minute, value] of [3, 5, null, 9].entries()) history.record('brokersUp', BEGIN + minute * MINUTE, value)
  first.tick()
  await first.close()

  const second = must(opened(BEGIN + 10 * MINUTE))
  const cluster = fakeCluster()
  await recallHours(second, { clusters: new Map([['payments-eu', cluster]]), now: () => BEGIN + 10 * MINUTE })
  const query = { fromMs: BEGIN, toMs: BEGIN + 4 * MINUTE, points: 4 }
  expect(cluster.history.read('brokersUp', query).mean).toEqual([3, 5, null, 9])
  const [window] = (await second.read([{ cluster: 'payments-eu', name: 'brokersUp' }], query)) ?? []
  expect(window?.mean).toEqual([3, 5, null, 9])
  expect(second.status).toMatchObject({ trouble: null, since: { 'payments-eu': BEGIN } })
  await second.close()
  expect(await second.read([], query)).toBeNull()
})

test('nothing is opened when history is switched off', () => {
  expect(opened(BEGIN, { enabled: false })).toBeNull()
})
