import type { Sources } from '@perigee/contract'
import type { ArchiveStatus } from '@perigee/store'
import type { ConsoleState } from '../../facts/state.ts'
import { durationWords, instantOf, plural } from '../wire/words.ts'

type State = Sources['data']['totals']['archive']

const HINTS: Readonly<Record<NonNullable<ArchiveStatus['trouble']>['kind'], string>> = {
  locked: 'Give each console a directory of its own with history.directory; this one tries again every minute.',
  unwritable: 'Let the account that runs the console write there, or name another place with history.directory.',
  full: 'Make room, or allow the history less with history.maxMegabytes; the last hour waits in memory.',
  corrupt: 'Look at the disk: files went bad one after the other. Those put aside are still there.',
  newer: 'Run the newer release, or name another directory with history.directory.',
  broken: 'It is begun anew by itself, at the latest within the hour; charts of the last six hours go on meanwhile.',
}

/** How the numbers fare that are kept beyond six hours. */
export function archiveState({ archive, demo }: ConsoleState, now: number): State {
  if (archive === null) {
    const why = demo === null ? 'history is switched off or nothing is watched' : 'what is simulated is not kept'
    const text = `Charts reach back six hours: ${why}.`
    return { status: 'off', text, hint: null, usedBytes: 0, limitBytes: 0, writtenTo: null }
  }
  const { status } = archive
  const { usedBytes, limitBytes, trouble } = status
  const base = { usedBytes, limitBytes, writtenTo: instantOf(status.writtenTo) }
  if (trouble !== null) {
    const text = `Nothing is kept beyond six hours for ${durationWords(now - trouble.since)}: ${trouble.message}.`
    return { ...base, status: 'warning', text: text + lossOf(status), hint: HINTS[trouble.kind] }
  }
  const begun = Object.values(status.since)
  const since = begun.length === 0 ? 'nothing yet' : `the last ${durationWords(now - Math.min(...begun))}`
  return { ...base, status: 'ok', text: `Kept: ${since}.${lossOf(status)}`, hint: asideHint(status) }
}

function lossOf({ waitingMinutes, lostMinutes }: ArchiveStatus): string {
  const waits = waitingMinutes === 0 ? '' : ` ${plural(waitingMinutes, 'minute')} wait in memory.`
  return lostMinutes === 0 ? waits : `${waits} ${plural(lostMinutes, 'minute')} could not be kept.`
}

function asideHint({ setAside }: ArchiveStatus): string | null {
  return setAside.length === 0 ? null : `A damaged file was put aside and a new one begun: ${setAside.join(', ')}.`
}
