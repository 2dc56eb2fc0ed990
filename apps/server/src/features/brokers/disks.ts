import type { BrokerDetail } from '@perigee/contract'
import { type BrokerLogDirs, FULL_RATIO, type LogDir, usedRatio } from '@perigee/domain'

/** KAFKA_STORAGE_ERROR: Kafka took the directory out of use. */
const STORAGE_ERROR = 56

export interface DiskTotals {
  readonly totalBytes: number | null
  readonly usableBytes: number | null
  readonly logDirs: number | null
  readonly offlineLogDirs: number | null
}

/** Sums over a broker's volumes. Two directories with equal size and free space share a volume, which is counted once. */
export function diskTotals(value: BrokerLogDirs | undefined): DiskTotals {
  if (value === undefined) return { totalBytes: null, usableBytes: null, logDirs: null, offlineLogDirs: null }
  const volumes = [...new Map(value.dirs.map((dir) => [`${dir.totalBytes}/${dir.usableBytes}`, dir])).values()]
  const told = volumes.filter(({ error }) => error === 0)
  return {
    totalBytes: sumOf(told, 'totalBytes'),
    usableBytes: sumOf(told, 'usableBytes'),
    logDirs: value.dirs.length,
    offlineLogDirs: value.dirs.filter(({ error }) => error === STORAGE_ERROR).length,
  }
}

function sumOf(dirs: readonly LogDir[], field: 'totalBytes' | 'usableBytes'): number | null {
  if (dirs.length === 0) return null
  return dirs.reduce<number | null>((sum, dir) => {
    const bytes = dir[field]
    return sum === null || bytes === null ? null : sum + bytes
  }, 0)
}

type LogDirWire = NonNullable<BrokerDetail['data']['logDirDetails']>[number]

/** Each log directory with the replicas on it; null = never read. */
export function logDirDetails(value: BrokerLogDirs | undefined): LogDirWire[] | null {
  if (value === undefined) return null
  return value.dirs.map((dir, index) => {
    const held = replicasIn(value, index)
    return { path: dir.path, ...judgeDir(dir), ...held, totalBytes: dir.totalBytes, usableBytes: dir.usableBytes }
  })
}

function replicasIn({ dir, sizeBytes }: BrokerLogDirs, index: number): { replicas: number; sizeBytes: number } {
  let replicas = 0
  let bytes = 0
  for (let row = 0; row < dir.length; row += 1) {
    if (dir[row] !== index) continue
    replicas += 1
    bytes += sizeBytes[row] ?? 0
  }
  return { replicas, sizeBytes: bytes }
}

function judgeDir(dir: LogDir): Pick<LogDirWire, 'status' | 'word'> {
  if (dir.error === STORAGE_ERROR) return { status: 'critical', word: 'Offline' }
  if (dir.error !== 0) return { status: 'unknown', word: `Kafka error ${dir.error}` }
  const used = usedRatio(dir)
  if (used === null) return { status: 'ok', word: 'Online, free space not told' }
  return {
    status: used > FULL_RATIO ? 'warning' : 'ok',
    word: `${Math.floor((100 * (dir.usableBytes ?? 0)) / (dir.totalBytes ?? 1))} % free`,
  }
}
