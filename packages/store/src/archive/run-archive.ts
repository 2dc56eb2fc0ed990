// The thread's side of the archive.
import { setImmediate as turn } from 'node:timers/promises'
import type { MessagePort } from 'node:worker_threads'
import type { HistoryWindow } from '../columns/window.ts'
import { ArchiveKeeper, type KeeperOptions } from './keeper.ts'
import type { FromArchive, ToArchive } from './messages.ts'
import type { PastColumn } from './refill.ts'

const COLUMNS_A_MESSAGE = 100

/** Serves the console at the other end of the port until it says `close`. */
export function runArchive(port: MessagePort, options: KeeperOptions & { readonly nowMs: number }): void {
  const keeper = new ArchiveKeeper(options)
  const say = (message: FromArchive) => port.postMessage(message)
  const tell = () => say({ kind: 'status', status: keeper.status() })
  const reading = new Set<number>()
  let isWorking = false
  const work = async (nowMs: number) => {
    if (isWorking) return
    isWorking = true
    for (const _ of keeper.work(nowMs)) await turn()
    isWorking = false
    tell()
  }
  port.on('message', (message: ToArchive) => {
    if (message.kind === 'minute' || message.kind === 'tick') {
      if (message.kind === 'minute') keeper.take(message.sealed, message.nowMs)
      else keeper.write(message.nowMs)
      tell()
      void work(message.nowMs)
    } else if (message.kind === 'read') {
      reading.add(message.id)
      void answer(keeper, message, () => reading.has(message.id)).then((told) => {
        if (reading.delete(message.id)) say(told)
      })
    } else if (message.kind === 'give-up') reading.delete(message.id)
    else if (message.kind === 'past') void tellPast(keeper, message, say)
    else {
      keeper.close()
      port.close()
    }
  })
  keeper.open(options.nowMs)
  tell()
}

/** Series after series, so that a minute is written between two of them. */
async function answer(
  keeper: ArchiveKeeper,
  { id, series, query, nowMs }: Extract<ToArchive, { kind: 'read' }>,
  isWanted: () => boolean,
): Promise<FromArchive> {
  const reader = keeper.reader(query, nowMs)
  const windows: HistoryWindow[] = []
  for (const { cluster, name } of series) {
    const window = reader?.read(cluster, name) ?? null
    if (window === null || !isWanted()) return { kind: 'windows', id, windows: null }
    windows.push(window)
    await turn()
  }
  return { kind: 'windows', id, windows }
}

async function tellPast(
  keeper: ArchiveKeeper,
  { id, fromMs, nowMs }: Extract<ToArchive, { kind: 'past' }>,
  say: (message: FromArchive) => void,
): Promise<void> {
  let columns: PastColumn[] = []
  for (const column of keeper.past(fromMs, nowMs)) {
    columns.push(column)
    if (columns.length < COLUMNS_A_MESSAGE) continue
    say({ kind: 'past', id, columns })
    columns = []
    await turn()
  }
  say({ kind: 'past', id, columns })
  say({ kind: 'past-end', id })
}
