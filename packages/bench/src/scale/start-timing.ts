// From the start of the console's process to what its first pages show.

import { setTimeout as pause } from 'node:timers/promises'
import { apiPath } from '@perigee/contract'
import { openClient } from './http-get.ts'

export interface StartTiming {
  /** Until topics and partitions of every cluster are in an answer, in ms. */
  readonly firstDataMs: number
  /** Until sizes and settings of every cluster are in as well, in ms. */
  readonly completeMs: number
  /** Until rates are in too: they need two readings, in ms. */
  readonly ratesMs: number
}

interface Row {
  readonly partitions: number | null
  readonly sizeBytes: number | null
  readonly underMinIsrPartitions: number | null
  readonly messagesInPerSecond: number | null
}

const EVERY_MS = 10
/** Not within a minute. */
const NEVER = Number.POSITIVE_INFINITY
const GIVEN_UP_MS = 60_000

/** Asks for the overview again and again; `startedAt` is epoch ms. Infinite: not within a minute. */
export async function timeStart(port: number, startedAt: number): Promise<StartTiming> {
  const client = openClient(port)
  const reached = { firstDataMs: NEVER, completeMs: NEVER, ratesMs: NEVER }
  const put = (name: keyof StartTiming, rows: readonly Row[], has: (row: Row) => boolean) => {
    if (reached[name] === NEVER && rows.every(has)) reached[name] = Date.now() - startedAt
  }
  try {
    while (Date.now() - startedAt < GIVEN_UP_MS) {
      const rows = await overviewRows(client)
      if (rows !== null) {
        put('firstDataMs', rows, (row) => row.partitions !== null)
        put('completeMs', rows, isComplete)
        put('ratesMs', rows, (row) => isComplete(row) && row.messagesInPerSecond !== null)
        if (reached.ratesMs !== NEVER) return reached
      }
      await pause(EVERY_MS)
    }
  } finally {
    client.close()
  }
  return reached
}

function isComplete(row: Row): boolean {
  return row.partitions !== null && row.sizeBytes !== null && row.underMinIsrPartitions !== null
}

async function overviewRows(client: ReturnType<typeof openClient>): Promise<readonly Row[] | null> {
  try {
    const { status, body } = await client.get(apiPath('overview'), { body: 'keep' })
    if (status !== 200 || body === null) return null
    return (JSON.parse(body) as { data: { clusters: Row[] } }).data.clusters
  } catch {
    return null
  }
}
