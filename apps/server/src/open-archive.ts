// What is kept beyond six hours: opens it where the configuration says, and brings the last hours back into memory.
import { resolve } from 'node:path'
import type { PerigeeConfig } from '@perigee/config'
import { Archive } from '@perigee/store'
import type { ConsoleState } from './facts/state.ts'
import type { Clock } from './polling/clock.ts'
import { threadFile } from './threads/thread-file.ts'

const DEFAULT_DIRECTORY = 'perigee-data'
const BYTES_A_MEGABYTE = 1_000_000
const TICK_MS = 60_000
const SIX_HOURS_MS = 6 * 3_600_000

/** Null where nothing is to be kept: it is switched off, or nothing is watched. */
export function openArchive(config: PerigeeConfig, clock: Clock): Archive | null {
  if (!config.history.enabled || config.clusters.length === 0) return null
  return new Archive({
    threadFile: threadFile('archive'),
    directory: config.history.directory ?? resolve(DEFAULT_DIRECTORY),
    maxBytes: config.history.maxMegabytes * BYTES_A_MEGABYTE,
    now: () => clock.now(),
  })
}

/** Hands minutes over while the console runs; the function ends it. */
export function keepTime(archive: Archive): () => void {
  const timer = setInterval(() => archive.tick(), TICK_MS)
  timer.unref()
  return () => clearInterval(timer)
}

/** Fills the six hours in memory from what was kept before the start, a minute at a time; live numbers go on meanwhile. */
export async function recallHours(
  archive: Archive,
  { clusters, now }: Pick<ConsoleState, 'clusters' | 'now'>,
): Promise<void> {
  await archive.past(now() - SIX_HOURS_MS, (columns) => {
    for (const { cluster, name, fromMs, ...minutes } of columns)
      clusters.get(cluster)?.history.recallMinutes(name, fromMs, minutes)
  })
}
