import type { ArchiveStatus } from '@perigee/store'
import { NOW } from '@perigee/testkit'
import { expect, test } from 'vitest'
import { fakeState } from '../console-state.fake.ts'
import { archiveState } from './archive-state.ts'

const STATUS: ArchiveStatus = {
  trouble: null,
  writtenTo: NOW - 30_000,
  waitingMinutes: 0,
  lostMinutes: 0,
  usedBytes: 5_000_000,
  limitBytes: 1_024_000_000,
  series: 40,
  setAside: [],
  since: { a: NOW - 86_400_000, b: NOW - 3_600_000 },
}
const told = (over: Partial<ArchiveStatus> = {}) =>
  archiveState(fakeState([], { archive: { read: async () => null, status: { ...STATUS, ...over } } }), NOW)

test('how far back it reaches, what waits, and what was put aside', () => {
  expect(told()).toMatchObject({ status: 'ok', text: 'Kept: the last 1 d.', hint: null, usedBytes: 5_000_000 })
  expect(told({ since: {} }).text).toBe('Kept: nothing yet.')
  expect(told({ setAside: ['history.sqlite.damaged-x'] }).hint).toContain('history.sqlite.damaged-x')
})

test('trouble is told with what helps and what it costs', () => {
  const trouble = { kind: 'full', message: 'There is no room left in /data', since: NOW - 120_000 } as const
  const state = told({ trouble, waitingMinutes: 2, lostMinutes: 3 })
  expect(state.status).toBe('warning')
  expect(state.text).toBe(
    'Nothing is kept beyond six hours for 2 min: There is no room left in /data. 2 minutes wait in memory. 3 minutes could not be kept.',
  )
  expect(state.hint).toContain('history.maxMegabytes')
})

test('without an archive it says why', () => {
  expect(archiveState(fakeState(), NOW)).toMatchObject({ status: 'off', text: expect.stringContaining('switched off') })
})
