// Clocks that were wrong, ranges nobody means, names that come and go.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { ArchiveKeeper } from './keeper.ts'
import { MinuteGatherer, type SealedMinute } from './minute-gatherer.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const START = Date.UTC(2026, 10, 20)

let directory = ''
let opened: ArchiveKeeper[] = []
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'perigee-extremes-'))
  opened = []
})
afterEach(() => {
  for (const keeper of opened) keeper.close()
  rmSync(directory, { recursive: true, force: true })
})

function keeperAt(nowMs: number, maxBytes = 64_000_000): ArchiveKeeper {
  const keeper = new ArchiveKeeper({ directory, maxBytes })
  opened.push(keeper)
  keeper.open(nowMs)
  return keeper
}

/** A minute out of every ten, for so many days. */
function live(keeper: ArchiveKeeper, fromMs: number, days: number): void {
  const sealed: SealedMinute[] = []
  const gatherer = new MinuteGatherer((minute) => sealed.push(minute))
  const slot = gatherer.open('c', 's')
  for (let at = fromMs; at < fromMs + days * DAY; at += 10 * MINUTE) {
    gatherer.add(slot, at, 1)
    gatherer.flush()
    for (const one of sealed.splice(0)) keeper.take(one, at + MINUTE)
    if (at % HOUR === 0) finish(keeper, at)
  }
}

function finish(keeper: ArchiveKeeper, nowMs: number): void {
  for (const _ of keeper.work(nowMs));
}

const read = (keeper: ArchiveKeeper, name: string, span: { fromMs: number; toMs: number }) =>
  keeper.reader({ ...span, points: 240 }, span.toMs)?.read('c', name)

// Every hour of thirty thousand years was once looked up, and nothing was written meanwhile.
test('a range that ends in thirty thousand years is answered from what there is', () => {
  const keeper = keeperAt(START)
  live(keeper, START, 2)
  finish(keeper, START + 2 * DAY + 2 * HOUR)
  for (const fromMs of [0, START])
    expect(read(keeper, 's', { fromMs, toMs: 999_999_999_999_999 })?.mean.some((value) => value !== null)).toBe(true)
})

// Days counted as rolled up until that year had come, and their minutes were thrown away after three days.
test('a clock that was a year ahead does not keep later days from being rolled up', () => {
  const ahead = keeperAt(START + 365 * DAY)
  live(ahead, START + 365 * DAY, 3)
  finish(ahead, START + 368 * DAY + 2 * HOUR)
  ahead.close()
  const keeper = keeperAt(START)
  expect(keeper.status().writtenTo).toBeNull()
  live(keeper, START, 6)
  finish(keeper, START + 6 * DAY + 2 * HOUR)
  expect(keeper.status().writtenTo).toBe(START + 6 * DAY - 10 * MINUTE)
  const first = read(keeper, 's', { fromMs: START, toMs: START + DAY })
  expect(first?.mean.filter((value) => value === 1).length).toBeGreaterThan(100)
})

test('after months of standstill only days that hold something are looked at', () => {
  const keeper = keeperAt(START)
  live(keeper, START, 2)
  live(keeper, START + 200 * DAY, 2)
  let steps = 0
  for (const _ of keeper.work(START + 202 * DAY + 2 * HOUR)) steps += 1
  expect(steps).toBeLessThan(20)
  const last = read(keeper, 's', { fromMs: START + 200 * DAY, toMs: START + 201 * DAY })
  expect(last?.mean.some((value) => value === 1)).toBe(true)
})

test('what is given up is not told to be kept', () => {
  const keeper = keeperAt(START)
  live(keeper, START, 1)
  expect(keeper.status().since).toEqual({ c: START })
  finish(keeper, START + 900 * DAY)
  live(keeper, START + 900 * DAY, 1)
  finish(keeper, START + 901 * DAY)
  expect(keeper.status().since.c).toBeGreaterThan(START)
})

test('a number that another series had before is its own in the minutes that wait', () => {
  const sealed: SealedMinute[] = []
  const gatherer = new MinuteGatherer((minute) => sealed.push(minute))
  const old = gatherer.open('c', 'old')
  gatherer.add(old, START, 5)
  gatherer.drop(old)
  // In the minute under way it still has its number, and has it back when it comes again.
  const other = gatherer.open('c', 'other')
  expect(other).not.toBe(old)
  gatherer.seal(START + MINUTE)
  const fresh = gatherer.open('c', 'fresh')
  expect(fresh).toBe(old)
  gatherer.add(fresh, START + MINUTE, 7)
  gatherer.flush()

  const first = keeperAt(START)
  const second = keeperAt(START)
  for (const minute of sealed) second.take(minute, START + 2 * MINUTE)
  expect(second.status().waitingMinutes).toBe(2)
  first.close()
  second.write(START + 3 * MINUTE)
  const span = { fromMs: START, toMs: START + 2 * MINUTE }
  expect(read(second, 'old', span)?.mean).toEqual([5, null])
  expect(read(second, 'fresh', span)?.mean).toEqual([null, 7])
})

test('series that come and go do not make the gatherer grow; one that comes back keeps its number', () => {
  const gatherer = new MinuteGatherer(() => undefined)
  const kept = gatherer.open('c', 'kept')
  for (let minute = 0; minute < 500; minute += 1) {
    const slot = gatherer.open('c', `topic-${minute}`)
    gatherer.add(slot, START + minute * MINUTE, 1)
    gatherer.drop(slot)
  }
  expect(gatherer.size).toBeLessThan(5)
  gatherer.drop(kept)
  expect(gatherer.open('c', 'kept')).toBe(kept)
  gatherer.flush()
  expect(gatherer.open('c', 'kept')).toBe(kept)
})
