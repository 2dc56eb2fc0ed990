import { expect, test } from 'vitest'
import { askedRange, isFrozen, liveRange, movedRange, offeredRanges, rangeMs, resolveRange, timeMs } from './range.ts'
import { endOfRangeWords } from './words.ts'

const NOW = Date.parse('2026-11-22T02:50:48Z')
const HOUR = 3_600_000
const DAY = 24 * HOUR

test('ranges on offer never exceed what is kept, but show the whole of it', () => {
  const upTo = (ms: number | null) => offeredRanges(ms).at(-1)?.from
  expect(upTo(null)).toBe('now-1h')
  expect(upTo(20 * 60_000)).toBe('now-1h')
  expect(upTo(5 * HOUR)).toBe('now-6h')
  expect(upTo(6 * HOUR)).toBe('now-6h')
  expect(upTo(2 * DAY)).toBe('now-3d')
  expect(upTo(900 * DAY)).toBe('now-730d')
})

test('a live window ends now, a fixed one where the URL says', () => {
  expect(resolveRange({}, NOW)).toEqual({ fromMs: NOW - HOUR, toMs: NOW, mode: 'live', markMs: null })
  expect(resolveRange({ from: 'now-3d' }, NOW)).toMatchObject({ fromMs: NOW - 3 * DAY, mode: 'live' })
  const fixed = { from: '2026-11-22T01:00:00Z', to: String(NOW - HOUR) }
  expect(resolveRange(fixed, NOW)).toEqual({
    fromMs: Date.parse(fixed.from),
    toMs: NOW - HOUR,
    mode: 'frozen',
    markMs: null,
  })
})

test('an instant is marked in the middle of an hour; a bad window is not taken', () => {
  const at = NOW - DAY
  expect(resolveRange({ at: String(at) }, NOW)).toEqual({
    fromMs: at - HOUR / 2,
    toMs: at + HOUR / 2,
    mode: 'frozen',
    markMs: at,
  })
  expect(resolveRange({ from: 'now', to: 'now-1h' }, NOW)).toMatchObject({ fromMs: NOW - 2 * HOUR, toMs: NOW - HOUR })
  expect(resolveRange({ from: 'yesterday' }, NOW)).toMatchObject({ fromMs: NOW - HOUR, toMs: NOW })
})

test('times are read as in the API', () => {
  expect(timeMs('now-1d/d', NOW)).toBe(Date.parse('2026-11-21T00:00:00Z'))
  expect([timeMs('', NOW), timeMs('soon', NOW), rangeMs('now-2w')]).toEqual([null, null, 14 * DAY])
})

test('a window is moved and widened, never beyond now', () => {
  const window = { fromMs: NOW - 3 * HOUR, toMs: NOW - HOUR }
  expect(movedRange(window, 'earlier', NOW)).toEqual({ fromMs: NOW - 4 * HOUR, toMs: NOW - 2 * HOUR })
  expect(movedRange(window, 'later', NOW)).toEqual({ fromMs: NOW - 2 * HOUR, toMs: NOW })
  expect(movedRange({ fromMs: NOW - HOUR, toMs: NOW }, 'later', NOW)).toEqual({ fromMs: NOW - HOUR, toMs: NOW })
  expect(movedRange(window, 'wider', NOW)).toEqual({ fromMs: NOW - 4 * HOUR, toMs: NOW })
})

test('back to live keeps a range that slides', () => {
  expect(liveRange('now-6h')).toEqual({ from: 'now-6h', to: undefined, at: undefined })
  expect(liveRange(String(NOW))).toEqual({ from: undefined, to: undefined, at: undefined })
  expect([isFrozen({}), isFrozen({ to: 'now' }), isFrozen({ to: '5' }), isFrozen({ at: '5' })]).toEqual([
    false,
    false,
    true,
    true,
  ])
})

test('an instant yet to come shows what led up to now, and no window that ends before it begins', () => {
  const { fromMs, toMs } = resolveRange({ at: String(NOW + 2 * HOUR) }, NOW)
  expect([fromMs, toMs]).toEqual([NOW - HOUR / 2, NOW])
})

test('charts ask for the window that the page shows, whatever the URL holds', () => {
  expect(askedRange({ from: 'now-2y' }, NOW)).toEqual({ from: 'now-2y' })
  expect(askedRange({ from: 'yesterday' }, NOW)).toEqual({ from: 'now-1h' })
  expect(askedRange({ from: 'now-6h', to: 'soon', at: 'then' }, NOW)).toEqual({ from: 'now-6h' })
  expect(askedRange({ from: 'now-6h', at: String(NOW) }, NOW)).toEqual({ from: 'now-6h', at: String(NOW) })
  for (const chosen of [{}, { from: 'now' }, { from: 'now', to: 'now-1h' }, { from: 'now-3h', to: 'now-2h' }]) {
    const { from, to = 'now' } = askedRange(chosen, NOW)
    const { fromMs, toMs } = resolveRange(chosen, NOW)
    expect([timeMs(from, NOW), timeMs(to, NOW)]).toEqual([fromMs, toMs])
  }
})

test('the ends of a range of years are told with their year: the same day comes again', () => {
  const words = (spanMs: number) => endOfRangeWords(NOW, 'utc', spanMs)
  expect(words(365 * DAY)).toBe('22 Nov 2026')
  expect(words(7 * DAY)).toBe('22 Nov 02:50')
  expect(words(HOUR)).toBe('02:50')
})
