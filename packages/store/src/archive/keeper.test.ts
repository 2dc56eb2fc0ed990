import { closeSync, mkdtempSync, openSync, readdirSync, rmSync, statSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { ArchiveKeeper } from './keeper.ts'
import { MinuteGatherer, type SealedMinute } from './minute-gatherer.ts'
import { FILE_NAME } from './open-file.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const START = Date.UTC(2026, 10, 20)
const PLENTY = 64_000_000

let directory = ''
let opened: ArchiveKeeper[] = []
beforeEach(() => {
  directory = join(mkdtempSync(join(tmpdir(), 'perigee-archive-')), 'data')
  opened = []
})
afterEach(() => {
  for (const keeper of opened) keeper.close()
  rmSync(join(directory, '..'), { recursive: true, force: true })
})

function keeperOf(maxBytes = PLENTY, nowMs = START): ArchiveKeeper {
  const keeper = new ArchiveKeeper({ directory, maxBytes })
  opened.push(keeper)
  keeper.open(nowMs)
  return keeper
}

type Sample = (minute: number, series: number) => number | null

/** Lives through so many minutes from START, four samples in each, and does the work that falls due. */
function live(
  keeper: ArchiveKeeper,
  span: { from?: number; minutes: number; series?: number; workEvery?: number },
  sample: Sample,
) {
  const { from = 0, minutes, series = 1, workEvery = 60 } = span
  const sealed: SealedMinute[] = []
  const gatherer = new MinuteGatherer((minute) => sealed.push(minute))
  const slots = Array.from({ length: series }, (_, i) => gatherer.open('c', `s${i}`))
  for (let minute = from; minute < from + minutes; minute += 1) {
    const at = START + minute * MINUTE
    for (let quarter = 0; quarter < 4; quarter += 1) {
      for (const [i, slot] of slots.entries()) {
        const value = sample(minute, i)
        if (value !== null) gatherer.add(slot, at + quarter * 15_000, value + quarter)
      }
    }
    gatherer.flush()
    for (const one of sealed.splice(0)) keeper.take(one, at + MINUTE)
    if (minute % workEvery === 0) finish(keeper, at + MINUTE)
  }
}

function finish(keeper: ArchiveKeeper, nowMs: number): void {
  for (const _ of keeper.work(nowMs));
}

const read = (keeper: ArchiveKeeper, fromMs: number, toMs: number, points = 1440, name = 's0') =>
  keeper.reader({ fromMs, toMs, points }, toMs)?.read('c', name)

test('a minute has mean, least and largest of its samples; a missing minute is a gap and never zero', () => {
  const keeper = keeperOf()
  live(keeper, { minutes: 10 }, (minute) => (minute === 4 ? null : minute * 10))
  const window = read(keeper, START, START + 10 * MINUTE)
  expect(window?.stepMs).toBe(MINUTE)
  expect(window?.mean).toEqual([1.5, 11.5, 21.5, 31.5, null, 51.5, 61.5, 71.5, 81.5, 91.5])
  expect(window?.min?.slice(0, 5)).toEqual([0, 10, 20, 30, null])
  expect(window?.max?.slice(3)).toEqual([33, null, 53, 63, 73, 83, 93])
  expect(window?.startedAt).toBe(START)
})

test('hours fold without a change in what is read, and nothing is counted twice', () => {
  const keeper = keeperOf()
  live(keeper, { minutes: 150, workEvery: 1_000_000 }, (minute) => minute)
  const before = read(keeper, START, START + 150 * MINUTE)
  finish(keeper, START + 150 * MINUTE)
  expect(read(keeper, START, START + 150 * MINUTE)).toEqual(before)
  finish(keeper, START + 150 * MINUTE)
  expect(read(keeper, START, START + 150 * MINUTE)).toEqual(before)
})

test('after three days minutes are gone, five minutes answer with the spike still in them; after thirty, hours do', () => {
  const keeper = keeperOf()
  const spike = 7 * 60 + 20
  const days = 34
  for (let day = 0; day < days; day += 1)
    live(keeper, { from: day * 1440, minutes: 1440 }, (minute) =>
      minute === spike ? 4_000 : minute % 10 === 0 ? 1 : null,
    )
  const nowMs = START + days * DAY
  finish(keeper, nowMs + 2 * HOUR)
  const hours = read(keeper, START, START + DAY)
  expect([hours?.stepMs, hours?.max[7], hours?.max[6]]).toEqual([HOUR, 4_003, 4])
  const fives = read(keeper, nowMs - 20 * DAY, nowMs - 19 * DAY)
  expect([fives?.stepMs, fives?.mean[0], fives?.max[0]]).toEqual([5 * MINUTE, 2.5, 4])
  expect(read(keeper, nowMs - DAY, nowMs)?.stepMs).toBe(MINUTE)
  const all = read(keeper, START, nowMs, 100)
  expect([all?.mean.every((value) => value !== null), Math.max(...(all?.max ?? []).map(Number))]).toEqual([true, 4_003])
}, 120_000)

test('it stays within its size: the oldest of the finest goes first, hours stay', () => {
  const limit = 6_300_000
  const keeper = keeperOf(limit)
  let seed = 7
  const noise = () => {
    seed = (seed * 1_103_515_245 + 12_345) & 0x7fffffff
    return seed / 1000
  }
  live(keeper, { minutes: 2 * 1440, series: 150, workEvery: 60 }, noise)
  const nowMs = START + 2 * DAY
  finish(keeper, nowMs)
  expect(statSync(join(directory, FILE_NAME)).size).toBeLessThanOrEqual(limit)
  expect(keeper.status().trouble).toBeNull()
  const first = read(keeper, START, START + 6 * HOUR)
  expect([first?.stepMs, first?.mean.every((value) => value !== null)]).toEqual([5 * MINUTE, true])
  expect(read(keeper, nowMs - HOUR, nowMs)?.stepMs).toBe(MINUTE)
}, 120_000)

test('a second console on the same directory is told so, and takes over when the first is gone', () => {
  const first = keeperOf()
  const second = keeperOf()
  expect(second.status().trouble).toMatchObject({ kind: 'locked', message: expect.stringContaining('Another console') })
  live(second, { minutes: 3 }, () => 1)
  expect(second.status()).toMatchObject({ waitingMinutes: 3, writtenTo: null })
  first.close()
  second.write(START + 4 * MINUTE)
  expect(second.status()).toMatchObject({ trouble: null, waitingMinutes: 0 })
  expect(read(second, START, START + 3 * MINUTE)?.mean).toEqual([2.5, 2.5, 2.5])
})

test('a damaged file is put aside, never deleted, and a new one begun', () => {
  const keeper = keeperOf()
  live(keeper, { minutes: 5 }, () => 1)
  keeper.close()
  const file = openSync(join(directory, FILE_NAME), 'r+')
  writeSync(file, 'this is no database at all'.repeat(10), 0)
  closeSync(file)
  const next = keeperOf()
  live(next, { from: 5, minutes: 2 }, () => 4)
  expect(next.status()).toMatchObject({
    trouble: null,
    setAside: [expect.stringMatching(/^history\.sqlite\.damaged-2026/)],
  })
  expect(readdirSync(directory).filter((name) => name.includes('damaged')).length).toBeGreaterThan(0)
  expect(read(next, START, START + 7 * MINUTE)?.mean).toEqual([null, null, null, null, null, 5.5, 5.5])
})

test('damage in the middle of the file is found when it is met', () => {
  const keeper = keeperOf()
  live(keeper, { minutes: 200, series: 40 }, (minute, series) => minute * series)
  keeper.close()
  const file = openSync(join(directory, FILE_NAME), 'r+')
  for (let page = 1; page < 40; page += 1) writeSync(file, Buffer.alloc(4096, 0xa5), 0, 4096, page * 4096)
  closeSync(file)
  const next = keeperOf()
  live(next, { from: 200, minutes: 130, series: 40 }, () => 1)
  expect(next.status().trouble).toBeNull()
  expect(next.status().setAside).toHaveLength(1)
})

test('a directory that cannot be written is told, and the console runs on', () => {
  // In it not even root may make a file.
  const keeper = new ArchiveKeeper({ directory: '/proc/self', maxBytes: PLENTY })
  keeper.open(START)
  expect(keeper.status().trouble).toMatchObject({ kind: 'unwritable' })
})

test('a directory that is a file is told', () => {
  keeperOf().close()
  const keeper = new ArchiveKeeper({ directory: join(directory, FILE_NAME), maxBytes: PLENTY })
  keeper.open(START)
  expect(keeper.status().trouble).toMatchObject({ kind: 'unwritable' })
})

test('a full disk keeps an hour in memory, says so, and writes it when there is room', () => {
  const keeper = keeperOf(12 * 16_384)
  live(keeper, { minutes: 75, series: 200, workEvery: 1_000_000 }, () => 1)
  const status = keeper.status()
  expect(status.trouble).toMatchObject({ kind: 'full' })
  expect(status.waitingMinutes).toBeGreaterThan(0)
  keeper.close()
  const roomier = keeperOf(PLENTY)
  live(roomier, { from: 75, minutes: 1, series: 200 }, () => 1)
  expect(roomier.status()).toMatchObject({ trouble: null, waitingMinutes: 0 })
  expect(statSync(join(directory, FILE_NAME)).size).toBeLessThanOrEqual(12 * 16_384)
})

test('what a newer release wrote is left as it is', () => {
  const keeper = keeperOf()
  keeper.close()
  const { DatabaseSync } = process.getBuiltinModule('node:sqlite')
  const db = new DatabaseSync(join(directory, FILE_NAME))
  db.exec('PRAGMA user_version = 99')
  db.close()
  const next = keeperOf()
  live(next, { minutes: 2 }, () => 1)
  expect(next.status().trouble).toMatchObject({ kind: 'newer' })
  expect(next.status().setAside).toEqual([])
})

test('a restart within a minute makes one minute of both parts', () => {
  const keeper = keeperOf()
  live(keeper, { minutes: 1 }, () => 0)
  keeper.close()
  const next = keeperOf()
  live(next, { minutes: 1 }, () => 100)
  for (const nowMs of [START + MINUTE, START + 2 * HOUR]) {
    finish(next, nowMs)
    expect(read(next, START, START + MINUTE)).toMatchObject({ mean: [51.5], min: [0], max: [103] })
  }
})

test('the newest hours of every series are handed out for the memory', () => {
  const keeper = keeperOf()
  live(keeper, { minutes: 130, series: 3 }, (minute, series) => (minute === 100 ? null : minute + series))
  const columns = [...keeper.past(START + 90 * MINUTE, START + 130 * MINUTE)]
  expect(columns.map(({ name }) => name)).toEqual(['s0', 's1', 's2'])
  expect([...(columns[1]?.mean ?? [])].slice(8, 12)).toEqual([100.5, 101.5, Number.NaN, 103.5])
})
