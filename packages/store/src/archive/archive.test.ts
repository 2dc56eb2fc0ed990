import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Archive } from './archive.ts'

const MINUTE = 60_000
const START = Date.UTC(2026, 10, 20)

let directory = ''
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'perigee-archive-thread-'))
})
afterEach(() => rmSync(directory, { recursive: true, force: true }))

/** The real thread, which dies by an exception when it finds a file `die`, and takes it away. */
const MORTAL = new URL(
  `data:text/javascript,${encodeURIComponent(`
    import { existsSync, rmSync } from 'node:fs'
    import { parentPort, workerData } from 'node:worker_threads'
    const { runArchive } = await import(${JSON.stringify(new URL('./run-archive.ts', import.meta.url).href)})
    parentPort.on('message', () => {
      if (!existsSync(workerData.directory + '/die')) return
      rmSync(workerData.directory + '/die')
      throw new Error('out of luck')
    })
    runArchive(parentPort, workerData)
  `)}`,
)

test('a thread that died is begun anew, and what it keeps has its names', async () => {
  let now = START
  const archive = new Archive({ threadFile: MORTAL, directory, maxBytes: 64_000_000, now: () => now })
  const sink = archive.sinkFor('c')
  const slot = sink.open('brokersUp')
  const live = (minutes: number, value: number) => {
    for (let i = 0; i < minutes; i += 1) {
      sink.add(slot, now, value)
      now += MINUTE
      archive.tick()
    }
  }
  const query = { fromMs: START, toMs: START + 60 * MINUTE, points: 60 }
  const read = async () => (await archive.read([{ cluster: 'c', name: 'brokersUp' }], query))?.[0]?.mean
  try {
    live(2, 3)
    expect((await read())?.slice(0, 3)).toEqual([3, 3, null])
    writeFileSync(join(directory, 'die'), '')
    live(1, 4)
    await vi.waitFor(() => expect(archive.status.trouble).toMatchObject({ kind: 'broken', message: 'out of luck' }))
    expect(existsSync(join(directory, 'die'))).toBe(false)
    expect(await read()).toBeUndefined()
    now += 2 * MINUTE
    live(3, 5)
    const told = await read()
    expect(told?.filter((value) => value === 5).length).toBeGreaterThanOrEqual(2)
    expect(told?.slice(0, 2)).toEqual([3, 3])
    expect(archive.status.trouble).toBeNull()
  } finally {
    await archive.close()
  }
  now += 60 * MINUTE
  archive.tick()
  expect(await read()).toBeUndefined()
})

test('of more reads than can be answered in time the last are refused at once, and the next are answered again', async () => {
  const archive = new Archive({ threadFile: MORTAL, directory, maxBytes: 64_000_000, now: () => START })
  const query = { fromMs: START - 60 * MINUTE, toMs: START, points: 60 }
  const read = () => archive.read([{ cluster: 'c', name: 'brokersUp' }], query)
  try {
    const answers = await Promise.all(Array.from({ length: 70 }, read))
    expect(answers.map((answer) => answer === null)).toEqual(Array.from({ length: 70 }, (_, i) => i >= 64))
    expect(await read()).toHaveLength(1)
  } finally {
    await archive.close()
  }
})
