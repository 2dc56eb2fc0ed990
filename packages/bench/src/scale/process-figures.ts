// What the system knows of a process: Linux's /proc.
import { readFileSync } from 'node:fs'

export interface Memory {
  readonly residentBytes: number
  /** The most it ever had. */
  readonly peakBytes: number
}

const TICKS_PER_SECOND = 100
const KIB = 1024

/** Null when there is no such process any more. */
export function memoryOf(pid: number): Memory | null {
  const status = textOf(`/proc/${pid}/status`)
  if (status === null) return null
  const bytes = (field: string) => Number(new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(status)?.[1]) * KIB
  return { residentBytes: bytes('VmRSS'), peakBytes: bytes('VmHWM') }
}

function textOf(path: string): string | null {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return null
  }
}

/** User and system time of all its threads, in seconds. */
export function cpuSecondsOf(pid: number): number {
  const fields = statFields(pid)
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND
}

/** When it began, epoch ms, to a hundredth of a second. */
export function startedAtOf(pid: number): number {
  const uptimeMs = Number(readFileSync('/proc/uptime', 'utf8').split(' ')[0]) * 1_000
  return Date.now() - uptimeMs + (Number(statFields(pid)[19]) * 1_000) / TICKS_PER_SECOND
}

/** Fields of /proc/PID/stat after the name, which may hold blanks: the first is the state. */
function statFields(pid: number): string[] {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')
}

/** The newest direct child of a process; null when it has none. */
export function childOf(pid: number): number | null {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean)
  const last = children.at(-1)
  return last === undefined ? null : Number(last)
}

/** What runs in it. */
export function commandOf(pid: number): string[] {
  return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').filter(Boolean)
}
