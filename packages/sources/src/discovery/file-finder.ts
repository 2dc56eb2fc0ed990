// Prometheus' file_sd: a list of groups { targets: [host:port], labels: {…} }, in JSON or YAML, followed as it changes.
import { readFile, stat } from 'node:fs/promises'
import { basename, extname } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { parse } from 'yaml'
import { peerFailure } from '../kafka/link/network-failure.ts'
import { bad, good, type Result } from '../kafka/result.ts'
import { type Finder, type Finding, findingOf } from './finding.ts'
import { labelledTarget } from './labels.ts'

/** 5 000 targets with labels are a few hundred kB; reading YAML costs the event loop about 100 ms a MB. */
const MAX_FILE_BYTES = 2 << 20
/** A file that was just changed is read again until it stays: half a YAML file is a shorter list and no error. */
const SETTLE_MS = 100
const MAX_SETTLING = 20

/** Waits until it is worth looking at a changed file again. */
export type Settle = (signal: AbortSignal) => Promise<unknown>

const settleABit: Settle = (signal) => pause(SETTLE_MS, undefined, { signal })

export function fileFinder(path: string, settle = settleABit): Finder {
  const peer = `file ${basename(path)}`
  let known: { readonly text: string; readonly finding: Result<Finding> } | null = null
  return {
    fact: 'discovery-file',
    peer,
    find: async (signal) => {
      const text = await readSettled(path, peer, { known: known?.text ?? null, settle, signal })
      if (!text.ok) return text
      if (known?.text !== text.value) known = { text: text.value, finding: readGroups(text.value, path, peer) }
      return known.finding
    },
  }
}

interface Settling {
  readonly known: string | null
  readonly settle: Settle
  readonly signal: AbortSignal
}

async function readSettled(path: string, peer: string, { known, settle, signal }: Settling): Promise<Result<string>> {
  let before = known
  try {
    for (let round = 0; round < MAX_SETTLING && !signal.aborted; round += 1) {
      const { size } = await stat(path)
      if (size > MAX_FILE_BYTES)
        return bad(peerFailure('garbage', `the file is longer than ${MAX_FILE_BYTES} bytes`, peer))
      const text = await readFile(path, { encoding: 'utf8', signal })
      if (text === before) return good(text)
      before = text
      await settle(signal)
    }
  } catch (error) {
    if (!signal.aborted) return bad(fileFailure(error, peer))
  }
  const message = signal.aborted ? 'given up before the file was read' : 'the file changes all the time'
  return bad({ ...peerFailure('blocked', message, peer), retryable: true })
}

function fileFailure(error: unknown, peer: string) {
  const code = (error as NodeJS.ErrnoException).code ?? ''
  if (code === 'ENOENT') return { ...peerFailure('blocked', 'the file is not there', peer), retryable: true }
  if (code === 'EACCES' || code === 'EPERM') return peerFailure('forbidden', 'the file must not be read by us', peer)
  return { ...peerFailure('blocked', `the file cannot be read (${code || 'unknown reason'})`, peer), retryable: true }
}

function readGroups(text: string, path: string, peer: string): Result<Finding> {
  let groups: unknown
  try {
    groups = extname(path) === '.json' ? JSON.parse(text) : parse(text)
  } catch (error) {
    // The first line only: what follows quotes the file.
    const words = (error as Error).message.split('\n')[0]?.slice(0, 120) ?? ''
    return bad({ ...peerFailure('garbage', `the file is neither JSON nor YAML: ${words}`, peer), retryable: true })
  }
  // What is left of a list whose writer has emptied the file, or has not begun.
  if (!Array.isArray(groups)) {
    const message = 'the file holds no list of { targets, labels }'
    return bad({ ...peerFailure('garbage', message, peer), retryable: true })
  }
  return good(findingOf(groups.flatMap((group) => entriesOf(group, peer))))
}

function entriesOf(group: unknown, origin: string) {
  const { targets, labels } = (group ?? {}) as { targets?: unknown; labels?: unknown }
  if (!Array.isArray(targets)) return [[String(JSON.stringify(group)).slice(0, 60), null] as const]
  const known = typeof labels === 'object' && labels !== null ? (labels as Record<string, unknown>) : {}
  return targets.map(
    (address) =>
      [String(address), typeof address === 'string' ? labelledTarget(address, known, origin) : null] as const,
  )
}
