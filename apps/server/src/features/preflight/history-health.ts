import type { ConsoleHealth } from '@perigee/domain'
import type { ConsoleState } from '../../facts/state.ts'
import { bytesWords, clockWords, plural } from '../wire/words.ts'

/** The first minute is on the disk two minutes after the start at the latest. */
const FIRST_WITHIN_MS = 180_000

/** Whether measured values are being written down. */
export function historyHealth(state: ConsoleState): ConsoleHealth['history'] {
  const { archive, startedAt } = state
  const now = state.now()
  if (archive === null)
    return {
      state: 'off',
      text: 'Nothing is kept beyond six hours here (history.enabled, or a command that keeps nothing).',
    }
  const { trouble, writtenTo, lostMinutes, usedBytes, limitBytes } = archive.status
  if (trouble !== null)
    return {
      state: 'failing',
      text: `History is not written since ${clockWords(trouble.since, now)}: ${trouble.message}.`,
    }
  if (lostMinutes > 0)
    return { state: 'failing', text: `${plural(lostMinutes, 'minute')} could not be written since the start.` }
  if (writtenTo === null)
    return now - startedAt < FIRST_WITHIN_MS
      ? { state: 'unknown', text: 'Nothing was written yet: the console has just begun.' }
      : { state: 'failing', text: `Nothing was written since ${clockWords(startedAt, now)}.` }
  return {
    state: 'writing',
    text: `Written up to ${clockWords(writtenTo, now)}, ${bytesWords(usedBytes)} of ${bytesWords(limitBytes)}.`,
  }
}
